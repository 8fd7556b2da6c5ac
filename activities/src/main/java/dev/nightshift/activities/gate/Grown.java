package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A failing test accepts one more value, or several, each of which a knowledge entry's block adds
 * or a person chose.
 */
final class Grown {
  private static final String VALUES = "values";

  private Grown() {}

  /** Whether it is the same test in all but that. */
  static boolean isGrown(Exhibit exhibit, Node old, Node now) {
    return old.testMetadata().path("name").asText("").equals("accepted_values")
        && without(old.testMetadata(), "kwargs").equals(without(now.testMetadata(), "kwargs"))
        && old.dependsOn().equals(now.dependsOn())
        && Renamed.withoutAlias(old.config()).equals(Renamed.withoutAlias(now.config()))
        && without(Moves.arguments(old), VALUES).equals(without(Moves.arguments(now), VALUES))
        && grew(
            texts(Moves.arguments(old).path(VALUES)),
            texts(Moves.arguments(now).path(VALUES)),
            documented(exhibit, old));
  }

  /** The values that entries or people give to the list in the test's own file. */
  private static Set<String> documented(Exhibit exhibit, Node test) {
    Set<String> values = new HashSet<>();
    exhibit.codeCauses().stream()
        .filter(cause -> cause.nodes().contains(test.id()))
        .map(Cause::documented)
        .flatMap(Optional::stream)
        .filter(Grown::addsToList)
        .filter(change -> change.file().equals(test.path()))
        .forEach(change -> values.add(change.value()));
    return values;
  }

  private static boolean addsToList(DocumentedChange change) {
    return change.operation().equals("add") && change.key().endsWith("." + VALUES);
  }

  private static boolean grew(List<String> old, List<String> now, Set<String> documented) {
    if (now.size() <= old.size() || !now.subList(0, old.size()).equals(old)) {
      return false;
    }
    List<String> more = now.subList(old.size(), now.size());
    return documented.containsAll(more) && new HashSet<>(more).size() == more.size();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static JsonNode without(JsonNode of, String field) {
    JsonNode copy = of.deepCopy();
    return copy instanceof ObjectNode fields ? fields.without(field) : copy;
  }
}
