package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.words.Role;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Models, sources and the rest are still there, with their contracts, freshness and settings. */
final class NodesKept implements Rule {
  /** Words for people and for search, not for dbt. */
  private static final Set<String> DESCRIPTIVE = Set.of("tags", "meta", "docs");

  private static final Map<String, Role> SETTINGS =
      Map.of("materialized", Role.MATERIALIZATION, "incremental_strategy", Role.STRATEGY);

  private static final List<String> PROMISES =
      List.of("contract", "constraints", "access", "version", "loaded_at_field", "freshness");

  /** What dbt calls it where nothing was said. */
  private static final Set<String> LACKING = Set.of("", "null", "ignore");

  @Override
  public String name() {
    return "node_weakened";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    exhibit.run().filter(Runs::comparable).ifPresent(runs -> compare(exhibit, runs, refusals));
    return refusals;
  }

  private void compare(Exhibit exhibit, Runs runs, List<Refusal> refusals) {
    for (Node old : runs.base().nodes().values()) {
      if (old.isTest() || old.type().equals("operation") || !exhibit.mayHaveChanged(old)) {
        continue;
      }
      Node now = runs.patched().node(old.id()).orElse(null);
      if (now == null) {
        refusals.add(refusal(old.path(), old.id() + " is gone or disabled"));
        continue;
      }
      settings(exhibit, old, now, refusals);
      promises(exhibit, old, now, refusals);
    }
    for (Node now : runs.patched().nodes().values()) {
      if (now.type().equals("operation") && runs.base().node(now.id()).isEmpty()) {
        refusals.add(refusal(now.path(), "a hook is added"));
      }
    }
  }

  private void settings(Exhibit exhibit, Node old, Node now, List<Refusal> refusals) {
    Set<String> settings = TestsKept.differing(old.config(), now.config());
    settings.removeAll(DESCRIPTIVE);
    settings.removeAll(PROMISES);
    settings.removeIf(
        setting ->
            isRightName(exhibit, setting, old, now) || isTakenUp(exhibit, setting, old, now));
    if (!settings.isEmpty() && !Restored.isProven(exhibit, old)) {
      refusals.add(
          refusal(old.path(), old.name() + " has other settings: " + String.join(", ", settings)));
    }
  }

  /** A value that dbt does not know, and the one that it was to be. */
  private static boolean isRightName(Exhibit exhibit, String setting, Node old, Node now) {
    Role role = SETTINGS.get(setting);
    return role != null
        && exhibit.isRightName(
            role, old.config().path(setting).asText(""), now.config().path(setting).asText(""));
  }

  /**
   * A setting that a cause shows a model to lack, where it had none, or the one that it names: of
   * that a person is asked ({@link LiftedGuard}).
   */
  private static boolean isTakenUp(Exhibit exhibit, String setting, Node old, Node now) {
    String was = old.config().path(setting).asText("");
    return exhibit.codeCauses().stream()
        .map(Cause::details)
        .filter(details -> LACKING.contains(was) || was.equals(details.get("instead_of")))
        .anyMatch(
            details ->
                setting.equals(details.get("setting"))
                    && old.id().equals(details.get("model"))
                    && written(now.config().path(setting)).equals(details.get("value")));
  }

  /** As Jinja has it. */
  private static String written(JsonNode value) {
    return value.toString().replace('"', '\'').replace(",", ", ");
  }

  private void promises(Exhibit exhibit, Node old, Node now, List<Refusal> refusals) {
    for (String promise : PROMISES) {
      if (!old.json().path(promise).equals(now.json().path(promise))
          && !isRenaming(exhibit, promise, old, now)
          && !isCountedAnew(exhibit, promise, old, now)
          && !isGrown(exhibit, promise, old, now)
          && !Restored.isProven(exhibit, old)) {
        refusals.add(refusal(old.path(), "the " + promise + " of " + old.name() + " is changed"));
      }
    }
    old.columns()
        .forEach(
            (column, json) -> {
              var other = now.columns().get(column);
              boolean typed = json.hasNonNull("data_type") || !json.path("constraints").isEmpty();
              if (typed
                  && (other == null
                      || !json.path("data_type").equals(other.path("data_type"))
                      || !json.path("constraints").equals(other.path("constraints")))
                  && !isRenamed(exhibit, old, column)
                  && !Restored.isProven(exhibit, old)) {
                refusals.add(
                    refusal(
                        old.path(),
                        "the type or constraints of "
                            + old.name()
                            + "."
                            + column
                            + " are changed"));
              }
            });
  }

  /** dbt counts what a contract holds by how the model is built. */
  private static boolean isCountedAnew(Exhibit exhibit, String promise, Node old, Node now) {
    return promise.equals("contract")
        && isRightName(exhibit, "materialized", old, now)
        && old.json()
            .path(promise)
            .path("enforced")
            .equals(now.json().path(promise).path("enforced"));
  }

  /** A contract names more: what a cause shows the model to give beyond it, and nothing else. */
  private static boolean isGrown(Exhibit exhibit, String promise, Node old, Node now) {
    Set<String> more = new TreeSet<>(now.columns().keySet());
    more.removeAll(old.columns().keySet());
    return promise.equals("contract")
        && old.json()
            .path(promise)
            .path("enforced")
            .equals(now.json().path(promise).path("enforced"))
        && exhibit.codeCauses().stream()
            .filter(cause -> cause.kind().equals("outside_contract"))
            .filter(cause -> cause.nodes().contains(old.id()))
            .map(cause -> cause.details().getOrDefault("columns", ""))
            .anyMatch(
                columns ->
                    columns
                        .lines()
                        .map(column -> column.split(" ", 2)[0])
                        .collect(Collectors.toSet())
                        .equals(more));
  }

  /** A source's freshness may be measured by the renamed column. */
  private static boolean isRenaming(Exhibit exhibit, String promise, Node old, Node now) {
    return Renamed.of(exhibit).stream()
        .anyMatch(
            renamed ->
                old.id().equals(renamed.source())
                    && renamed.same(old.json().path(promise), now.json().path(promise)));
  }

  private static boolean isRenamed(Exhibit exhibit, Node node, String column) {
    for (Cause cause : exhibit.codeCauses()) {
      if (cause.kind().equals("renamed_source_column")
          && node.id().equals(cause.details().get("source"))
          && column.equalsIgnoreCase(cause.details().getOrDefault("from", ""))) {
        return true;
      }
    }
    return false;
  }
}
