package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.words.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** What something is called now that a commit renamed lately. */
final class Formerly {
  private final Inventory inventory;
  private final Recent recent;
  private Map<String, String> models;

  Formerly(Inventory inventory, Recent recent) {
    this.inventory = inventory;
    this.recent = recent;
  }

  Optional<String> renamed(Named named) {
    return switch (named.role()) {
      case MODEL, TESTED_MODEL -> Optional.ofNullable(models().get(named.name()));
      case MACRO -> renamed(named, (path, text) -> Contents.macros(text));
      case DOC -> renamed(named, (path, text) -> Contents.docs(text));
      case SOURCE -> table(named);
      case PACKAGED_MACRO -> renamed(named, this::packaged);
      case MEASURE -> renamed(named, (path, text) -> Contents.measures(text));
      case INPUT_METRIC -> renamed(named, (path, text) -> Contents.metrics(text));
      case CALLS_ARGUMENT -> argument(named);
      default -> Optional.empty();
    };
  }

  /** The macro is as it was, but for the name of one argument. */
  private Optional<String> argument(Named named) {
    String macro = named.name().substring(0, named.name().indexOf('.'));
    Pattern old = Pattern.compile("\\b" + named.name().substring(macro.length() + 1) + "\\b");
    Set<String> candidates = new TreeSet<>();
    for (String path : recent.changed()) {
      String was = Contents.macros(recent.before(path).orElse("")).getOrDefault(macro, "");
      String is = Contents.macros(inventory.text(path).orElse("")).getOrDefault(macro, "");
      inventory.arguments(macro).orElse(Set.of()).stream()
          .filter(name -> !was.isEmpty() && old.matcher(was).replaceAll(name).equals(is))
          .forEach(name -> candidates.add(macro + "." + name));
    }
    return candidates.size() == 1 ? Optional.of(candidates.iterator().next()) : Optional.empty();
  }

  /** As they are called from outside of their package. */
  private Map<String, String> packaged(String path, String text) {
    String owner = inventory.packageOf(path);
    String space = owner.isEmpty() ? inventory.name() : owner;
    Map<String, String> macros = new TreeMap<>();
    Contents.macros(text).forEach((name, does) -> macros.put(space + "." + name, does));
    return macros;
  }

  /** What a commit put in its place in the same file, where that is the same but for its name. */
  private Optional<String> renamed(
      Named named, BiFunction<String, String, Map<String, String>> meanings) {
    Set<String> candidates = new TreeSet<>();
    for (String path : recent.changed()) {
      Map<String, String> old = meanings.apply(path, recent.before(path).orElse(""));
      Map<String, String> now = meanings.apply(path, inventory.text(path).orElse(""));
      String meant = old.get(named.name());
      if (meant != null && !now.containsKey(named.name())) {
        now.forEach(
            (name, means) -> {
              if (means.equals(meant) && !old.containsKey(name)) {
                candidates.add(name);
              }
            });
      }
    }
    return candidates.size() == 1 ? Optional.of(candidates.iterator().next()) : Optional.empty();
  }

  /** A table is the same where it lies in the same place, else where it has the same columns. */
  private Optional<String> table(Named named) {
    return renamed(named, (path, text) -> Contents.places(text))
        .or(() -> renamed(named, (path, text) -> Contents.described(text)));
  }

  /** Models that went, each with the one that came in its place and is the same. */
  private Map<String, String> models() {
    if (models == null) {
      models = sameModels();
    }
    return models;
  }

  private Map<String, String> sameModels() {
    Map<String, String> names = new TreeMap<>();
    Map<String, String> alike = recent.alike();
    int known;
    // What reads a model that was renamed may have been renamed with it.
    do {
      known = names.size();
      alike.forEach(
          (old, now) -> {
            if (isSame(old, now, names)) {
              names.put(Inventory.stem(old), Inventory.stem(now));
            }
          });
    } while (names.size() > known);
    return names;
  }

  /** It reads the same, keeps as many rows of it, and gives what it gave. */
  private boolean isSame(String old, String now, Map<String, String> names) {
    String was = recent.before(old).orElse("");
    String is = inventory.text(now).orElse("");
    Set<String> models = new TreeSet<>();
    Role.MODEL.names(was).forEach(name -> models.add(names.getOrDefault(name, name)));
    Set<String> tables = new TreeSet<>();
    Role.SOURCE
        .names(was)
        .forEach(name -> tables.add(table(Named.everywhere(Role.SOURCE, name)).orElse(name)));
    return models.equals(Role.MODEL.names(is))
        && tables.equals(Role.SOURCE.names(is))
        && RowLines.of(was.lines().toList()).equals(RowLines.of(is.lines().toList()))
        && given(is).containsAll(given(was));
  }

  /** Nothing where the text is no SQL that can be read. */
  private static Set<String> given(String text) {
    return Lineage.of(SqlText.withoutJinja(text, List.of()), relation -> Set.of())
        .map(Lineage::names)
        .orElse(Set.of());
  }
}
