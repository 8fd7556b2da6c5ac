package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.workflows.values.Cause;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests that have another id because the column they stand on has another name: the same test, on
 * the same relation, with the same arguments and settings but for that name.
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
    return exhibit.codeCauses().stream()
        .filter(cause -> cause.kind().equals("renamed_source_column"))
        .anyMatch(cause -> isMoved(old, now, cause));
  }

  private static boolean isMoved(Node old, Node now, Cause cause) {
    String from = cause.details().getOrDefault("from", "");
    String to = cause.details().getOrDefault("to", "");
    return old.dependsOn().contains(cause.details().getOrDefault("source", ""))
        && old.dependsOn().equals(now.dependsOn())
        && old.config().equals(now.config())
        && text(old, "name").equals(text(now, "name"))
        && text(old, "namespace").equals(text(now, "namespace"))
        && sameArguments(arguments(old), arguments(now), from, to);
  }

  private static String text(Node node, String field) {
    return node.testMetadata().path(field).asText("");
  }

  private static JsonNode arguments(Node node) {
    return node.testMetadata().path("kwargs");
  }

  private static boolean sameArguments(JsonNode old, JsonNode now, String from, String to) {
    if (!(old instanceof ObjectNode before)
        || !(now instanceof ObjectNode)
        || old.size() != now.size()) {
      return false;
    }
    for (Iterator<String> names = before.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!same(before.path(name), now.path(name), from, to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode old, JsonNode now, String from, String to) {
    if (old.equals(now)) {
      return true;
    }
    if (old.isTextual() && now.isTextual()) {
      return renamed(old.asText(), from, to).equalsIgnoreCase(now.asText());
    }
    if (old.isArray() && now.isArray() && old.size() == now.size()) {
      for (int i = 0; i < old.size(); i++) {
        if (!same(old.get(i), now.get(i), from, to)) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  private static String renamed(String text, String from, String to) {
    return text.replaceAll(
        "(?i)(?<![\\w$])" + java.util.regex.Pattern.quote(from) + "(?![\\w$])",
        java.util.regex.Matcher.quoteReplacement(to));
  }

  static List<Node> tests(dev.nightshift.activities.artifacts.Manifest manifest) {
    return manifest.nodes().values().stream().filter(Node::isTest).toList();
  }
}
