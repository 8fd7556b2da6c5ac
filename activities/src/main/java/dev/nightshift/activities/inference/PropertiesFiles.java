package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.yaml.NewTest;
import dev.nightshift.activities.yaml.TestEdits;
import dev.nightshift.activities.yaml.TestEdits.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties files of a project, to which tests are added where its team would write them.
 * Nothing is written to disk; a file that several models share is edited once for each.
 */
public final class PropertiesFiles {
  /** From here on dbt wants the arguments of a test below a key of their own, if not told else. */
  private static final List<Integer> ARGUMENTS_SINCE = List.of(1, 10, 8);

  /** The same of the versions that are called by a date. */
  private static final List<Integer> ARGUMENTS_SINCE_MONTH = List.of(2025, 8, 0);

  private static final Pattern NO_ARGUMENTS =
      Pattern.compile("require_generic_test_arguments_property\\s*:\\s*(?i:false|no|off)\\b");

  /** A name that needs no quotes, however a warehouse folds its case. */
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** No person writes a properties file, or a model, of more. */
  private static final long LARGEST = 10_000_000;

  /** From here on it calls them {@code data_tests}, since there are unit tests too. */
  private static final List<Integer> DATA_TESTS_SINCE = List.of(1, 8, 0);

  private final Manifest manifest;
  private final Path project;
  private final FileHabits habits;
  private final Style style;
  private final Together together;
  private final Map<String, String> changed = new LinkedHashMap<>();

  public PropertiesFiles(Manifest manifest, Path project) throws IOException {
    this.manifest = manifest;
    this.project = project.toRealPath();
    this.habits = new FileHabits(manifest);
    String version = manifest.metadata().path("dbt_version").asText("");
    this.style =
        new Style(
            wantsArguments(version), isSince(version, DATA_TESTS_SINCE) ? "data_tests" : "tests");
    this.together = new Together(manifest);
  }

  /**
   * Which file has, or would have, the tests of a model, what was added to it, and what was not.
   */
  public record Added(String file, List<Check> written, List<Refused> refused) {}

  /** A test that was not added, and why, for a person to read. */
  public record Refused(Check check, String why) {}

  /** A test to be added: one that {@code warns} fails nothing; {@code comment} may be null. */
  public record Wanted(Check check, boolean warns, String comment) {
    public static Wanted of(Check check) {
      return new Wanted(check, false, null);
    }
  }

  public Added add(String model, List<Wanted> wanted) throws IOException {
    List<Check> checks = wanted.stream().map(Wanted::check).toList();
    Manifest.Node node = manifest.node(model).orElseThrow();
    String file = habits.file(node);
    Optional<String> unfit = unfit(node, file);
    if (unfit.isPresent()) {
      return new Added(
          file, List.of(), checks.stream().map(check -> new Refused(check, unfit.get())).toList());
    }
    List<Refused> refused = new ArrayList<>();
    Map<NewTest, Check> tests = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      Check check = one.check();
      if (!isNamed(node, check)) {
        refused.add(new Refused(check, "SQL has to quote its name: describe the column first"));
      } else if (check.kind() == Kind.COMBINATION && !isDefinable()) {
        refused.add(new Refused(check, "the project's own tests stand outside of it"));
      } else {
        tests.put(test(one), check);
      }
    }
    String before = text(file);
    String kind = node.type() + "s";
    List<NewTest> fit = List.copyOf(tests.keySet());
    if (before == null && !fit.isEmpty()) {
      changed.put(file, TestEdits.create(kind, node.name(), fit, style));
      define(tests.values());
      return new Added(file, List.copyOf(tests.values()), refused);
    }
    TestEdits.Change change =
        before == null
            ? new TestEdits.Change("", List.of(), List.of())
            : TestEdits.add(before, kind, node.name(), fit, style);
    change.refused().forEach(one -> refused.add(new Refused(tests.get(one.test()), one.why())));
    if (!change.written().isEmpty()) {
      changed.put(file, change.text());
    }
    List<Check> written = change.written().stream().map(tests::get).toList();
    define(written);
    return new Added(file, written, refused);
  }

  private boolean isDefinable() throws IOException {
    Optional<String> missing = together.file(own("dbt_project.yml").orElse(""));
    return missing.isEmpty() || isInside(project.resolve(missing.get()).normalize());
  }

  /** Writes the generic test that these need, where there is none. */
  private void define(Collection<Check> written) throws IOException {
    if (written.stream().noneMatch(check -> check.kind() == Kind.COMBINATION)) {
      return;
    }
    Optional<String> missing = together.file(own("dbt_project.yml").orElse(""));
    if (missing.isPresent() && own(missing.get()).isEmpty()) {
      changed.put(missing.get(), Together.text());
    }
  }

  /** The files that are other than they were, or new, by their paths in the project. */
  public Map<String, String> changed() {
    return changed;
  }

  /** Writes what is other than it was. */
  public void write() throws IOException {
    for (Map.Entry<String, String> file : changed.entrySet()) {
      Path path = project.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** What a file of the project has now; nothing where there is none, or none of its own. */
  public Optional<String> own(String file) throws IOException {
    Path path = project.resolve(file).normalize();
    return isInside(path) && Files.isRegularFile(path) && Files.size(path) <= LARGEST
        ? Optional.of(Files.readString(path))
        : Optional.empty();
  }

  private String text(String file) throws IOException {
    return changed.containsKey(file) ? changed.get(file) : own(file).orElse(null);
  }

  /** Why nothing can be written for a model, whatever it is. */
  private Optional<String> unfit(Manifest.Node node, String file) throws IOException {
    if (!node.text("version").isEmpty()) {
      return Optional.of("it is a version of a model, and a test of one would hold for all");
    }
    Path path = project.resolve(file).normalize();
    if (!isInside(path) || !file.matches("(?s).*\\.ya?ml")) {
      return Optional.of("its properties would stand outside of the project: " + file);
    }
    if (Files.exists(path) && own(file).isEmpty()) {
      return Optional.of("what stands there is no file that a person writes: " + file);
    }
    return Optional.empty();
  }

  /** Below the project, and led there by no link. */
  private boolean isInside(Path path) throws IOException {
    if (!path.startsWith(project) || Files.isSymbolicLink(path)) {
      return false;
    }
    Path there = path;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there.toRealPath().startsWith(project);
  }

  /** Whether a test can name the columns: by what is described, or without quotes. */
  private static boolean isNamed(Manifest.Node node, Check check) {
    boolean described =
        check.kind() != Kind.COMBINATION
            && node.columns().keySet().stream().anyMatch(check.column()::equalsIgnoreCase);
    String sql = node.text("compiled_code");
    return described
        || check.columns().stream()
            .allMatch(name -> PLAIN.matcher(name).matches() && !isQuoted(sql, name));
  }

  /** Whether it is written with letters of both cases between quotes, which keep them so. */
  private static boolean isQuoted(String sql, String name) {
    Matcher quoted = Pattern.compile("(?i)\"(" + Pattern.quote(name) + ")\"").matcher(sql);
    while (quoted.find()) {
      String written = quoted.group(1);
      boolean mixed =
          !written.equals(written.toLowerCase(Locale.ROOT))
              && !written.equals(written.toUpperCase(Locale.ROOT));
      if (mixed) {
        return true;
      }
    }
    return false;
  }

  private boolean wantsArguments(String version) throws IOException {
    boolean since =
        isSince(version, List.of(1000))
            ? isSince(version, ARGUMENTS_SINCE_MONTH)
            : isSince(version, ARGUMENTS_SINCE);
    return since && !NO_ARGUMENTS.matcher(own("dbt_project.yml").orElse("")).find();
  }

  private NewTest test(Wanted wanted) {
    Check check = wanted.check();
    return switch (check.kind()) {
      case NOT_NULL, UNIQUE -> of(wanted, check.column(), check.kind().word(), Map.of());
      case ACCEPTED_VALUES ->
          of(wanted, check.column(), check.kind().word(), Map.of("values", check.values()));
      case RELATIONSHIPS -> {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("to", called(check.to()));
        given.put("field", check.field());
        yield of(wanted, check.column(), check.kind().word(), given);
      }
      case COMBINATION -> of(wanted, null, together.name(), together.arguments(check.columns()));
    };
  }

  private static NewTest of(Wanted wanted, String column, String name, Map<String, Object> given) {
    return new NewTest(column, name, given, wanted.warns() ? "warn" : null, wanted.comment());
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
      boolean told = i < parts.length && !parts[i].isEmpty() && parts[i].length() < 7;
      int part = told ? Integer.parseInt(parts[i]) : 0;
      if (part != since.get(i)) {
        return part > since.get(i);
      }
    }
    return true;
  }
}
