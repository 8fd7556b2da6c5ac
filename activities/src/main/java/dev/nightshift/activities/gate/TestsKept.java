package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every test of the base is there in the patch, as strict as it was. By the resolved manifests, so
 * that it does not matter in which of dbt's many ways one was weakened.
 */
final class TestsKept implements Rule {
  /** What of a unit test is only bookkeeping of the parse. */
  private static final List<String> BOOKKEEPING =
      List.of("created_at", "checksum", "build_path", "depends_on", "schema", "unrendered_config");

  @Override
  public String name() {
    return "test_weakened";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    exhibit.run().filter(Runs::comparable).ifPresent(runs -> compare(exhibit, runs, refusals));
    return refusals;
  }

  private void compare(Exhibit exhibit, Runs runs, List<Refusal> refusals) {
    Moves moves = new Moves(exhibit, runs);
    for (Node old : Moves.tests(runs.base())) {
      if (!exhibit.mayHaveChanged(old)) {
        continue;
      }
      Node now = moves.now(old.id()).flatMap(runs.patched()::node).orElse(null);
      if (now == null) {
        refusals.add(refusal(old.path(), gone(old, runs)));
        continue;
      }
      Set<String> settings = differing(old.config(), now.config());
      if (!settings.isEmpty()
          && !isRenaming(exhibit, old, now)
          && !Grown.isGrown(exhibit, old, now)) {
        refusals.add(
            refusal(
                old.path(), old.name() + " has other settings: " + String.join(", ", settings)));
      }
      if (old.type().equals("unit_test")
          && !isSameUnitTest(exhibit, old, now)
          && !isRightName(exhibit, old)
          && !Restored.isProven(exhibit, old)) {
        refusals.add(refusal(old.path(), "the unit test " + old.name() + " is changed"));
      }
    }
  }

  private static boolean isRenaming(Exhibit exhibit, Node old, Node now) {
    return Renamed.of(exhibit).stream()
        .anyMatch(
            renamed ->
                old.dependsOn().contains(renamed.source())
                    && renamed.sameSettings(old.config(), now.config()));
  }

  /** Nothing but a name that dbt looked for in vain is another in its file. */
  private static boolean isRightName(Exhibit exhibit, Node test) {
    FileChange file = exhibit.files().get(test.path());
    return file != null && exhibit.isRightName(file);
  }

  private static boolean isSameUnitTest(Exhibit exhibit, Node old, Node now) {
    ObjectNode before = content(old);
    ObjectNode after = content(now);
    if (before.equals(after)) {
      return true;
    }
    JsonNode givenBefore = before.remove("given");
    JsonNode givenAfter = after.remove("given");
    return before.equals(after)
        && givenBefore != null
        && givenAfter != null
        && Renamed.of(exhibit).stream()
            .anyMatch(renamed -> renamed.sameGiven(givenBefore, givenAfter));
  }

  /** A test with other arguments has another id; then both are told. */
  private static String gone(Node old, Runs runs) {
    String kind = old.testMetadata().path("name").asText("");
    boolean replaced =
        !kind.isEmpty()
            && Moves.tests(runs.patched()).stream()
                .filter(node -> runs.base().node(node.id()).isEmpty())
                .anyMatch(
                    node ->
                        node.testMetadata().path("name").asText("").equals(kind)
                            && node.text("column_name").equals(old.text("column_name"))
                            && node.dependsOn().equals(old.dependsOn()));
    return replaced
        ? "the test " + old.name() + " has other arguments than it had"
        : "the test " + old.name() + " is gone or disabled";
  }

  static Set<String> differing(JsonNode old, JsonNode now) {
    Set<String> keys = new TreeSet<>();
    old.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> old.path(key).equals(now.path(key)));
    return keys;
  }

  private static ObjectNode content(Node node) {
    ObjectNode copy = node.json().deepCopy();
    copy.remove(BOOKKEEPING);
    return copy;
  }
}
