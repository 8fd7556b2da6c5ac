package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.agent.RulesEngine;
import dev.nightshift.activities.artifacts.ArtifactsReader;
import dev.nightshift.activities.artifacts.KeptRuns;
import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.artifacts.ProjectNames;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.gate.PatchGate;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real dbt, real DuckDB: a join that doubles orders, from the failing test to a green build. */
class FanOutNightTest {
  private static final String MODEL = "models/intermediate/int_orders_totalled.sql";

  @TempDir Path folder;
  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void the_join_is_mended_where_it_breaks() throws IOException {
    SampleRun run = SampleRun.of(folder, "fan-out");
    Cause cause = diagnosed(run);

    assertEquals("fan_out:model.larkspur.int_orders_totalled", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
    assertEquals("order_id,paid_at>last_paid_at", cause.details().get("reads"));
    assertTrue(
        cause
            .because()
            .contains(
                "int_payments_by_order has each order_id once (1,940), none of"
                    + " analytics.stg_payments is missing there, and paid_at (there last_paid_at)"
                    + " is the same for all 1,755 that occur once in both."),
        cause.because());

    var checkouts = FolderCheckouts.of(scratch, blobs, files(run.project()));
    Engines.Result result =
        new RulesEngine(checkouts, (workspace, green) -> Lately.UNKNOWN)
            .work(new Engines.Task("fixer", "rules", "", base(), List.of(cause), null));
    assertEquals(List.of(MODEL), result.files(), result.explanation());
    Gate gate = new PatchGate(checkouts, blobs);
    Workspace patched = base().with(result.patch());
    assertEquals(List.of(), ruling(gate, patched, cause, null, null));

    DbtResult before = result(run);
    run.apply(Path.of("../deploy/sample/scenarios/fan-out/fix.patch").toRealPath());
    try (Checkout mended = checkouts.open(patched, "look")) {
      assertEquals(
          Files.readString(run.project().resolve(MODEL)),
          Files.readString(mended.project().resolve(MODEL)));
    }
    run.buildsGreen();
    assertEquals(List.of(), ruling(gate, patched, cause, before, result(run)));
  }

  private Cause diagnosed(SampleRun run) {
    var project = Settings.Project.of("shop", "r").artifacts(folder).made();
    Settings settings = new Settings(folder, null, null, List.of(project));
    FailureSummary summary =
        new ArtifactsReader(
                settings,
                blobs,
                name -> ProjectNames.in(run.project()),
                new KeptRuns(folder.resolve("kept")))
            .summarize(new Location("shop", "project/target", null, null));
    var checkouts = new FolderCheckouts(run.project(), scratch, blobs);
    List<Cause> causes =
        new RuleDiagnosis(
                checkouts,
                (at, green) -> Lately.UNKNOWN,
                SampleRun.door(() -> production(run)),
                blobs)
            .diagnose(new Case(summary, base(), null))
            .causes();
    assertEquals(1, causes.size(), causes::toString);
    return causes.get(0);
  }

  private static List<Ruling.Refusal> ruling(
      Gate gate, Workspace patched, Cause cause, DbtResult before, DbtResult after) {
    return gate.examine(
            new Gate.Examination(patched, List.of(cause), Policy.standard(), before, after, null))
        .refusals();
  }

  /** What dbt left behind, as the flow hands it to the gate. */
  private DbtResult result(SampleRun run) throws IOException {
    Path target = run.project().resolve("target");
    return new DbtResult(
        "build",
        false,
        0,
        null,
        null,
        null,
        0,
        blobs.put("run_results.json", Files.readAllBytes(target.resolve("run_results.json"))),
        blobs.put("manifest.json", Files.readAllBytes(target.resolve("manifest.json"))),
        null);
  }

  /** The project as it was committed, without what dbt made of it. */
  private static Map<String, String> files(Path project) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(project)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = project.relativize(file).toString();
        if (!path.startsWith("target") && !path.startsWith("logs")) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return files;
  }

  private static Workspace base() {
    return new Workspace("shop", "r", "", "c", null);
  }

  private static Production production(SampleRun run) {
    try {
      return DuckDbFile.open(run.database());
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
