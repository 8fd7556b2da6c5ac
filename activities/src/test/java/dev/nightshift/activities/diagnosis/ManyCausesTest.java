package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCausesTest {
  /** What the worker refuses to hand to Temporal is larger. */
  private static final int LARGEST_RESULT = 256 * 1024;

  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void a_night_of_many_causes_fits_into_a_history() throws Exception {
    Findings findings = found(2_000);
    List<Cause> causes = findings.causes();
    assertEquals(61, causes.size());
    Cause rest = causes.get(60);
    assertTrue(rest.because().contains("1,940 causes more, by which 1,940 nodes"), rest.because());
    assertTrue(!rest.asks(), "nobody can answer for all of them");
    assertTrue(Converter.json().writeValueAsBytes(findings).length < LARGEST_RESULT / 2);
  }

  @Test
  void messages_without_end_fit_too() throws Exception {
    Findings findings = found(60, "Odd Error: " + "it is odd ".repeat(2_000));
    assertEquals(60, findings.causes().size());
    assertTrue(Converter.json().writeValueAsBytes(findings).length < LARGEST_RESULT);
    Cause[] whole = Converter.json().readValue(blobs.read(findings.evidence()), Cause[].class);
    assertTrue(whole[0].evidence().get(0).says().length() > 5_000, "the report has all of it");
  }

  @Test
  void one_cause_of_thousands_of_nodes_fits_too() throws Exception {
    Findings findings = found(4_000, "IO Error: connection refused: ", "the warehouse");
    assertEquals(1, findings.causes().size());
    assertTrue(Converter.json().writeValueAsBytes(findings).length < LARGEST_RESULT);
    Cause[] whole = Converter.json().readValue(blobs.read(findings.evidence()), Cause[].class);
    assertEquals(4_000, whole[0].nodes().size(), "the report has all of them");
  }

  @Test
  void a_night_of_few_is_told_cause_by_cause() throws Exception {
    assertEquals(60, found(60).causes().size());
    assertTrue(found(60).causes().stream().noneMatch(cause -> cause.kind().equals("many_more")));
  }

  private Findings found(int failing) throws Exception {
    return found(failing, "Odd Error: it is odd");
  }

  private Findings found(int failing, String message) throws Exception {
    return found(failing, message, null);
  }

  /** {@code same} is what all say alike, or null where each names itself. */
  private Findings found(int failing, String message, String same) throws Exception {
    Part[] parts =
        IntStream.range(0, failing)
            .mapToObj(i -> "fct_orders_of_the_customers_" + i)
            .map(
                name ->
                    Parts.part(
                        "model.s." + name,
                        "model",
                        "dw",
                        name,
                        Map.of(),
                        "table",
                        List.of(),
                        "select 1",
                        null))
            .toArray(Part[]::new);
    List<Outcome> outcomes =
        List.of(parts).stream()
            .map(
                part ->
                    new Outcome(
                        part.id(), "error", message + (same == null ? part.name() : same), 0))
            .toList();
    RunFacts run = SmallNight.run(outcomes, parts);
    FailureSummary summary =
        new FailureSummary(
            "s",
            "i",
            "1.12.6",
            "duckdb",
            "",
            failing,
            0,
            0,
            List.of(),
            blobs.putText("run-facts.json", Converter.json().writeValueAsString(run)),
            null,
            "",
            null);
    return new RuleDiagnosis(
            FolderCheckouts.of(
                scratch, new dev.nightshift.activities.edit.MemoryBlobs(), Map.of("a.sql", "")),
            (workspace, span) -> Lately.UNKNOWN,
            SampleRun.door(ManyCausesTest::production),
            blobs)
        .diagnose(new Case(summary, new Workspace("s", "r", "", "c", null), null));
  }

  private static Production production() {
    try {
      return DuckDbFile.of("select 1");
    } catch (SQLException none) {
      throw new AssertionError(none);
    }
  }
}
