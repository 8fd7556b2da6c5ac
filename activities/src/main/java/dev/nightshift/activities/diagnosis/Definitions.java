package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a properties file says of one node: its tests, its unit tests, the types it promises. */
final class Definitions {
  private static final List<String> NODES = List.of("models", "seeds", "snapshots", "sources");

  private Definitions() {}

  /**
   * Everything of the file that can make this node fail as it did; empty for a file that is no YAML
   * or says nothing of it.
   */
  static Set<Object> of(String yaml, Part failing, String attached) {
    Set<Object> said = new HashSet<>();
    try {
      if (Yaml.parse(yaml) instanceof Map<?, ?> file) {
        switch (failing.type()) {
          case "unit_test" -> named(file.get("unit_tests"), failing.name(), said);
          case "test" -> tests(file, attached, failing, said);
          default -> contract(file, failing.name(), said);
        }
      }
    } catch (Yaml.Unreadable none) {
      return Set.of();
    }
    return said;
  }

  /** How a source's table is found in the warehouse; empty where the file says nothing of it. */
  static Map<String, Object> placeOf(String yaml, Part source) {
    Map<String, Object> place = new TreeMap<>();
    try {
      if (Yaml.parse(yaml) instanceof Map<?, ?> file) {
        for (Map<?, ?> holder : items(file.get("sources"))) {
          for (Map<?, ?> table : items(holder.get("tables"))) {
            if (source.id().endsWith("." + holder.get("name") + "." + table.get("name"))) {
              for (String key : List.of("database", "schema", "quoting", "config")) {
                place.put("source " + key, String.valueOf(holder.get(key)));
              }
              for (String key : List.of("identifier", "quoting", "config", "external")) {
                place.put("table " + key, String.valueOf(table.get(key)));
              }
            }
          }
        }
      }
    } catch (Yaml.Unreadable none) {
      return Map.of();
    }
    return place;
  }

  private static void named(Object list, String name, Set<Object> said) {
    items(list).stream().filter(item -> name.equals(item.get("name"))).forEach(said::add);
  }

  /** The tests of its kind, with their arguments, on the column that it tests. */
  private static void tests(Map<?, ?> file, String attached, Part failing, Set<Object> said) {
    String column = failing.test() == null ? "" : failing.test().column();
    String kind = failing.test() == null ? "" : failing.test().kind();
    for (Map<?, ?> node : nodes(file, attached)) {
      List<Map<?, ?>> holders = new ArrayList<>();
      if (column.isEmpty()) {
        holders.add(node);
      } else {
        items(node.get("columns")).stream()
            .filter(item -> column.equalsIgnoreCase(String.valueOf(item.get("name"))))
            .forEach(holders::add);
      }
      for (Map<?, ?> holder : holders) {
        for (String key : List.of("tests", "data_tests")) {
          if (holder.get(key) instanceof List<?> tests) {
            tests.stream().filter(test -> isOf(test, kind)).forEach(said::add);
          }
        }
      }
    }
  }

  private static boolean isOf(Object test, String kind) {
    String name =
        test instanceof Map<?, ?> map
            ? map.keySet().stream().map(String::valueOf).findFirst().orElse("")
            : String.valueOf(test);
    return name.substring(name.lastIndexOf('.') + 1).equals(kind);
  }

  private static void contract(Map<?, ?> file, String name, Set<Object> said) {
    for (Map<?, ?> node : nodes(file, name)) {
      items(node.get("columns"))
          .forEach(
              column ->
                  said.add(
                      List.of(
                          String.valueOf(column.get("name")),
                          String.valueOf(column.get("data_type")),
                          String.valueOf(column.get("constraints")))));
      said.add(String.valueOf(node.get("config")));
    }
  }

  private static List<Map<?, ?>> nodes(Map<?, ?> file, String name) {
    List<Map<?, ?>> nodes = new ArrayList<>();
    for (String key : NODES) {
      for (Map<?, ?> node : items(file.get(key))) {
        nodes.add(node);
        nodes.addAll(items(node.get("tables")));
      }
    }
    return nodes.stream().filter(node -> name.equals(node.get("name"))).toList();
  }

  private static List<Map<?, ?>> items(Object list) {
    List<Map<?, ?>> items = new ArrayList<>();
    if (list instanceof List<?> all) {
      all.forEach(
          item -> {
            if (item instanceof Map<?, ?> map) {
              items.add(map);
            }
          });
    }
    return items;
  }
}
