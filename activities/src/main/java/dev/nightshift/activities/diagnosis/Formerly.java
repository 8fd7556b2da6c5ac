package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What something is called now that a commit renamed lately. */
final class Formerly {
  private final Inventory inventory;
  private final Recent recent;

  Formerly(Inventory inventory, Recent recent) {
    this.inventory = inventory;
    this.recent = recent;
  }

  Optional<String> renamed(Named named) {
    return switch (named.role()) {
      case MODEL, TESTED_MODEL ->
          recent.renamed().entrySet().stream()
              .filter(entry -> Inventory.stem(entry.getKey()).equals(named.name()))
              .map(Map.Entry::getValue)
              .map(Inventory::stem)
              .findFirst();
      case MACRO, DOC -> redefined(named, Contents::definitions);
      case SOURCE -> redefined(named, Contents::sources);
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

  /**
   * A file of the newest commit that defined the name, and defines one other in its place. A table
   * that came in the place of one of its own name did not come in this one's.
   */
  private Optional<String> redefined(Named named, Function<String, Set<String>> definitions) {
    String table = table(named.name());
    List<String> candidates = new ArrayList<>();
    for (String path : recent.changed()) {
      Set<String> old = definitions.apply(recent.before(path).orElse(""));
      Set<String> now = definitions.apply(inventory.text(path).orElse(""));
      Set<String> gone = new TreeSet<>(old);
      gone.removeAll(now);
      if (gone.remove(named.name())) {
        now.stream()
            .filter(it -> !old.contains(it))
            .filter(
                it ->
                    table(it).equals(table)
                        || gone.stream().noneMatch(other -> table(other).equals(table(it))))
            .forEach(candidates::add);
      }
    }
    List<String> sameTable =
        candidates.stream().filter(it -> table(it).equals(table)).distinct().toList();
    List<String> best = candidates.size() > 1 ? sameTable : candidates;
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }

  private static String table(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
