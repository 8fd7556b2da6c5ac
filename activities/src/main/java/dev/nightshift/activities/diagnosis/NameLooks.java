package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.activities.words.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that dbt looked for in vain, and the one that was meant: the one that stood there
 * before, the new name of what was renamed, or the one that is a slip of the pen away.
 */
final class NameLooks {
  private static final String TEST = "test_";

  private record Shape(Pattern says, Function<MatchResult, Named> read) {}

  /** A name in its role; {@code local} is one that means something only where it stands. */
  private record Named(Role role, String name, boolean local) {
    static Named everywhere(Role role, String name) {
      return new Named(role, name, false);
    }

    static Named here(Role role, String name) {
      return new Named(role, name, true);
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          shape(
              "depends on a node named '(\\w+)' with version '(\\w+)' .*which was not",
              it -> Named.everywhere(Role.MODEL_VERSION, it.group(1) + "." + it.group(2))),
          shape(
              "a measure `(\\w+)` does not exist",
              it -> Named.everywhere(Role.MEASURE, it.group(1))),
          shape(
              "The metric `(\\w+)` does not exist",
              it -> Named.everywhere(Role.INPUT_METRIC, it.group(1))),
          shape(
              "depends on a node named '(\\w+)' in package or project '(\\w+)' *which was not",
              it -> Named.everywhere(Role.PACKAGED_MODEL, it.group(2) + "." + it.group(1))),
          shape(
              "depends on a node named '(\\w+)' which (?:was not|is dis)",
              it -> Named.everywhere(Role.MODEL, it.group(1))),
          shape(
              "depends on a source named '(\\w+\\.\\w+)'",
              it -> Named.everywhere(Role.SOURCE, it.group(1))),
          shape(
              "had an input \\(ref\\('(\\w+)'\\)\\) which was not found",
              it -> Named.everywhere(Role.MODEL, it.group(1))),
          shape(
              "Unable to find model '\\w+\\.(\\w+)' for unit test",
              it -> Named.everywhere(Role.TESTED_MODEL, it.group(1))),
          shape(
              "Invalid column name: '(\\w+)' in unit test fixture",
              it -> Named.here(Role.ROW_COLUMN, it.group(1))),
          shape("depends on doc '(\\w+)'", it -> Named.everywhere(Role.DOC, it.group(1))),
          shape(
              "Required var '(\\w+)' not found",
              it -> Named.everywhere(Role.VARIABLE, it.group(1))),
          shape("No filter named '(\\w+)'", it -> Named.everywhere(Role.FILTER, it.group(1))),
          shape(
              "No materialization '(\\w+)' was found",
              it -> Named.everywhere(Role.MATERIALIZATION, it.group(1))),
          shape(
              "incremental strategy macro with the name \"get_incremental_(\\w+)_sql\"",
              it -> Named.everywhere(Role.STRATEGY, it.group(1))),
          shape(
              "invalid value \\((\\w+)\\) for the access field",
              it -> Named.everywhere(Role.ACCESS, it.group(1))),
          shape(
              "macro 'dbt_macro__test_\\w+' takes no keyword argument '(\\w+)'",
              it -> Named.here(Role.TEST_ARGUMENT, it.group(1))),
          shape(
              "macro 'dbt_macro__\\w+' takes no keyword argument '(\\w+)'",
              it -> Named.here(Role.ARGUMENT, it.group(1))),
          shape(
              "'" + TEST + "(\\w+)' is undefined", it -> Named.everywhere(Role.TEST, it.group(1))),
          shape("'(\\w+)' is undefined", it -> Named.everywhere(Role.MACRO, it.group(1))));

  private static final Pattern CYCLE = Pattern.compile("Found a cycle:\\s*(\\w+\\..+)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("MacroNamespace object' has no attribute '(\\w+)'");
  private static final Pattern ACCEPTED =
      Pattern.compile("Accepted columns for [^:\\n]*: \\[([^\\]]*)\\]");
  private static final Pattern CALLED = Pattern.compile("macro 'dbt_macro__(\\w+)' takes no");

  private final Inventory inventory;
  private final Recent recent;

  NameLooks(Inventory inventory, Recent recent) {
    this.inventory = inventory;
    this.recent = recent;
  }

  private static Shape shape(String regex, Function<MatchResult, Named> read) {
    return new Shape(Pattern.compile(regex), read);
  }

  /** {@code file} is the one that dbt complains of, empty where it names none. */
  Optional<WrongName> look(String message, String file) {
    Matcher cycle = CYCLE.matcher(message);
    if (cycle.find()) {
      return closing(List.of(cycle.group(1).strip().split("\\s*-->\\s*")));
    }
    return named(message, file)
        .filter(named -> inventory.text(file).isEmpty() || !files(named, file).isEmpty())
        .map(named -> wrong(named, message, file));
  }

  /**
   * Models that read each other in a circle: it was closed where one of them was lately given
   * another one to read, that was there before, in the place of the one that it had.
   */
  private Optional<WrongName> closing(List<String> circle) {
    Set<String> names = new TreeSet<>();
    circle.forEach(id -> names.add(id.substring(id.lastIndexOf('.') + 1)));
    List<WrongName> found = new ArrayList<>();
    Map<String, String> models = inventory.models();
    for (String name : names) {
      String file = models.getOrDefault(name, "");
      Set<String> now = Role.MODEL.names(inventory.text(file).orElse(""));
      Set<String> was = Role.MODEL.names(recent.before(file).orElse(""));
      Set<String> fresh = new TreeSet<>(now);
      fresh.removeAll(was);
      was.removeAll(now);
      fresh.retainAll(names);
      if (!recent.changed().contains(file) || recent.added().contains(file) || fresh.isEmpty()) {
        continue;
      }
      String wrong = fresh.iterator().next();
      boolean exchanged = fresh.size() == 1 && was.size() == 1 && models.keySet().containsAll(was);
      boolean wasThere = !recent.added().contains(models.getOrDefault(wrong, ""));
      found.add(
          new WrongName(
              Role.MODEL.name(),
              wrong,
              exchanged && wasThere ? was.iterator().next() : "",
              "it is what stood there before",
              List.of(file),
              ""));
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<Named> named(String message, String file) {
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.says().matcher(message);
      if (matcher.find()) {
        return Optional.of(shape.read().apply(matcher.toMatchResult()));
      }
    }
    Matcher attribute = ATTRIBUTE.matcher(message);
    if (!attribute.find()) {
      return Optional.empty();
    }
    Matcher call =
        Pattern.compile("\\b(\\w+)\\s*\\.\\s*" + attribute.group(1) + "\\s*\\(")
            .matcher(inventory.text(file).orElse(""));
    return call.find()
        ? Optional.of(
            Named.everywhere(Role.PACKAGED_MACRO, call.group(1) + "." + attribute.group(1)))
        : Optional.empty();
  }

  private WrongName wrong(Named named, String message, String file) {
    Set<String> known = known(named, message);
    List<String> files = files(named, file);
    Optional<String> before = before(named, file).filter(known::contains);
    if (before.isPresent()) {
      return found(named, before.get(), "it is what stood there before", files);
    }
    Optional<String> renamed = renamed(named).filter(known::contains);
    if (renamed.isPresent()) {
      return found(named, renamed.get(), "it is what it was renamed to", files);
    }
    Optional<String> documented = Optional.ofNullable(DbtNames.RENAMED.get(named.name()));
    if (named.role() == Role.PACKAGED_MACRO
        && documented.filter(name -> isThere(name, known)).isPresent()) {
      return found(
          named, documented.get(), "the package's guide documents it as its new name", files);
    }
    // A version is a number: none is a slip of the pen of another. Nor is a name that means
    // something, switched off or gone, of one that is like it.
    boolean itself =
        named.role() == Role.MODEL_VERSION
            || known.contains(named.name())
            || recent.defined(named.name().substring(named.name().indexOf('.') + 1));
    return Nearest.only(named.name(), itself ? Set.of() : known)
        .map(near -> found(named, near, "no other name is a slip of the pen away", files))
        .orElseGet(() -> new WrongName(named.role().name(), named.name(), "", "", files, ""));
  }

  /**
   * Of a package that nobody committed, only dbt knows: it has the package, without the old name.
   */
  private static boolean isThere(String macro, Set<String> known) {
    return macro.startsWith("dbt.") || known.isEmpty() || known.contains(macro);
  }

  private WrongName found(Named named, String meant, String why, List<String> files) {
    String model = named.role() == Role.MODEL ? inventory.models().getOrDefault(meant, "") : "";
    return new WrongName(named.role().name(), named.name(), meant, why, files, model);
  }

  /** The one that dbt names is the first. */
  private List<String> files(Named named, String file) {
    Set<String> files = new LinkedHashSet<>();
    if (named.role().isIn(inventory.text(file).orElse(""), named.name())) {
      files.add(file);
    }
    if (!named.local()) {
      inventory
          .own()
          .forEach(
              (path, text) -> {
                if (named.role().isIn(text, named.name())) {
                  files.add(path);
                }
              });
    }
    return List.copyOf(files);
  }

  private Set<String> known(Named named, String message) {
    return switch (named.role()) {
      case MODEL, TESTED_MODEL -> inventory.models().keySet();
      case PACKAGED_MODEL -> {
        String model = named.name().substring(named.name().indexOf('.') + 1);
        yield inventory.models().containsKey(model)
            ? Set.of(inventory.name() + "." + model)
            : Set.of();
      }
      case SOURCE -> inventory.sources();
      case MODEL_VERSION -> inventory.versions();
      case MEASURE -> inventory.measures();
      case INPUT_METRIC -> inventory.metrics();
      case MACRO -> {
        Set<String> names = new TreeSet<>(inventory.macros(""));
        names.addAll(DbtNames.FUNCTIONS);
        yield names;
      }
      case PACKAGED_MACRO -> {
        String space = named.name().substring(0, named.name().indexOf('.'));
        Set<String> names = new TreeSet<>();
        inventory
            .macros(space.equals(inventory.name()) ? "" : space)
            .forEach(macro -> names.add(space + "." + macro));
        yield names;
      }
      case FILTER -> DbtNames.FILTERS;
      case VARIABLE -> inventory.variables();
      case DOC -> inventory.docs();
      case TEST -> inventory.tests();
      case MATERIALIZATION -> inventory.materializations();
      case STRATEGY -> DbtNames.STRATEGIES;
      case ACCESS -> DbtNames.ACCESS;
      case ARGUMENT, TEST_ARGUMENT -> arguments(message);
      case ROW_COLUMN -> accepted(message);
    };
  }

  private static Set<String> accepted(String message) {
    Matcher accepted = ACCEPTED.matcher(message);
    return accepted.find() ? Set.of(accepted.group(1).replace("'", "").split(",\\s*")) : Set.of();
  }

  private Set<String> arguments(String message) {
    Matcher called = CALLED.matcher(message);
    if (!called.find()) {
      return Set.of();
    }
    return switch (called.group(1)) {
      case "test_accepted_values" -> Set.of("values", "quote");
      case "test_relationships" -> Set.of("to", "field");
      default ->
          inventory.arguments(called.group(1).replaceFirst("\\A" + TEST, "")).orElse(Set.of());
    };
  }

  /** The one name that stood there in that role and does no more. */
  private Optional<String> before(Named named, String file) {
    Optional<String> now = inventory.text(file);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Set<String> gone = new TreeSet<>(named.role().names(recent.before(file).orElse("")));
    Set<String> there = named.role().names(now.get());
    boolean stood = gone.contains(named.name());
    gone.removeAll(there);
    return !stood && gone.size() == 1 ? Optional.of(gone.iterator().next()) : Optional.empty();
  }

  private Optional<String> renamed(Named named) {
    return switch (named.role()) {
      case MODEL, TESTED_MODEL ->
          recent.renamed().entrySet().stream()
              .filter(entry -> Inventory.stem(entry.getKey()).equals(named.name()))
              .map(Map.Entry::getValue)
              .map(Inventory::stem)
              .findFirst();
      case MACRO, DOC -> redefined(named, Inventory::definitions);
      case SOURCE -> redefined(named, Inventory::sourcesIn);
      default -> Optional.empty();
    };
  }

  /** A file of the newest commit that defined the name, and defines one other in its place. */
  private Optional<String> redefined(Named named, Function<String, Set<String>> definitions) {
    List<String> candidates = new ArrayList<>();
    for (String path : recent.changed()) {
      Set<String> old = definitions.apply(recent.before(path).orElse(""));
      Set<String> fresh = new TreeSet<>(definitions.apply(inventory.text(path).orElse("")));
      boolean gone = old.contains(named.name()) && !fresh.contains(named.name());
      fresh.removeAll(old);
      if (gone) {
        candidates.addAll(fresh);
      }
    }
    String last = named.name().substring(named.name().indexOf('.') + 1);
    List<String> sameTable =
        candidates.stream().filter(it -> it.endsWith("." + last)).distinct().toList();
    List<String> best = candidates.size() > 1 ? sameTable : candidates;
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }
}
