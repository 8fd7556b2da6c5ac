package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconsideringTest {
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Findings found =
      new Findings(
          List.of(
              new Cause(
                  "kind",
                  Verdict.CODE,
                  "subject",
                  List.of("model.a", "test.b"),
                  "why",
                  null,
                  null,
                  null)),
          null,
          null);

  @Test
  void a_node_that_passes_in_the_sandbox_is_split_out_as_transient() {
    Findings again = reconsidered(Map.of("model.a", "error", "test.b", "pass"), List.of());
    assertEquals(
        List.of("kind:subject CODE [model.a]", "passes_now:kind:subject TRANSIENT [test.b]"),
        told(again));
  }

  @Test
  void a_node_that_the_sandbox_did_not_reach_stays_what_it_was() {
    Findings again = reconsidered(Map.of("model.a", "error"), List.of());
    assertEquals(List.of("kind:subject CODE [model.a, test.b]"), told(again));
    assertTrue(again.causes().get(0).evidence().toString().contains("was not run in the sandbox"));
  }

  @Test
  void an_error_that_stopped_dbt_is_said_and_changes_no_verdict() {
    Findings again =
        reconsidered(
            Map.of(), List.of(new DbtResult.DbtError("", "models/x.sql", 3, "unknown tag")));
    assertEquals(List.of("kind:subject CODE [model.a, test.b]"), told(again));
    assertTrue(
        again.causes().get(0).evidence().toString().contains("unknown tag (models/x.sql, line 3)"));
  }

  private Findings reconsidered(Map<String, String> statuses, List<DbtResult.DbtError> errors) {
    StringBuilder results = new StringBuilder();
    statuses.forEach(
        (node, status) ->
            results
                .append(results.isEmpty() ? "" : ",")
                .append("{\"unique_id\":\"" + node + "\",\"status\":\"" + status + "\"}"));
    BlobRef ref = blobs.putText("run_results.json", "{\"results\":[" + results + "]}");
    List<DbtResult.NodeResult> red =
        statuses.entrySet().stream()
            .filter(entry -> !entry.getValue().equals("pass"))
            .map(
                entry ->
                    new DbtResult.NodeResult(entry.getKey(), entry.getValue(), "as before", 0, 0))
            .toList();
    DbtResult result = new DbtResult("build", false, 1, null, red, errors, 1, ref, null, null);
    return new Reconsidering(result, blobs).of(found);
  }

  private static List<String> told(Findings findings) {
    return findings.causes().stream()
        .map(cause -> cause.signature() + " " + cause.verdict() + " " + cause.nodes())
        .toList();
  }
}
