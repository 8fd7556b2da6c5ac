package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The part of the graph around what failed: its ancestors, the readers of its sources, what is
 * below it, and the tests of all of these.
 */
final class Neighbourhood {
  // A diagnosis walks lineage some ten models deep; more is another project's business, and the
  // details must stay readable in one activity.
  private static final int MOST = 1500;
  private static final int LONGEST_SQL = 200_000;
  private static final List<String> CONFIG =
      List.of(
          "materialized",
          "severity",
          "where",
          "limit",
          "warn_if",
          "error_if",
          "fail_calc",
          "store_failures",
          "unique_key",
          "enabled",
          "on_schema_change",
          "incremental_strategy");

  private final Resources manifest;
  private boolean cut;

  Neighbourhood(Resources manifest) {
    this.manifest = manifest;
  }

  Map<String, Part> around(Collection<String> failing, UnaryOperator<String> compiled) {
    Set<String> above = new LinkedHashSet<>();
    failing.forEach(id -> walk(id, true, above));
    Set<String> all = new LinkedHashSet<>(above);
    for (String id : above) {
      if (id.startsWith("source.")) {
        manifest.children(id).stream().sorted().forEach(all::add);
      }
    }
    for (String id : List.copyOf(all)) {
      if (failing.contains(id) || !above.contains(id)) {
        walk(id, false, all);
      }
    }
    // A test of the neighbourhood names its other parents too.
    for (String id : List.copyOf(all)) {
      manifest.node(id).ifPresent(node -> all.addAll(node.dependsOn()));
    }
    all.addAll(beside(above, all.size()));
    Map<String, Part> parts = new LinkedHashMap<>();
    for (String id : all) {
      if (parts.size() >= MOST) {
        cut = true;
        break;
      }
      manifest.node(id).ifPresent(node -> parts.put(id, part(node, compiled.apply(id))));
    }
    return parts;
  }

  /**
   * Models made of the ancestors, two steps down, with all that they are made of: one of them may
   * hold what a failing one should have read. They are no part of what failed, so that none is
   * there where not all fit, and nothing is said of it.
   */
  private Set<String> beside(Set<String> above, int taken) {
    Set<String> near = new LinkedHashSet<>(above);
    for (int step = 0; step < 2; step++) {
      for (String id : List.copyOf(near)) {
        manifest.children(id).stream()
            .filter(child -> child.startsWith("model."))
            .sorted()
            .forEach(near::add);
      }
    }
    List.copyOf(near).forEach(id -> walk(id, true, near));
    return taken + near.size() > MOST ? Set.of() : near;
  }

  boolean cut() {
    return cut;
  }

  private void walk(String from, boolean up, Set<String> found) {
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    found.add(from);
    while (!queue.isEmpty() && found.size() < MOST) {
      String id = queue.poll();
      List<String> next = up ? parents(id) : manifest.children(id);
      next.stream().sorted().filter(found::add).forEach(queue::add);
    }
  }

  private List<String> parents(String id) {
    List<String> mapped = manifest.parents(id);
    return mapped.isEmpty()
        ? manifest.node(id).map(Manifest.Node::dependsOn).orElse(List.of())
        : mapped;
  }

  private Part part(Manifest.Node node, String compiled) {
    JsonNode json = node.json();
    Map<String, String> columns = new LinkedHashMap<>();
    node.columns()
        .forEach((name, column) -> columns.put(name, column.path("data_type").asText("")));
    Map<String, String> config = new LinkedHashMap<>();
    for (String key : CONFIG) {
      JsonNode value = node.config().path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        config.put(key, value.isValueNode() ? value.asText() : value.toString());
      }
    }
    if (json.path("contract").path("enforced").asBoolean(false)) {
      config.put("contract", "enforced");
    }
    String sql = compiled.isBlank() ? node.text("compiled_code") : compiled;
    boolean source = node.type().equals("source");
    return new Part(
        node.id(),
        node.type(),
        node.name(),
        node.packageName(),
        node.fqn(),
        node.path(),
        text(json, "database"),
        text(json, "schema"),
        source ? text(json, "identifier") : text(json, "alias"),
        columns,
        config,
        node.dependsOn(),
        bounded(sql),
        bounded(node.text("raw_code")),
        node.text("language"),
        test(node),
        text(json, "loaded_at_field"),
        Spoken.of(node, keys(node.id())));
  }

  /** The columns of its tests that are called unique, by name or by combination. */
  private List<String> keys(String id) {
    if (!id.startsWith("model.") && !id.startsWith("source.")) {
      return List.of();
    }
    Set<String> keys = new LinkedHashSet<>();
    manifest.children(id).stream()
        // A generic test's id begins with its kind's name: to read all tests would take long.
        .filter(child -> child.startsWith("test.") && child.contains("unique"))
        .map(manifest::node)
        .flatMap(Optional::stream)
        .filter(test -> test.testMetadata().path("name").asText("").contains("unique"))
        .filter(test -> List.of("", id).contains(text(test.json(), "attached_node")))
        .forEach(test -> keys.addAll(columns(test)));
    return List.copyOf(keys);
  }

  private static List<String> columns(Manifest.Node test) {
    JsonNode arguments = test.testMetadata().path("kwargs");
    for (String key : List.of("combination_of_columns", "column_list", "columns")) {
      if (arguments.path(key).isArray()) {
        return Manifest.texts(arguments.path(key));
      }
    }
    String column = text(test.json(), "column_name");
    return column.isEmpty() ? List.of() : List.of(column);
  }

  private static Test test(Manifest.Node node) {
    if (!node.isTest()) {
      return null;
    }
    JsonNode metadata = node.testMetadata();
    Map<String, String> arguments = new LinkedHashMap<>();
    metadata
        .path("kwargs")
        .properties()
        .forEach(
            entry ->
                arguments.put(
                    entry.getKey(),
                    entry.getValue().isValueNode()
                        ? entry.getValue().asText()
                        : entry.getValue().toString()));
    return new Test(
        text(metadata, "name"),
        text(metadata, "namespace"),
        text(node.json(), "column_name"),
        text(node.json(), "attached_node"),
        arguments);
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isNull() ? "" : value.asText("");
  }

  private static String bounded(String sql) {
    return sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL);
  }
}
