package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.jinja.ConfigCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model or source that is read and switched off, and the one piece of a commit that switched it
 * off: in its own file, in its properties or in the project's settings.
 */
final class SwitchedOff {
  /** Where dbt remembers the project from before, it only misses the node by its id. */
  private static final List<Pattern> DISABLED =
      List.of(
          Pattern.compile("depends on a node named '(?:\\w+\\.)?()(\\w+)'.* which is disabled"),
          Pattern.compile("depends on a source named '(\\w+)\\.(\\w+)'.* which is disabled"),
          Pattern.compile(
              "depends on '(?:model|seed|snapshot)\\.\\w+\\.()(\\w+)(?:\\.v\\w+)?' which is not in"
                  + " the graph"),
          Pattern.compile(
              "depends on 'source\\.\\w+\\.(\\w+)\\.(\\w+)' which is not in the graph"));

  private static final String PROJECT = "dbt_project.yml";

  /** An argument of {@code config()}, with the comma beside it. */
  private static final Pattern ARGUMENT =
      Pattern.compile("['\"]?\\benabled['\"]?\\s*[=:]\\s*((?:[^,(){}]++|\\([^()]*\\))++)");

  private static final Pattern EMPTY_CONFIG = Pattern.compile("\\{\\{-?config\\(\\{?}?\\)-?}}");

  private final Recent recent;

  SwitchedOff(Recent recent) {
    this.recent = recent;
  }

  /** Empty where no one piece did it and nothing else. */
  Optional<ProvenEdit> of(String message) {
    for (Pattern disabled : DISABLED) {
      Matcher told = disabled.matcher(message);
      if (told.find()) {
        return of(told.group(1), told.group(2));
      }
    }
    return Optional.empty();
  }

  private Optional<ProvenEdit> of(String source, String name) {
    List<ProvenEdit> found = new ArrayList<>();
    for (Earlier file : recent.lately().files()) {
      Optional<String> now = recent.now().text(file.path());
      if (file.text() != null && now.isPresent()) {
        Pieces.between(file.text(), now.get()).stream()
            .filter(piece -> switchesOff(file.path(), now.get(), piece, source, name))
            .forEach(piece -> found.add(edit(file, piece, name)));
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static ProvenEdit edit(Earlier file, Piece piece, String name) {
    return new ProvenEdit(
        file.path(),
        file.by() == null ? "" : file.by().commit(),
        List.of(piece),
        "lets " + name + " be built again, as before the commit that switched it off");
  }

  private boolean switchesOff(String path, String now, Piece piece, String source, String name) {
    Edited before = Pieces.undone(now, List.of(piece));
    if (!before.changed()) {
      return false;
    }
    if (path.equals(recent.now().models().get(name)) && source.isEmpty()) {
      return isOff(now)
          && !isOff(before.text())
          && withoutSwitch(now).equals(withoutSwitch(before.text()));
    }
    if (!path.matches("(?i).*\\.ya?ml")) {
      return false;
    }
    Map<?, ?> is = Contents.parsed(now);
    Map<?, ?> was = Contents.parsed(before.text());
    boolean ofProject = path.equals(PROJECT) && source.isEmpty();
    boolean off = ofProject ? isOff(is, name) : isOff(is, source, name);
    boolean wasOff = ofProject ? isOff(was, name) : isOff(was, source, name);
    return off && !wasOff && withoutSwitch(is).equals(withoutSwitch(was));
  }

  /** By its own {@code config()}; what is only true elsewhere counts as off here. */
  private static boolean isOff(String sql) {
    return ConfigCall.arguments(sql).stream()
        .flatMap(arguments -> ARGUMENT.matcher(arguments).results())
        .findFirst()
        .filter(argument -> !argument.group(1).strip().equalsIgnoreCase("true"))
        .isPresent();
  }

  private static String withoutSwitch(String sql) {
    String rest =
        ConfigCall.each(sql, arguments -> ARGUMENT.matcher(arguments).replaceAll(""))
            .replaceAll("[\\s,]+", "");
    return EMPTY_CONFIG.matcher(rest).replaceAll("");
  }

  /** By the settings of the project: the nearest to the model counts. */
  private boolean isOff(Map<?, ?> settings, String name) {
    String file = recent.now().models().getOrDefault(name, "");
    List<String> way = new ArrayList<>(Arrays.asList(file.split("/")));
    for (String kind : List.of("models", "seeds", "snapshots")) {
      if (settings.get(kind) instanceof Map<?, ?> all && way.size() > 1) {
        List<String> steps = new ArrayList<>(List.of(recent.now().name()));
        steps.addAll(way.subList(1, way.size() - 1));
        steps.add(name);
        if (isOff(all, steps)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOff(Map<?, ?> settings, List<String> steps) {
    boolean off = isFalse(settings);
    Map<?, ?> at = settings;
    for (String step : steps) {
      if (!(at.get(step) instanceof Map<?, ?> below)) {
        break;
      }
      at = below;
      off = says(at) ? isFalse(at) : off;
    }
    return off;
  }

  /** By its entry in a properties file, or by that of the source that it is of. */
  private static boolean isOff(Map<?, ?> file, String source, String name) {
    if (!source.isEmpty()) {
      return Contents.items(file, "sources").stream()
          .filter(one -> source.equals(one.get("name")))
          .anyMatch(
              one ->
                  isSwitchedOff(one)
                      || Contents.items(one, "tables").stream()
                          .anyMatch(it -> name.equals(it.get("name")) && isSwitchedOff(it)));
    }
    return List.of("models", "seeds", "snapshots").stream()
        .flatMap(kind -> Contents.items(file, kind).stream())
        .anyMatch(one -> name.equals(one.get("name")) && isSwitchedOff(one));
  }

  private static boolean isSwitchedOff(Map<?, ?> item) {
    return isFalse(item) || (item.get("config") instanceof Map<?, ?> config && isFalse(config));
  }

  private static boolean says(Map<?, ?> settings) {
    return settings.containsKey("+enabled") || settings.get("enabled") instanceof Boolean;
  }

  private static boolean isFalse(Map<?, ?> settings) {
    Object plus = settings.get("+enabled");
    return Boolean.FALSE.equals(plus == null ? settings.get("enabled") : plus);
  }

  /** What else it says: what holds nothing but the switch says nothing. */
  private static Map<Object, Object> withoutSwitch(Map<?, ?> settings) {
    Map<Object, Object> rest = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          Object kept = withoutSwitch(value);
          boolean empty = kept instanceof Map<?, ?> map && map.isEmpty();
          if (!"enabled".equals(key) && !"+enabled".equals(key) && !empty) {
            rest.put(key, kept);
          }
        });
    return rest;
  }

  private static Object withoutSwitch(Object value) {
    if (value instanceof Map<?, ?> map) {
      return withoutSwitch(map);
    }
    return value instanceof List<?> list
        ? list.stream().map(SwitchedOff::withoutSwitch).filter(it -> !isNameAlone(it)).toList()
        : value;
  }

  /** An entry that was made for the switch says nothing else. */
  private static boolean isNameAlone(Object item) {
    return item instanceof Map<?, ?> map && map.keySet().equals(Set.of("name"));
  }
}
