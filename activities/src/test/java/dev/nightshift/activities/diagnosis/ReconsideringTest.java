package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void that_the_sandbox_lacks_the_warehouses_trouble_says_nothing_of_one_that_lasts() {
    Cause slow =
        new Cause(
            "lasting_timeout",
            Verdict.UNCLEAR,
            "model.a",
            List.of("model.a"),
            "",
            null,
            null,
            null);
    Findings again =
        reconsidered(
            new Findings(List.of(slow), null, null), Map.of("model.a", "success"), List.of());
    assertEquals(List.of(slow), again.causes());
  }

  @Test
  void a_hook_that_passes_in_the_sandbox_is_asked_about() {
    Findings hook =
        new Findings(
            List.of(
                new Cause(
                    "kind",
                    Verdict.CODE,
                    "macro.s.note",
                    List.of("operation.s.s-on-run-end-0"),
                    "Its macro was changed.",
                    null,
                    null,
                    null)),
            null,
            null);
    Findings again = reconsidered(hook, Map.of("operation.s.s-on-run-end-0", "pass"), List.of());
    assertEquals(
        List.of("hook_passes_elsewhere:macro.s.note UNCLEAR [operation.s.s-on-run-end-0]"),
        told(again));
    assertTrue(again.causes().get(0).because().contains("Its macro was changed."));
    assertTrue(again.causes().get(0).options().size() > 1);
  }

  @Test
  void what_is_open_stays_so_where_it_fails_again() {
    Findings open =
        new Findings(
            List.of(
                new Cause(
                        "kind",
                        Verdict.UNCLEAR,
                        "model.a",
                        List.of("model.a"),
                        "Which?",
                        null,
                        null,
                        null)
                    .asking(List.of(Cause.Option.of("known", "so be it", Verdict.KNOWN)))),
            null,
            null);
    Findings again = reconsidered(open, Map.of("model.a", "error"), List.of());
    assertEquals("known", again.causes().get(0).options().get(0).id());
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

  @Test
  void a_line_that_dbt_does_not_name_is_not_said() {
    Findings again =
        reconsidered(Map.of(), List.of(new DbtResult.DbtError("", "models/x.sql", 0, "no node")));
    assertTrue(again.causes().get(0).evidence().toString().contains("no node (models/x.sql)"));
  }

  @Test
  void what_fails_again_in_the_same_way_is_said_once_without_its_error() throws Exception {
    Findings again =
        reconsidered(
            withFacts("Runtime Error in model a (m/a.sql)\n  as before\n  LINE 3: x", "as before"),
            Map.of("model.a", "error", "test.b", "fail"),
            List.of());
    assertEquals(
        List.of("model.a and test.b fail in the sandbox in the same way"),
        again.causes().get(0).evidence().stream().map(Evidence::says).toList());
  }

  @Test
  void what_fails_in_another_way_is_said_with_its_error() throws Exception {
    Findings again =
        reconsidered(
            withFacts("as before", "Got 2 results"),
            Map.of("model.a", "error", "test.b", "fail"),
            List.of());
    assertEquals(
        List.of(
            "model.a fails in the sandbox in the same way",
            "test.b fails in the sandbox too, but not as it did: as before"),
        again.causes().get(0).evidence().stream().map(Evidence::says).toList());
  }

  private Findings withFacts(String ofModel, String ofTest) throws Exception {
    Facts facts =
        new Facts(
            "",
            "",
            "",
            List.of(failed("model.a", ofModel), failed("test.b", ofTest)),
            null,
            null,
            null,
            null,
            null);
    return new Findings(
        found.causes(),
        blobs.putText("facts.json", Converter.json().writeValueAsString(facts)),
        null);
  }

  private static Facts.FailedNode failed(String id, String message) {
    return new Facts.FailedNode(
        id, null, null, null, message, null, null, null, null, null, null, null, null, null);
  }

  private Findings reconsidered(Map<String, String> statuses, List<DbtResult.DbtError> errors) {
    return reconsidered(found, statuses, errors);
  }

  private Findings reconsidered(
      Findings earlier, Map<String, String> statuses, List<DbtResult.DbtError> errors) {
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
    return new Reconsidering(result, blobs).of(earlier);
  }

  private static List<String> told(Findings findings) {
    return findings.causes().stream()
        .map(cause -> cause.signature() + " " + cause.verdict() + " " + cause.nodes())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parse", "list", "compile"})
  void a_project_that_dbt_reads_in_the_sandbox_needs_no_mending(String verb) {
    Cause unread = new Cause("parse_error", Verdict.CODE, "model.a", null, "", null, null, null);
    Findings parsed = new Findings(List.of(unread), null, null);
    DbtResult well = new DbtResult(verb, true, 0, null, null, null, 1, null, null, null);
    Cause now = new Reconsidering(well, blobs).of(parsed).causes().get(0);
    assertEquals(Verdict.TRANSIENT, now.verdict());
    assertEquals("passes_now:parse_error:model.a", now.signature());
    var error = new DbtResult.DbtError("Compilation Error", "models/a.sql", 4, "unknown tag");
    DbtResult again =
        new DbtResult(verb, false, 2, null, null, List.of(error), 1, null, null, null);
    Cause still = new Reconsidering(again, blobs).of(parsed).causes().get(0);
    assertEquals(Verdict.CODE, still.verdict());
    assertTrue(still.evidence().get(0).says().contains("models/a.sql, line 4"));
  }
}
