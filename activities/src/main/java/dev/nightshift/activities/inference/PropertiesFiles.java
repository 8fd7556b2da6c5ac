package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.yaml.NewTest;
import dev.nightshift.activities.yaml.TestEdits;
import dev.nightshift.activities.yaml.TestEdits.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties files of a project, to which tests are added where its team would write them.
 * Nothing is written to disk; a file that several models share is edited once for each.
 */
public final class PropertiesFiles {
  /** From here on dbt wants the arguments of a test below a key of their own. */
  private static final List<Integer> ARGUMENTS_SINCE = List.of(1, 10, 5);

  /** From here on it calls them {@code data_tests}, since there are unit tests too. */
  private static final List<Integer> DATA_TESTS_SINCE = List.of(1, 8, 0);

  private static final String COMBINATION = "unique_combination_of_columns";

  private final Manifest manifest;
  private final Path project;
  private final FileHabits habits;
  private final Style style;
  private final boolean combinations;
  private final Map<String, String> changed = new LinkedHashMap<>();

  public PropertiesFiles(Manifest manifest, Path project) {
    this.manifest = manifest;
    this.project = project;
    this.habits = new FileHabits(manifest);
    String version = manifest.metadata().path("dbt_version").asText("");
    this.style =
        new Style(
            isSince(version, ARGUMENTS_SINCE),
            isSince(version, DATA_TESTS_SINCE) ? "data_tests" : "tests");
    this.combinations = manifest.macros().containsKey("macro.dbt_utils.test_" + COMBINATION);
  }

  /**
   * Which file has, or would have, the tests of a model, what was added to it, and what was not.
   */
  public record Added(String file, List<Check> written, List<Refused> refused) {}

  /** A test that was not added, and why, for a person to read. */
  public record Refused(Check check, String why) {}

  public Added add(String model, List<Check> checks) throws IOException {
    Manifest.Node node = manifest.node(model).orElseThrow();
    List<Refused> refused = new ArrayList<>();
    Map<NewTest, Check> tests = new LinkedHashMap<>();
    for (Check check : checks) {
      if (check.kind() == Kind.COMBINATION && !combinations) {
        refused.add(
            new Refused(
                check,
                "columns that are unique together are tested by dbt_utils, which the"
                    + " project does not have"));
      } else {
        tests.put(test(check), check);
      }
    }
    String file = habits.file(node);
    String before = text(file);
    String kind = node.type() + "s";
    List<NewTest> wanted = List.copyOf(tests.keySet());
    if (before == null && !wanted.isEmpty()) {
      changed.put(file, TestEdits.create(kind, node.name(), wanted, style));
      return new Added(file, List.copyOf(tests.values()), refused);
    }
    TestEdits.Change change =
        before == null
            ? new TestEdits.Change("", List.of(), List.of())
            : TestEdits.add(before, kind, node.name(), wanted, style);
    change.refused().forEach(one -> refused.add(new Refused(tests.get(one.test()), one.why())));
    if (!change.written().isEmpty()) {
      changed.put(file, change.text());
    }
    return new Added(file, change.written().stream().map(tests::get).toList(), refused);
  }

  /** The files that are other than they were, or new, by their paths in the project. */
  public Map<String, String> changed() {
    return changed;
  }

  private String text(String file) throws IOException {
    if (changed.containsKey(file)) {
      return changed.get(file);
    }
    Path path = project.resolve(file);
    return Files.exists(path) ? Files.readString(path) : null;
  }

  private static NewTest test(Check check) {
    return switch (check.kind()) {
      case NOT_NULL, UNIQUE -> of(check.column(), check.kind().word(), Map.of());
      case ACCEPTED_VALUES ->
          of(check.column(), check.kind().word(), Map.of("values", check.values()));
      case RELATIONSHIPS -> {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("to", called(check.to()));
        given.put("field", check.field());
        yield of(check.column(), check.kind().word(), given);
      }
      case COMBINATION ->
          of(null, "dbt_utils." + COMBINATION, Map.of("combination_of_columns", check.columns()));
    };
  }

  private static NewTest of(String column, String name, Map<String, Object> given) {
    return new NewTest(column, name, given, null, null);
  }

  private static String called(String to) {
    int dot = to.indexOf('.');
    return dot < 0
        ? "ref('" + to + "')"
        : "source('" + to.substring(0, dot) + "', '" + to.substring(dot + 1) + "')";
  }

  private static boolean isSince(String version, List<Integer> since) {
    String[] parts = version.split("\\D+", -1);
    for (int i = 0; i < since.size(); i++) {
      int part = i < parts.length && !parts[i].isEmpty() ? Integer.parseInt(parts[i]) : 0;
      if (part != since.get(i)) {
        return part > since.get(i);
      }
    }
    return true;
  }
}
