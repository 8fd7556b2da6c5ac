package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.words.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests that have another id because the column they stand on has another name, or because they
 * accept a documented value: the same test, on the same relation, with the same arguments and
 * settings but for that.
 */
final class Moves {
  private final Exhibit exhibit;
  private final Runs runs;

  Moves(Exhibit exhibit, Runs runs) {
    this.exhibit = exhibit;
    this.runs = runs;
  }

  /** The id that a node of the base has in the patch; empty where it is gone. */
  Optional<String> now(String id) {
    if (!runs.comparable() || runs.patched().node(id).isPresent()) {
      return Optional.of(id);
    }
    Node old = runs.base().node(id).orElse(null);
    if (old == null) {
      return Optional.of(id);
    }
    return runs.patched().nodes().values().stream()
        .filter(node -> runs.base().node(node.id()).isEmpty())
        .filter(node -> isMoved(old, node))
        .map(Node::id)
        .findFirst();
  }

  /** New id → old id of all tests that moved. */
  Map<String, String> byNewId() {
    Map<String, String> moved = new LinkedHashMap<>();
    if (runs.comparable()) {
      runs.base().nodes().values().stream()
          .filter(Node::isTest)
          .filter(node -> runs.patched().node(node.id()).isEmpty())
          .forEach(old -> now(old.id()).ifPresent(id -> moved.put(id, old.id())));
    }
    return moved;
  }

  private boolean isMoved(Node old, Node now) {
    if (!now.type().equals("test") || !old.testMetadata().isObject()) {
      return false;
    }
    if (isRightName(old, now) || Grown.isGrown(exhibit, old, now)) {
      return true;
    }
    return Renamed.of(exhibit).stream().anyMatch(renamed -> isMoved(old, now, renamed));
  }

  /** The same test by the name that it was meant to have: the old one is no test. */
  private boolean isRightName(Node old, Node now) {
    return exhibit.isRightName(Role.TEST, text(old, "name"), text(now, "name"))
        && old.dependsOn().equals(now.dependsOn())
        && old.config().equals(now.config())
        && arguments(old).equals(arguments(now));
  }

  private static boolean isMoved(Node old, Node now, Renamed renamed) {
    return old.dependsOn().contains(renamed.source())
        && old.dependsOn().equals(now.dependsOn())
        && renamed.sameSettings(old.config(), now.config())
        && text(old, "name").equals(text(now, "name"))
        && text(old, "namespace").equals(text(now, "namespace"))
        && renamed.same(arguments(old), arguments(now));
  }

  private static String text(Node node, String field) {
    return node.testMetadata().path(field).asText("");
  }

  static JsonNode arguments(Node node) {
    return node.testMetadata().path("kwargs");
  }

  static List<Node> tests(dev.nightshift.activities.artifacts.Manifest manifest) {
    return manifest.nodes().values().stream().filter(Node::isTest).toList();
  }
}
