package dev.nightshift.activities.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.RunResults;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateTest {
  private static final String MANIFEST =
      """
      {"nodes": {
        "model.shop.a": {"name": "a", "resource_type": "model", "original_file_path": "models/a.sql",
          "database": "prod", "schema": "main", "alias": "", "config": {"materialized": "table"}},
        "model.shop.b": {"name": "b", "resource_type": "model", "original_file_path": "models/b.sql",
          "database": "prod", "schema": "marts", "alias": "b_v2",
          "config": {"materialized": "incremental", "unique_key": ["day", "shop"]}},
        "model.shop.c": {"name": "c", "resource_type": "model", "original_file_path": "models/c.sql",
          "config": {"materialized": "ephemeral"}},
        "model.shop.d": {"name": "d", "resource_type": "model", "original_file_path": "models/d.sql",
          "config": {"materialized": "view"}},
        "test.shop.u.1": {"resource_type": "test", "attached_node": "model.shop.a",
          "test_metadata": {"name": "unique", "kwargs": {"column_name": "id"}}},
        "test.shop.u.2": {"resource_type": "test", "attached_node": "model.shop.a",
          "test_metadata": {"name": "unique", "kwargs": {"column_name": "x || y"}}},
        "test.shop.n.3": {"resource_type": "test", "attached_node": "model.shop.a",
          "test_metadata": {"name": "not_null", "kwargs": {"column_name": "total"}}}},
       "child_map": {"model.shop.a": ["test.shop.u.1", "test.shop.u.2", "test.shop.n.3", "model.shop.b"]}}
      """;

  private static final String RESULTS =
      """
      {"results": [
        {"unique_id": "model.shop.a", "status": "success"},
        {"unique_id": "test.shop.u.1", "status": "pass"},
        {"unique_id": "model.shop.b", "status": "success"},
        {"unique_id": "model.shop.c", "status": "success"},
        {"unique_id": "model.shop.d", "status": "error"}]}
      """;

  @Test
  void what_was_built_and_stands_is_compared_the_edited_first() throws IOException {
    List<Candidate> candidates =
        Candidate.of(
            Manifest.read(new ByteArrayInputStream(MANIFEST.getBytes(StandardCharsets.UTF_8))),
            RunResults.of(Converter.json().readTree(RESULTS)),
            List.of("models/b.sql"));
    assertEquals(
        List.of("model.shop.b", "model.shop.a"), candidates.stream().map(Candidate::node).toList());
    assertEquals("\"prod\".\"marts\".\"b_v2\"", candidates.get(0).relation().quoted());
    assertEquals(List.of(List.of("day", "shop")), candidates.get(0).keys());
    assertEquals(List.of(List.of("id")), candidates.get(1).keys(), "an expression is no column");
  }

  @Test
  void all_that_was_edited_is_compared_and_of_the_rest_what_a_reader_looks_at() {
    assertEquals(15, Candidate.worthALook(edited(15, 3)).size(), "all that was edited");
    assertEquals(12, Candidate.worthALook(edited(2, 20)).size());
    assertEquals(5, Candidate.worthALook(edited(2, 3)).size());
  }

  private static List<Candidate> edited(int edited, int below) {
    return IntStream.range(0, edited + below)
        .mapToObj(n -> new Candidate("model.shop.m" + n, n < edited, null, List.of()))
        .toList();
  }
}
