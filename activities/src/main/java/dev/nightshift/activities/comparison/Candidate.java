package dev.nightshift.activities.comparison;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.artifacts.RunResults;
import dev.nightshift.activities.artifacts.RunResults.Result;
import dev.nightshift.activities.warehouse.Production;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A relation that the run built: where it is, and the key that its own tests or settings name. */
record Candidate(
    String node, boolean edited, Production.Relation relation, List<List<String>> keys) {
  private static final Set<String> BUILT = Set.of("model", "seed", "snapshot");

  /** Each is a whole reading of two tables: of more that nobody edited only rows are counted. */
  private static final int MOST = 12;

  /** Those whose own code changed first, then in the order in which they were built. */
  static List<Candidate> of(Manifest manifest, RunResults results, List<String> files) {
    List<Candidate> built = new ArrayList<>();
    for (Result result : results.results()) {
      manifest
          .node(result.node())
          .filter(node -> result.passed() && BUILT.contains(node.type()))
          .filter(node -> !node.config().path("materialized").asText().equals("ephemeral"))
          .map(node -> candidate(manifest, node, files))
          .ifPresent(built::add);
    }
    built.sort(Comparator.comparing(candidate -> !candidate.edited()));
    return built;
  }

  /** All whose own code changed, and of what lies below them as many as a reader looks at. */
  static List<Candidate> worthALook(List<Candidate> editedFirst) {
    long edited = editedFirst.stream().filter(Candidate::edited).count();
    return editedFirst.stream().limit(Math.max(edited, MOST)).toList();
  }

  private static Candidate candidate(Manifest manifest, Node node, List<String> files) {
    String name = node.text("alias").isEmpty() ? node.name() : node.text("alias");
    return new Candidate(
        node.id(),
        files.contains(node.path()),
        new Production.Relation(node.text("database"), node.text("schema"), name),
        keys(manifest, node));
  }

  /**
   * A test that fails names no key any more, which counting shows: all that are named are tried.
   */
  private static List<List<String>> keys(Manifest manifest, Node node) {
    List<List<String>> keys = new ArrayList<>();
    manifest.children(node.id()).stream()
        .map(manifest::node)
        .flatMap(Optional::stream)
        .filter(test -> test.text("attached_node").equals(node.id()))
        .map(Candidate::key)
        .filter(key -> !key.isEmpty())
        .forEach(keys::add);
    var configured = node.config().path("unique_key");
    if (configured.isTextual() && configured.asText().matches("\\w+")) {
      keys.add(List.of(configured.asText()));
    } else if (configured.isArray()) {
      List<String> several = new ArrayList<>();
      configured.forEach(column -> several.add(column.asText()));
      keys.add(several);
    }
    keys.sort(Comparator.comparing(List::size));
    return keys.stream().distinct().toList();
  }

  private static List<String> key(Node test) {
    var metadata = test.testMetadata();
    var said = metadata.path("kwargs");
    switch (metadata.path("name").asText()) {
      case "unique" -> {
        String column = said.path("column_name").asText("");
        return column.matches("\\w+") ? List.of(column) : List.of();
      }
      case "unique_combination_of_columns" -> {
        List<String> columns = new ArrayList<>();
        said.path("combination_of_columns").forEach(column -> columns.add(column.asText()));
        return columns.stream().allMatch(column -> column.matches("\\w+")) ? columns : List.of();
      }
      default -> {
        return List.of();
      }
    }
  }
}
