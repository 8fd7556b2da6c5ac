package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.edit.LastNight;
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

class RulesEngineTest {
  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void last_night_is_mended_as_its_patch_says() throws Exception {
    var checkouts = new FolderCheckouts(LastNight.SAMPLE.resolve("project"), scratch, blobs);
    Workspace base = LastNight.BASE;

    Result result =
        new RulesEngine(checkouts)
            .work(
                new Task(
                    "fixer",
                    "rules",
                    "",
                    base,
                    List.of(LastNight.RENAMED, LastNight.CHANNEL),
                    null));

    assertEquals("done", result.stopped());
    assertEquals(
        List.of(
            "dbt_project.yml", "models/staging/_sources.yml", "models/staging/stg_payments.sql"),
        result.files());
    try (var patched = checkouts.open(base.with(result.patch()), "look")) {
      assertEquals(
          Files.readString(LastNight.SAMPLE.resolve("scenarios/last-night/fix.patch"))
              .replaceAll("(?m)^(@@ .* @@).*$", "$1"),
          UnifiedDiff.of(LastNight.SAMPLE.resolve("project"), patched.root(), result.files()));
    }
  }

  private static final String MODEL = "select id, amount from {{ source('raw', 'payments') }}\n";
  private static final String SOURCES =
      FolderCheckouts.lines(
          "sources:",
          "  - name: raw",
          "    tables:",
          "      - name: payments",
          "        columns:",
          "          - name: amount");

  private Result work(Map<String, String> files, Cause... causes) {
    var checkouts = FolderCheckouts.of(scratch, blobs, files);
    return new RulesEngine(checkouts)
        .work(new Task("fixer", "rules", "", LastNight.BASE, List.of(causes), null));
  }

  @Test
  void a_cause_that_is_refused_leaves_no_edit() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\nvars:\n  order_channels: [web]\n",
                "models/a.sql",
                MODEL,
                "models/b.sql",
                "select {{ money('amount') }} from {{ source('raw', 'payments') }}",
                "models/_sources.yml",
                SOURCES),
            LastNight.RENAMED,
            LastNight.CHANNEL);
    assertEquals(List.of("dbt_project.yml"), result.files());
    assertEquals("done", result.stopped());
    assertTrue(result.explanation().contains("is left as it is: `models/b.sql`: a macro is told"));
  }

  @Test
  void with_nothing_to_propose_it_gives_up() {
    Result result = work(Map.of("dbt_project.yml", "name: x\n"), LastNight.RENAMED);
    assertEquals("gave_up", result.stopped());
    assertNull(result.patch());
    assertTrue(result.explanation().contains("nothing in the project names the column"));
  }

  @Test
  void a_model_that_reads_the_table_through_a_macro_of_its_own_is_said_to() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/sources.yml",
                SOURCES,
                "models/a.sql",
                "select id, amount from {{ loaded('raw', 'payments') }}\n"),
            LastNight.RENAMED);
    assertNull(result.patch());
    assertTrue(
        result.explanation().contains("`models/a.sql`: it names the column, and reads the table"),
        result.explanation());
  }

  @Test
  void a_model_of_another_model_that_is_called_like_the_table_is_no_hindrance() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/sources.yml",
                SOURCES,
                "models/a.sql",
                MODEL,
                "models/b.sql",
                "select amount from {{ ref('payments') }}\n"),
            LastNight.RENAMED);
    assertTrue(result.files().contains("models/a.sql"), result.explanation());
  }

  @Test
  void other_verdicts_are_not_its_business() {
    assertEquals(
        "", work(Map.of("dbt_project.yml", "name: x\n"), LastNight.DUPLICATES).explanation());
  }

  @Test
  void folders_are_where_the_project_says() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\nmodel-paths: [transform]\ntest-paths: [checks]\n",
                "transform/deep/a.sql",
                MODEL,
                "models/not_ours.sql",
                MODEL,
                "checks/c.sql",
                "select * from {{ source('raw', 'payments') }} where amount < 0",
                "transform/s.yaml",
                SOURCES),
            LastNight.RENAMED);
    assertEquals(
        List.of("checks/c.sql", "transform/deep/a.sql", "transform/s.yaml"), result.files());
  }

  @Test
  void a_python_model_that_may_read_the_column_is_left_to_a_person() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/a.sql",
                MODEL,
                "models/p.py",
                "df = dbt.source('raw', 'payments'); df['amount']"),
            LastNight.RENAMED);
    assertEquals("gave_up", result.stopped());
  }

  @Test
  void a_file_that_is_not_ours_is_not_edited() {
    Cause cause =
        new Cause(
            "documented_value",
            Verdict.CODE,
            "x",
            List.of(),
            "",
            List.of(),
            Map.of(),
            new KnowledgeMatch(
                "e", "", "", "", new DocumentedChange("../outside.yml", "a", "set", "1")));
    assertEquals("gave_up", work(Map.of("dbt_project.yml", "name: x\n"), cause).stopped());
  }
}
