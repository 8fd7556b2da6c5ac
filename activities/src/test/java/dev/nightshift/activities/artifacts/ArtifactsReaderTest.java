package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsReaderTest {
  private static final String UNIQUE = "test.shop.unique_stg_counts_count_id.a60c93735b";

  @TempDir Path folder;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @BeforeEach
  void a_run_left_its_artifacts() throws IOException {
    Files.createDirectories(folder.resolve("allowed/run-1"));
    write("run_results.json", text -> text);
    write("manifest.json", text -> text);
  }

  @Test
  void a_run_is_told_in_short_with_all_that_failed() {
    FailureSummary summary = summarized("run-1");
    assertEquals(List.of(3, 1, 1), List.of(summary.failed(), summary.skipped(), summary.passed()));
    assertEquals("duckdb 1.12.6", summary.adapter() + " " + summary.dbtVersion());
    Failure test = summary.failures().get(1);
    assertEquals("fqn:shop.staging.unique_stg_counts_count_id", test.selector());
    assertEquals(180, test.rows());
    assertTrue(blobs.readText(summary.markdown()).contains("## model.shop.stg_payments (error)"));
  }

  @Test
  void what_is_red_for_weeks_hides_not_when_the_others_passed() throws IOException {
    Files.createDirectories(folder.resolve("allowed/night-before"));
    String before =
        Files.readString(folder.resolve("allowed/run-1/run_results.json"))
            .replaceAll(
                "\"generated_at\": \"[^\"]*\"", "\"generated_at\": \"2026-01-01T02:00:00Z\"")
            .replace("\"status\": \"error\"", "\"status\": \"success\"")
            .replace("\"status\": \"skipped\"", "\"status\": \"success\"");
    Files.writeString(folder.resolve("allowed/night-before/run_results.json"), before);
    RunFacts facts = facts(summarized("run-1"));
    assertEquals("", facts.streak(UNIQUE).orElseThrow().passed());
    String passed = facts.streak("model.shop.stg_payments").orElseThrow().passed();
    assertEquals("2026-01-01T02:00:00Z", passed);
    assertEquals(passed, facts.streak("model.shop.fct_payments").orElseThrow().passed());
  }

  @Test
  void a_model_whose_fqn_also_selects_its_unit_test_is_selected_by_its_file() {
    assertEquals(
        "path:models/staging/stg_payments.sql", summarized("run-1").failures().get(0).selector());
  }

  @Test
  void the_facts_hold_the_graph_around_the_failures() throws IOException {
    RunFacts facts = facts(summarized("run-1"));
    assertEquals("build", facts.command());
    assertTrue(facts.parts().containsKey("model.shop.fct_payments"));
    RunFacts.Part source = facts.part("source.shop.raw.payments").orElseThrow();
    assertEquals("decimal(10,2)", source.columns().get("amount"));
    assertEquals("_loaded_at", source.loadedAtField());
    RunFacts.Part test = facts.part(UNIQUE).orElseThrow();
    assertEquals("unique count_id", test.test().kind() + " " + test.test().column());
    assertTrue(
        facts
            .part("model.shop.stg_payments")
            .orElseThrow()
            .compiledSql()
            .startsWith("select payment_id"));
  }

  @Test
  void of_a_model_a_test_and_a_source_the_facts_have_every_field() throws IOException {
    RunFacts facts = facts(summarized("run-1"));
    assertEquals(
        new RunFacts.Part(
            "model.shop.stg_payments",
            "model",
            "stg_payments",
            "shop",
            List.of("shop", "staging", "stg_payments"),
            "models/staging/stg_payments.sql",
            "shop",
            "analytics",
            "stg_payments",
            Map.of("payment_id", ""),
            Map.of("materialized", "view"),
            List.of("source.shop.raw.payments"),
            "select payment_id, amount from \"shop\".\"raw\".\"payments\"",
            "select payment_id, amount from {{ source('raw', 'payments') }}",
            "sql",
            null,
            ""),
        facts.parts().get("model.shop.stg_payments"));
    assertEquals(
        new RunFacts.Part(
            UNIQUE,
            "test",
            "unique_stg_counts_count_id",
            "shop",
            List.of("shop", "staging", "unique_stg_counts_count_id"),
            "models/staging/_staging.yml",
            "",
            "",
            "",
            Map.of(),
            Map.of("severity", "ERROR", "fail_calc", "count(*)"),
            List.of("model.shop.stg_counts"),
            "select count_id from \"shop\".\"analytics\".\"stg_counts\" group by 1 having count(*)"
                + " > 1",
            "",
            "",
            new RunFacts.Test(
                "unique",
                "",
                "count_id",
                "model.shop.stg_counts",
                Map.of(
                    "column_name",
                    "count_id",
                    "model",
                    "{{ get_where_subquery(ref('stg_counts')) }}")),
            ""),
        facts.parts().get(UNIQUE));
    assertEquals(
        new RunFacts.Part(
            "source.shop.raw.payments",
            "source",
            "payments",
            "shop",
            List.of("shop", "staging", "raw", "payments"),
            "models/staging/_sources.yml",
            "shop",
            "raw",
            "payments",
            Map.of("amount", "decimal(10,2)"),
            Map.of(),
            List.of(),
            "",
            "",
            "",
            null,
            "_loaded_at"),
        facts.parts().get("source.shop.raw.payments"));
    assertEquals(
        List.of(
            "shop", "shop", "76ee4f18-1c45-4474-9814-11348b233569", "build", "1.12.6", "duckdb"),
        List.of(
            facts.project(),
            facts.dbtProject(),
            facts.invocation(),
            facts.command(),
            facts.dbtVersion(),
            facts.adapter()));
    assertEquals("2026-11-21T05:37:55.574027Z", facts.generatedAt());
    assertEquals(List.of("model.shop.fct_payments"), facts.skipped());
    assertEquals(
        new RunFacts.Outcome(UNIQUE, "fail", "Got 180 results, configured to fail if != 0", 180),
        facts.failing().get(1));
  }

  @Test
  void an_unknown_status_counts_as_failed_and_is_said() throws IOException {
    assertTrue(
        facts(summarized("run-1"))
            .notes()
            .toString()
            .contains("model.shop.stg_counts has the status «postponed»"));
  }

  @Test
  void a_long_message_is_cut_and_no_secret_or_value_of_a_row_travels_in_it() throws IOException {
    write(
        "run_results.json",
        text ->
            text.replace(
                "Got 180 results, configured to fail if != 0",
                "Conversion Error: Could not convert string 'Jane Doe' to INT32; password=hunter2 "
                    + "x".repeat(400)));
    String message = summarized("run-1").failures().get(1).message();
    assertEquals(300, message.length());
    assertTrue(message.endsWith("…"));
    assertFalse(message.contains("Jane") || message.contains("hunter2"), message);
  }

  @Test
  void artifacts_of_the_v2_engine_are_read_and_said() throws IOException {
    write(
        "run_results.json",
        text ->
            text.replace("\"dbt_version\": \"1.12.6\"", "\"dbt_version\": \"2.0.1\"")
                .replace("\"compiled_code\"", "\"not_written\"")
                .replace("\"message\"", "\"not_written_either\""));
    FailureSummary summary = summarized("run-1");
    assertEquals("2.0.1", summary.dbtVersion());
    assertTrue(facts(summary).notes().toString().contains("v2 engine"));
    assertEquals(facts(summary).notes(), summary.notes());
  }

  @Test
  void old_versions_are_read_and_unknown_ones_refused_by_name() throws IOException {
    write("run_results.json", text -> text.replace("run-results/v6", "run-results/v4"));
    write("manifest.json", text -> text.replace("manifest/v12", "manifest/v9"));
    assertEquals(3, summarized("run-1").failed());
    write("manifest.json", text -> text.replace("manifest/v12", "manifest/v7"));
    refused("manifest.json", "manifest of version 7");
  }

  @Test
  void a_missing_file_is_named_with_what_it_means() throws IOException {
    Files.delete(folder.resolve("allowed/run-1/run_results.json"));
    refused("run_results.json", "is not there");
  }

  @Test
  void a_file_that_was_cut_off_is_no_json() throws IOException {
    write("manifest.json", text -> text.substring(0, text.length() / 2));
    refused("manifest.json", "is not whole JSON");
  }

  @Test
  void a_file_that_was_packed_is_not_unpacked_however_good_it_is() throws IOException {
    Path manifest = folder.resolve("allowed/run-1/manifest.json");
    byte[] content = Files.readAllBytes(manifest);
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(manifest))) {
      packed.write(content);
    }
    refused("manifest.json", "it is not JSON that begins with {");
  }

  @Test
  void a_catalog_handed_over_as_a_manifest_is_called_one() throws IOException {
    write("manifest.json", text -> text.replace("manifest/v12", "catalog/v1"));
    refused("manifest.json", "is a catalog, not a manifest");
  }

  @Test
  void where_it_is_broken_is_told_to_the_byte() throws IOException {
    write("manifest.json", text -> text.substring(0, 1000));
    refused("manifest.json", "at byte 1000");
    write("manifest.json", text -> text.replace("\"resource_type\"", "resource_type\""));
    refused("manifest.json", "at byte");
  }

  @Test
  void a_version_of_many_digits_is_a_version_that_is_not_known() throws IOException {
    write("manifest.json", text -> text.replace("manifest/v12", "manifest/v99999999999"));
    refused("manifest.json", "version 99999999999");
  }

  @Test
  void what_is_no_file_is_not_waited_for() throws IOException {
    Files.delete(folder.resolve("allowed/run-1/manifest.json"));
    Files.createDirectory(folder.resolve("allowed/run-1/manifest.json"));
    refused("manifest.json", "is not a file");
  }

  @Test
  void other_json_is_no_artifact() throws IOException {
    write("manifest.json", text -> "[1, 2]");
    refused("manifest.json", "no artifact of dbt");
    write("manifest.json", text -> "{\"hello\": 1}");
    refused("manifest.json", "does not say what it is");
    write("manifest.json", text -> "<html>");
    refused("manifest.json", "it is not JSON that begins with {");
    write("manifest.json", text -> "");
    refused("manifest.json", "is empty");
  }

  @Test
  void results_that_are_no_list_are_not_taken_for_a_run_in_which_nothing_failed()
      throws IOException {
    write(
        "run_results.json", text -> text.replace("\"results\": [", "\"results\": \"x\", \"a\": ["));
    refused("run_results.json", "results that are no list");
    write("run_results.json", text -> text);
    write("manifest.json", text -> text.replace("\"nodes\": {", "\"nodes\": 3, \"a\": {"));
    refused("manifest.json", "nodes that are no object");
  }

  @Test
  void a_value_that_no_node_of_dbt_has_is_not_taken_into_memory() throws IOException {
    String value = "x".repeat(65 << 20);
    write(
        "manifest.json",
        text -> text.replace("\"metadata\": {", "\"metadata\": {\"x\": \"" + value + "\","));
    refused("manifest.json", "a value of 65 MB at byte");
  }

  @Test
  void a_manifest_of_another_project_is_refused() throws IOException {
    write(
        "manifest.json",
        text -> text.replace("\"project_name\": \"shop\"", "\"project_name\": \"bakery\""));
    refused("bakery", "is shop");
  }

  @Test
  void two_files_of_different_runs_are_refused_when_they_do_not_fit() throws IOException {
    write(
        "run_results.json",
        text -> text.replace(".shop.", ".bakery.").replace("76ee4f18", "00000000"));
    refused("do not belong together", "model.bakery.stg_payments");
  }

  @Test
  void a_folder_outside_the_allowed_one_is_refused_however_it_is_written() throws IOException {
    Files.createDirectories(folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("allowed/link"), folder.resolve("secret"));
    Files.writeString(folder.resolve("secret/run_results.json"), "{}");
    for (String path :
        List.of(
            "../secret",
            "run-1/../../secret",
            folder.resolve("secret").toString(),
            "link",
            "a\0b")) {
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> summarized(path), path);
      assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure), path);
    }
    assertEquals(3, summarized(folder.resolve("allowed/run-1").toString()).failed());
  }

  @Test
  void files_can_be_handed_over_as_blobs_but_only_both() throws IOException {
    var results = blobs.put("run_results.json", folder.resolve("allowed/run-1/run_results.json"));
    var manifest = blobs.put("manifest.json", folder.resolve("allowed/run-1/manifest.json"));
    assertEquals(3, reader().summarize(new Location("shop", "", results, manifest)).failed());
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class,
            () -> reader().summarize(new Location("shop", "", results, null)));
    assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(failure));
  }

  private FailureSummary summarized(String path) {
    return reader().summarize(new Location("shop", path, null, null));
  }

  private ArtifactsReader reader() {
    var project = Settings.Project.of("shop", "r").artifacts(folder.resolve("allowed")).made();
    return new ArtifactsReader(
        new Settings(folder, null, null, List.of(project)),
        blobs,
        name -> Optional.of("shop"),
        new KeptRuns(folder.resolve("kept")));
  }

  private void refused(String... words) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, () -> summarized("run-1"));
    assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(failure));
    for (String word : words) {
      assertTrue(failure.getOriginalMessage().contains(word), failure.getOriginalMessage());
    }
  }

  private RunFacts facts(FailureSummary summary) throws IOException {
    return Converter.json().readValue(blobs.readText(summary.details()), RunFacts.class);
  }

  private void write(String name, UnaryOperator<String> change) throws IOException {
    try (var stream = ArtifactsReaderTest.class.getResourceAsStream(name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(folder.resolve("allowed/run-1").resolve(name), change.apply(text));
    }
  }

  @Test
  void a_run_on_windows_reads_as_any_other() throws IOException {
    FailureSummary before = summarized("run-1");
    write(
        "manifest.json",
        text ->
            "\ufeff"
                + text.replaceAll(
                    "(\"original_file_path\": \")([^\"/]+)/([^\"/]+)/", "$1$2\\\\\\\\$3\\\\\\\\"));
    write("run_results.json", text -> "\ufeff" + text);
    FailureSummary after = summarized("run-1");
    assertEquals(before.failures(), after.failures());
    assertEquals(facts(before).parts(), facts(after).parts());
  }

  @Test
  void a_number_that_is_none_costs_no_run() throws IOException {
    write(
        "run_results.json", text -> text.replace("\"compiled\": true", "\"execution_time\": NaN"));
    assertEquals(3, summarized("run-1").failed());
  }

  @Test
  void what_the_files_say_of_themselves_has_an_end() throws IOException {
    write(
        "run_results.json",
        text ->
            text.replaceAll(
                "\"dbt_version\": \"[^\"]*\"", "\"dbt_version\": \"" + "9".repeat(300_000) + "\""));
    assertTrue(summarized("run-1").dbtVersion().length() < 300);
    write(
        "run_results.json",
        text -> text.replace("\"postponed\"", "\"" + "postponed ".repeat(6_000) + "\""));
    assertTrue(summarized("run-1").notes().toString().length() < 10_000);
  }
}
