package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What a manifest knows by unique id. */
interface Resources {
  JsonNode metadata();

  boolean has(String id);

  Optional<Manifest.Node> node(String id);

  /** The ids of all sources. */
  List<String> sources();

  /** The ids of all macros. */
  List<String> macroIds();

  List<String> parents(String id);

  List<String> children(String id);
}
