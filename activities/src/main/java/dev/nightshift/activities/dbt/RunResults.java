package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code run_results.json} says, short enough for a history. */
record RunResults(Map<String, Integer> counts, List<NodeResult> red) {
  static final RunResults NONE = new RunResults(Map.of(), List.of());

  /** What is red: everything else passed, warned, or had nothing to do. */
  private static final Set<String> RED =
      Set.of("error", "fail", "skipped", "partial success", "runtime error");

  /** With 500 characters each they take a fifth of what a history may hold. */
  private static final int NODES = 200;

  private static final int MESSAGE_CHARACTERS = 500;

  static RunResults read(Path file) throws IOException {
    JsonNode results;
    try (var stream = Files.newInputStream(file)) {
      results = Converter.json().readTree(stream).path("results");
    }
    Map<String, Integer> counts = new TreeMap<>();
    List<NodeResult> red = new ArrayList<>();
    for (JsonNode result : results) {
      String status = result.path("status").asText();
      counts.merge(status, 1, Integer::sum);
      if (RED.contains(status)) {
        red.add(
            new NodeResult(
                result.path("unique_id").asText(),
                status,
                cut(Messages.valueFree(result.path("message").asText(""))),
                result.path("failures").asLong(0),
                result.path("execution_time").asDouble(0)));
      }
    }
    // Where not all fit, what failed says more than what was skipped for it.
    red.sort(Comparator.comparing(NodeResult::skipped).thenComparing(NodeResult::node));
    return new RunResults(counts, red.stream().limit(NODES).toList());
  }

  /** DuckDB says what is wrong at the start, Python at the end. */
  private static String cut(String message) {
    String plain = message.equals("null") ? "" : message;
    int half = MESSAGE_CHARACTERS / 2 - 3;
    return plain.length() > MESSAGE_CHARACTERS
        ? plain.substring(0, half) + " […] " + plain.substring(plain.length() - half)
        : plain;
  }
}
