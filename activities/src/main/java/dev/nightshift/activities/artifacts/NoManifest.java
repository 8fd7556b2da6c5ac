package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/** A project that dbt could never read has none. */
final class NoManifest implements Resources {
  @Override
  public JsonNode metadata() {
    return MissingNode.getInstance();
  }

  @Override
  public boolean has(String id) {
    return false;
  }

  @Override
  public Optional<Manifest.Node> node(String id) {
    return Optional.empty();
  }

  @Override
  public List<String> sources() {
    return List.of();
  }

  @Override
  public List<String> macroIds() {
    return List.of();
  }

  @Override
  public List<String> parents(String id) {
    return List.of();
  }

  @Override
  public List<String> children(String id) {
    return List.of();
  }
}
