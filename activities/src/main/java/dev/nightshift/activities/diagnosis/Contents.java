package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of one file defines; nothing where it cannot be read. */
final class Contents {
  private static final Pattern DEFINED =
      Pattern.compile(
          "\\{%[-+]?\\s*(macro|test|data_test|docs|snapshot|materialization)\\s+(\\w+)");

  private static final Pattern MACRO =
      Pattern.compile("(?s)\\{%[-+]?\\s*macro\\s+(\\w+)(.*?)\\{%[-+]?\\s*endmacro");

  private static final Pattern DOCS =
      Pattern.compile("(?s)\\{%[-+]?\\s*docs\\s+(\\w+)(.*?)\\{%[-+]?\\s*enddocs");

  /** What a template or a test calls by its name. */
  private static final Pattern CALLABLE =
      Pattern.compile(
          "(?s)\\{%[-+]?\\s*(?:macro|test|data_test)\\s+(\\w+)(.*?)"
              + "\\{%[-+]?\\s*end(?:macro|test|data_test)");

  private Contents() {}

  static Set<String> sources(String text) {
    Set<String> names = new TreeSet<>();
    for (Map<?, ?> source : items(parsed(text), "sources")) {
      for (Map<?, ?> table : items(source, "tables")) {
        names.add(source.get("name") + "." + table.get("name"));
      }
    }
    return names;
  }

  /** Each table of a source with where it lies, as far as that is said and no other lies there. */
  static Map<String, String> places(String text) {
    Map<String, String> places = new TreeMap<>();
    for (Map<?, ?> source : items(parsed(text), "sources")) {
      for (Map<?, ?> table : items(source, "tables")) {
        Object identifier = table.get("identifier");
        places.put(
            source.get("name") + "." + table.get("name"),
            source.get("database")
                + "."
                + source.get("schema")
                + "."
                + (identifier == null ? table.get("name") : identifier));
      }
    }
    return only(places);
  }

  /**
   * Each table of a source with all that is said of its columns, where that is of more than a key
   * and of no other.
   */
  static Map<String, String> described(String text) {
    Map<String, String> columns = new TreeMap<>();
    for (Map<?, ?> source : items(parsed(text), "sources")) {
      for (Map<?, ?> table : items(source, "tables")) {
        List<Map<?, ?>> said = items(table, "columns");
        if (said.size() > 1) {
          columns.put(source.get("name") + "." + table.get("name"), said.toString());
        }
      }
    }
    return only(columns);
  }

  /** What is said of several tells of none of them. */
  private static Map<String, String> only(Map<String, String> said) {
    List<String> all = List.copyOf(said.values());
    said.values().removeIf(one -> Collections.frequency(all, one) > 1);
    return said;
  }

  static Set<String> versions(String text) {
    Set<String> names = new TreeSet<>();
    for (Map<?, ?> model : items(parsed(text), "models")) {
      for (Map<?, ?> version : items(model, "versions")) {
        names.add(model.get("name") + "." + version.get("v"));
      }
    }
    return names;
  }

  /** Each with what it measures, whatever it is called. */
  static Map<String, String> measures(String text) {
    Map<String, String> measures = new TreeMap<>();
    for (Map<?, ?> model : items(parsed(text), "semantic_models")) {
      items(model, "measures").forEach(measure -> measures.put(nameOf(measure), meaning(measure)));
    }
    return measures;
  }

  static Map<String, String> metrics(String text) {
    Map<String, String> metrics = new TreeMap<>();
    items(parsed(text), "metrics").forEach(it -> metrics.put(nameOf(it), meaning(it)));
    return metrics;
  }

  private static String nameOf(Map<?, ?> item) {
    return String.valueOf(item.get("name"));
  }

  /** Without the words for people. */
  private static String meaning(Map<?, ?> item) {
    Map<String, Object> rest = new TreeMap<>();
    item.forEach((key, value) -> rest.put(String.valueOf(key), value));
    rest.keySet().removeAll(Set.of("name", "label", "description"));
    return rest.toString();
  }

  static String projectName(String projectFile) {
    return parsed(projectFile).get("name") instanceof String text ? text : "";
  }

  /** All that the text says beside this key of its top. */
  static List<Map.Entry<String, Object>> without(String key, String text) {
    return parsed(text).entrySet().stream()
        .filter(entry -> !key.equals(entry.getKey()))
        .map(
            entry ->
                Map.<String, Object>entry(
                    String.valueOf(entry.getKey()), String.valueOf(entry.getValue())))
        .toList();
  }

  static Set<String> variables(String projectFile) {
    Set<String> names = new TreeSet<>();
    if (parsed(projectFile).get("vars") instanceof Map<?, ?> vars) {
      vars.forEach(
          (name, value) -> {
            names.add(String.valueOf(name));
            if (value instanceof Map<?, ?> inner && name.equals(projectName(projectFile))) {
              inner.keySet().forEach(key -> names.add(String.valueOf(key)));
            }
          });
    }
    return names;
  }

  /** Each macro of a text with what it does, whatever it is called. */
  static Map<String, String> macros(String text) {
    return bodies(MACRO, text);
  }

  /** Each block of words of a text with what it says. */
  static Map<String, String> docs(String text) {
    return bodies(DOCS, text);
  }

  /** Each macro and generic test of a text with what it does. */
  static Map<String, String> callables(String text) {
    return bodies(CALLABLE, text);
  }

  private static Map<String, String> bodies(Pattern pattern, String text) {
    Map<String, String> bodies = new TreeMap<>();
    pattern.matcher(text).results().forEach(it -> bodies.put(it.group(1), it.group(2)));
    return bodies;
  }

  static Set<String> defined(String text, String kind) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = DEFINED.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(kind)) {
        names.add(matcher.group(2));
      }
    }
    return names;
  }

  static Map<?, ?> parsed(String text) {
    try {
      return Yaml.parse(text) instanceof Map<?, ?> map ? map : Map.of();
    } catch (Yaml.Unreadable broken) {
      return Map.of();
    }
  }

  static List<Map<?, ?>> items(Map<?, ?> map, String key) {
    List<Map<?, ?>> items = new ArrayList<>();
    if (map.get(key) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> found) {
          items.add(found);
        }
      }
    }
    return items;
  }
}
