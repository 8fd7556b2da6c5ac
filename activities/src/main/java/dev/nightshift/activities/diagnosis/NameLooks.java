package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.activities.words.Role;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name that dbt looked for in vain, and the one that was meant: the one that stood there
 * before, the new name of what was renamed, or the one that is a slip of the pen away.
 */
final class NameLooks {
  private static final Pattern ACCEPTED =
      Pattern.compile("Accepted columns for [^:\\n]*: \\[([^\\]]*)\\]");
  private static final Pattern CALLED = Pattern.compile("macro 'dbt_macro__(\\w+)' takes no");

  private final Inventory inventory;
  private final Recent recent;
  private final Formerly formerly;
  private final Map<String, List<String>> packaged;

  /** {@code packaged} are macros of packages that lie in no repository, by package. */
  NameLooks(Inventory inventory, Recent recent, Map<String, List<String>> packaged) {
    this.packaged = packaged;
    this.inventory = inventory;
    this.recent = recent;
    this.formerly = new Formerly(inventory, recent);
  }

  /** {@code file} is the one that dbt complains of, empty where it names none. */
  Optional<WrongName> look(String message, String file) {
    Optional<List<String>> circle = Circle.in(message);
    if (circle.isPresent()) {
      return new Circle(inventory, recent).closedBy(circle.get());
    }
    return Named.in(message, inventory.text(file).orElse(""))
        .filter(named -> inventory.text(file).isEmpty() || !files(named, file).isEmpty())
        .map(named -> wrong(named, message, file));
  }

  private WrongName wrong(Named named, String message, String file) {
    Set<String> known = known(named, message);
    List<String> files = files(named, file);
    Optional<String> before = before(named, file).filter(known::contains);
    if (before.isPresent()) {
      return found(named, before.get(), "it is what stood there before", files);
    }
    Optional<String> renamed = formerly.renamed(named).filter(known::contains);
    if (renamed.isPresent()) {
      return also(found(named, renamed.get(), "it is what it was renamed to", files));
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
        .orElseGet(
            () ->
                new WrongName(
                    named.role().name(),
                    named.name(),
                    "",
                    "",
                    files,
                    "",
                    versions(named, known),
                    null,
                    null));
  }

  /** A source whose tables were renamed with it leaves more than one name behind. */
  private WrongName also(WrongName first) {
    Role role = Role.valueOf(first.role());
    if (role != Role.SOURCE && role != Role.MODEL) {
      return first;
    }
    Set<String> known = known(Named.everywhere(role, first.name()), "");
    Map<String, String> also = new TreeMap<>();
    Set<String> files = new LinkedHashSet<>(first.files());
    inventory
        .own()
        .forEach(
            (path, text) -> {
              Set<String> wrong = role.names(text);
              wrong.removeAll(known);
              for (String name : wrong) {
                formerly
                    .renamed(Named.everywhere(role, name))
                    .filter(known::contains)
                    .ifPresent(
                        meant -> {
                          also.put(name, meant);
                          files.add(path);
                        });
              }
            });
    also.remove(first.name());
    return new WrongName(
        first.role(),
        first.name(),
        first.meant(),
        first.why(),
        List.copyOf(files),
        first.definedIn(),
        null,
        also,
        null);
  }

  /** Of the same model, oldest first. */
  private static List<String> versions(Named named, Set<String> known) {
    String model = named.name().substring(0, named.name().indexOf('.') + 1);
    return named.role() == Role.MODEL_VERSION
        ? known.stream()
            .filter(version -> version.startsWith(model))
            .map(version -> version.substring(model.length()))
            .sorted(Comparator.comparing(String::length).thenComparing(version -> version))
            .toList()
        : List.of();
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
        packaged.getOrDefault(space, List.of()).forEach(macro -> names.add(space + "." + macro));
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
      case CALLS_ARGUMENT -> {
        String macro = named.name().substring(0, named.name().indexOf('.') + 1);
        yield arguments(message).stream().map(macro::concat).collect(Collectors.toSet());
      }
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
          inventory
              .arguments(called.group(1).replaceFirst("\\A" + Named.TEST, ""))
              .orElse(Set.of());
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
}
