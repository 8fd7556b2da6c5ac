package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  private static final Path SAMPLE = Path.of("..", "deploy", "sample");

  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void last_night_is_mended_as_its_patch_says() throws Exception {
    var checkouts = new FolderCheckouts(SAMPLE.resolve("project"), scratch, blobs);
    Workspace base = new Workspace("larkspur", "repo", "", "abc", null);

    Result result =
        new RulesEngine(checkouts)
            .work(new Task("fixer", "rules", "", base, List.of(renamed(), channel()), null));

    assertEquals("done", result.stopped());
    assertEquals(
        List.of(
            "dbt_project.yml", "models/staging/_sources.yml", "models/staging/stg_payments.sql"),
        result.files());
    try (var patched = checkouts.open(base.with(result.patch()), "look")) {
      assertEquals(
          Files.readString(SAMPLE.resolve("scenarios/last-night/fix.patch"))
              .replaceAll("(?m)^(@@ .* @@).*$", "$1"),
          UnifiedDiff.of(SAMPLE.resolve("project"), patched.root(), result.files()));
    }
  }

  private static Cause renamed() {
    return new Cause(
        "renamed_source_column",
        Verdict.CODE,
        "source.larkspur.raw.payments.amount",
        List.of("model.larkspur.stg_payments"),
        "",
        List.of(),
        Map.of(
            "source", "source.larkspur.raw.payments",
            "relation", "raw.payments",
            "from", "amount",
            "to", "amount_usd"),
        null);
  }

  private static Cause channel() {
    return new Cause(
        "documented_value",
        Verdict.CODE,
        "model.larkspur.stg_orders.channel",
        List.of("test.larkspur.accepted_values_stg_orders_channel"),
        "",
        List.of(),
        Map.of(),
        new KnowledgeMatch(
            "new-order-channel.md",
            "A new order channel",
            "",
            "",
            new DocumentedChange("dbt_project.yml", "vars.order_channels", "add", "curbside")));
  }
}
