package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freshness, what stopped dbt, and which of several files tell of the failed night. */
class WhatCountsTest {
  /** As dbt 1.12 wrote it, shortened. */
  private static final String SOURCES =
      """
      {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/sources/v3.json",
       "dbt_version": "1.12.6", "generated_at": "%s",
       "invocation_id": "19f30988-f690-4ba1-8dc5-2d48fb3b901a", "env": {}},
       "results": [
        {"unique_id": "source.shop.raw.payments", "max_loaded_at": "2026-11-19T10:05:00+00:00",
         "snapshotted_at": "2026-11-20T06:30:17+00:00", "max_loaded_at_time_ago_in_s": 73517.6,
         "status": "%s", "criteria": {"warn_after": {"count": 6, "period": "hour"},
         "error_after": {"count": 12, "period": "hour"}, "filter": null}},
        {"unique_id": "source.shop.raw.orders", "max_loaded_at": "2026-11-20T06:05:00+00:00",
         "snapshotted_at": "2026-11-20T06:30:17+00:00", "max_loaded_at_time_ago_in_s": 1517.5,
         "status": "pass", "criteria": {"warn_after": {"count": 6, "period": "hour"},
         "error_after": {"count": 12, "period": "hour"}, "filter": null}}],
       "elapsed_time": 0.3}
      """;

  private static final String GREEN = "00000000-0000-0000-0000-000000000001";
  private static final String ASKED = "19f30988-f690-4ba1-8dc5-2d48fb3b901a";
  private static final String RED = "00000000-0000-0000-0000-000000000002";

  /** dbt 1.12's own words, in its log file and on its standard output. */
  private static final String ERROR =
      """
      Encountered an error:
      Compilation Error in model stg_payments (models/staging/stg_payments.sql)
        Encountered unknown tag 'end'. Jinja was looking for the following tags: 'endif'.
          line 19
            {% end if %}
      """;

  @TempDir Path folder;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private Path run;

  @BeforeEach
  void a_folder_with_a_manifest() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    copy("manifest.json");
  }

  @Test
  void a_late_source_fails_the_night_without_any_results_of_nodes() throws IOException {
    write("sources.json", SOURCES.formatted("2026-11-20T06:30:17.659056Z", "error"));
    FailureSummary summary = summarized();
    assertEquals(List.of(1, 0, 1), List.of(summary.failed(), summary.skipped(), summary.passed()));
    Failure late = summary.failures().get(0);
    assertEquals("source.shop.raw.payments", late.node());
    assertEquals("", late.selector());
    assertTrue(late.message().contains("more than 12 hours is an error"), late.message());
    assertEquals("19f30988-f690-4ba1-8dc5-2d48fb3b901a", summary.invocation());
    RunFacts facts = facts(summary);
    assertEquals("freshness", facts.command());
    assertEquals(2, facts.freshness().size());
    assertEquals(73517.6, facts.freshness().get(0).ageSeconds());
    assertTrue(facts.parts().containsKey("source.shop.raw.payments"));
  }

  @Test
  void an_empty_table_is_not_two_thousand_years_late() throws IOException {
    write(
        "sources.json",
        SOURCES
            .formatted("2026-11-20T06:30:17Z", "error")
            .replace("2026-11-19T10:05:00+00:00", "0001-01-01T00:00:00+00:00"));
    FailureSummary summary = summarized();
    assertEquals("", facts(summary).freshness().get(0).newest());
    assertEquals("It has no rows that say when they came.", summary.failures().get(0).message());
  }

  @Test
  void a_warning_fails_nothing_and_a_question_that_broke_does() throws IOException {
    write("sources.json", SOURCES.formatted("2026-11-20T06:30:17Z", "warn"));
    assertTrue(summarized().nothingFailed());
    write(
        "sources.json",
        SOURCES
            .formatted("2026-11-20T06:30:17Z", "runtime error")
            .replace(
                "\"status\": \"runtime", "\"error\": \"no such table\", \"status\": \"runtime"));
    assertEquals("no such table", summarized().failures().get(0).message());
  }

  @Test
  void a_question_that_broke_is_only_in_the_log() throws IOException {
    write("sources.json", withoutThePayments());
    twoSourcesOfALimit();
    assertTrue(summarized().nothingFailed());
    assertTrue(
        facts(summarized()).notes().get(0).startsWith("sources.json says nothing of source.shop"),
        facts(summarized()).notes().toString());
    String said =
        """
        1 of 2 START freshness of raw.payments ............. [RUN]
        06:00:02.7 [error] [MainThread]: 1 of 2 ERROR freshness of raw.payments ............. \
        [\u001b[31mERROR\u001b[0m in 0.06s]
        06:00:02.8 [error] [MainThread]:   Runtime Error in source payments (models/staging/_sources.yml)
          Binder Error: Referenced column "_loadd_at" not found in FROM clause!
        """;
    write("dbt.log", log(ASKED, said) + log(GREEN, "1 of 95 START sql view model a"));
    FailureSummary summary = summarized();
    assertEquals(List.of(1, 1), List.of(summary.failed(), summary.passed()));
    assertEquals("source.shop.raw.payments", summary.failures().get(0).node());
    assertTrue(summary.failures().get(0).message().contains("\"_loadd_at\" not found"));
    assertEquals(List.of(), summary.notes());
    write("dbt.log", log(RED, said));
    assertTrue(summarized().nothingFailed(), "of another invocation");
    String events = "";
    for (String data :
        List.of(
            "{%s, \"status\": \"runtime error\", \"total\": 2, \"index\": 1}",
            "{%s, \"msg\": \"Runtime Error in source payments (a.yml)\\n  no such table\"}")) {
      String node =
          "\"node_info\": {\"resource_type\": \"source\", \"unique_id\":"
              + " \"source.shop.raw.payments\"}";
      events +=
          "{\"data\": %s, \"info\": {\"invocation_id\": \"%s\", \"name\": \"%s\"}}\n"
              .formatted(
                  data.formatted(node),
                  ASKED,
                  data.contains("status") ? "LogFreshnessResult" : "RunResultError");
    }
    write("dbt.log", events);
    assertTrue(summarized().failures().get(0).message().endsWith("no such table"));
  }

  private void twoSourcesOfALimit() throws IOException {
    JsonNode manifest = Converter.json().readTree(run.resolve("manifest.json").toFile());
    ObjectNode sources = (ObjectNode) manifest.path("sources");
    ObjectNode payments = (ObjectNode) sources.path("source.shop.raw.payments");
    payments.putObject("freshness").putObject("error_after").put("count", 12);
    sources.set("source.shop.raw.orders", payments.deepCopy().put("name", "orders"));
    write("manifest.json", Converter.json().writeValueAsString(manifest));
  }

  private static String withoutThePayments() {
    String whole = SOURCES.formatted("2026-11-20T06:30:17Z", "error");
    int from = whole.indexOf("{\"unique_id\": \"source.shop.raw.payments\"");
    return whole.substring(0, from)
        + whole.substring(whole.indexOf("{\"unique_id\": \"source.shop.raw.orders\""));
  }

  @Test
  void both_commands_of_one_job_count() throws IOException {
    copy("run_results.json");
    String at = generated();
    write("sources.json", SOURCES.formatted(at, "error"));
    FailureSummary summary = summarized();
    assertEquals(4, summary.failed());
    assertEquals("source.shop.raw.payments", summary.failures().get(3).node());
  }

  @Test
  void of_two_nights_the_later_file_counts_and_the_other_is_told() throws IOException {
    copy("run_results.json");
    write("sources.json", SOURCES.formatted("2036-11-20T06:30:17Z", "error"));
    FailureSummary later = summarized();
    assertEquals(1, later.failed());
    assertTrue(later.notes().get(0).startsWith("run_results.json is of another"), later.toString());
    write("sources.json", SOURCES.formatted("2016-11-20T06:30:17Z", "error"));
    FailureSummary earlier = summarized();
    assertEquals(3, earlier.failed());
    assertTrue(earlier.notes().get(0).startsWith("sources.json is of another"), earlier.toString());
  }

  @Test
  void sources_that_are_cut_off_of_another_version_or_of_another_project_are_named()
      throws IOException {
    String whole = SOURCES.formatted("2026-11-20T06:30:17Z", "error");
    write("sources.json", whole.substring(0, whole.length() / 2));
    refused("sources.json", "is not whole JSON");
    write("sources.json", whole.replace("sources/v3", "sources/v9"));
    refused("sources.json", "version 9");
    write("sources.json", whole.replace("sources/v3", "catalog/v1"));
    refused("sources.json", "is a catalog");
    write("sources.json", whole.replace("source.shop", "source.other"));
    refused("sources.json", "do not belong together", "source.other.raw.payments");
    write("sources.json", whole.replaceFirst("(?s)\"results\": \\[.*\\],", "\"results\": {},"));
    refused("sources.json", "no list");
    write("sources.json", whole.replaceFirst("(?s)\"results\": \\[.*\\],", "\"results\": [1],"));
    refused("sources.json", "no object");
  }

  @Test
  void a_parse_error_is_read_from_a_log_file_and_old_results_do_not_count() throws IOException {
    copy("run_results.json");
    write("logs/dbt.log", log(GREEN, "1 of 95 START sql view model a") + log(RED, ERROR));
    FailureSummary summary = summarized();
    assertFalse(summary.nothingFailed());
    assertEquals(0, summary.failed());
    var error = summary.stopped().get(0);
    assertEquals("Compilation Error", error.code());
    assertEquals("models/staging/stg_payments.sql", error.file());
    assertEquals(19, error.line());
    assertTrue(error.message().contains("unknown tag 'end'"), error.message());
    assertEquals(RED, summary.invocation());
    assertEquals("1.12.6", summary.dbtVersion());
    assertTrue(summary.notes().get(0).startsWith("run_results.json is of another"));
    assertNotNull(summary.manifest());
    assertTrue(blobs.readText(summary.markdown()).contains("unknown tag 'end'"));
  }

  @Test
  void all_models_that_an_error_names_are_known() throws IOException {
    write(
        "logs/dbt.log",
        log(
            RED,
            "Encountered an error:\nCompilation Error\n  Found a cycle: model.shop.gone -->"
                + " model.shop.stg_payments --> model.shop.stg_counts"));
    var parts = facts(summarized()).parts();
    assertTrue(parts.containsKey("model.shop.stg_payments"), parts.keySet()::toString);
    assertTrue(parts.containsKey("model.shop.stg_counts"), parts.keySet()::toString);
  }

  @Test
  void standard_output_and_events_say_the_same() throws IOException {
    Files.delete(run.resolve("manifest.json"));
    write("stdout.txt", "06:00:01  Running with dbt=1.12.6\n06:00:02  [ERROR]: " + ERROR);
    assertEquals(19, summarized().stopped().get(0).line());
    Files.delete(run.resolve("stdout.txt"));
    String exc = Converter.json().writeValueAsString(ERROR.substring(ERROR.indexOf("Comp")));
    write(
        "dbt.log",
        "{\"data\": {\"version\": \"=1.12.6\"}, \"info\": {\"invocation_id\": \"%s\", \"name\":"
                .formatted(RED)
            + " \"MainReportVersion\", \"ts\": \"2026-11-20T06:00:01Z\"}}\n"
            + "a macro printed this\n"
            + "{\"data\": {\"exc\": %s}, \"info\": {\"invocation_id\": \"%s\", \"level\": \"error\","
                .formatted(exc, RED)
            + " \"name\": \"MainEncounteredError\", \"ts\": \"2026-11-20T06:00:02Z\"}}\n");
    FailureSummary summary = summarized();
    assertEquals("models/staging/stg_payments.sql", summary.stopped().get(0).file());
    assertEquals("2026-11-20T06:00:02Z", summary.generatedAt());
    assertNull(summary.manifest());
  }

  @Test
  void an_error_of_an_earlier_invocation_or_of_a_run_that_ran_is_none_of_tonight()
      throws IOException {
    copy("run_results.json");
    write("dbt.log", log(RED, ERROR) + log(GREEN, "1 of 95 START sql view model a"));
    assertEquals(3, summarized().failed());
    write("dbt.log", log(RED, "1 of 95 START sql view model a\n06:00:03  " + ERROR));
    assertEquals(3, summarized().failed());
  }

  @Test
  void an_operation_that_failed_after_the_build_takes_nothing_from_it() throws IOException {
    copy("run_results.json");
    String operation = ERROR.replace("an error:", "an error while running operation:");
    write("dbt.log", log(GREEN, "1 of 95 START sql view model a") + log(RED, operation));
    assertEquals(3, summarized().failed());
  }

  @Test
  void results_that_were_written_after_the_log_count() throws IOException {
    copy("run_results.json");
    write("dbt.log", log(RED, ERROR));
    Files.setLastModifiedTime(
        run.resolve("dbt.log"), FileTime.from(Instant.now().minusSeconds(3600)));
    assertEquals(3, summarized().failed());
  }

  @Test
  void a_log_that_tells_of_no_stop_is_no_failed_run() throws IOException {
    write("dbt.log", log(GREEN, "1 of 95 START sql view model a"));
    refused("dbt.log", "no error that stopped dbt");
    write("dbt.log", "\0\u001b[31m{\"info\": 1}\n{\"\n" + "x".repeat(100_000));
    refused("no error that stopped dbt");
  }

  @Test
  void of_a_log_without_end_its_end_is_read() throws IOException {
    String filler = "06:00:00.000001 [debug] [MainThread]: nothing of interest\n".repeat(200_000);
    write("dbt.log", filler + log(RED, ERROR));
    assertEquals(19, summarized().stopped().get(0).line());
  }

  @Test
  void what_was_uploaded_is_read_from_there() throws IOException {
    write("said", log(RED, ERROR));
    var log = blobs.put("dbt.log", run.resolve("said"));
    FailureSummary summary = reader().summarize(new Location("shop", "", null, null, null, log));
    assertEquals(19, summary.stopped().get(0).line());
    write("sources.json", SOURCES.formatted("2026-11-20T06:30:17Z", "error"));
    var sources = blobs.put("sources.json", run.resolve("sources.json"));
    var manifest = blobs.put("manifest.json", run.resolve("manifest.json"));
    assertEquals(
        1, reader().summarize(new Location("shop", "", null, manifest, sources, null)).failed());
  }

  private static String log(String invocation, String said) {
    return "\n\n============================== 06:00:01.415210 | %s =============================="
            .formatted(invocation)
        + "\n\u001b[0m06:00:01.415210 [info ] [MainThread]: Running with dbt=1.12.6\n"
        + "\u001b[0m06:00:01.771729 [info ] [MainThread]: Registered adapter: duckdb=1.11.1\n"
        + "\u001b[0m06:00:02.606022 [error] [MainThread]: [\u001b[31mERROR\u001b[0m]: "
            .replace("[\u001b[31mERROR\u001b[0m]: ", said.startsWith("Enc") ? "[ERROR]: " : "")
        + said
        + "\n06:00:02.607324 [debug] [MainThread]: Command `dbt build` failed\n";
  }

  private String generated() throws IOException {
    return Converter.json()
        .readTree(run.resolve("run_results.json").toFile())
        .path("metadata")
        .path("generated_at")
        .asText();
  }

  private FailureSummary summarized() {
    return reader().summarize(new Location("shop", "run", null, null));
  }

  private ArtifactsReader reader() {
    var project = Settings.Project.of("shop", "r").artifacts(folder).made();
    return new ArtifactsReader(
        new Settings(folder, null, null, List.of(project)),
        blobs,
        name -> Optional.of("shop"),
        new KeptRuns(folder.resolve("kept")));
  }

  private void refused(String... words) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, this::summarized);
    assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(failure));
    for (String word : words) {
      assertTrue(failure.getOriginalMessage().contains(word), failure.getOriginalMessage());
    }
  }

  private RunFacts facts(FailureSummary summary) throws IOException {
    return Converter.json().readValue(blobs.readText(summary.details()), RunFacts.class);
  }

  private void copy(String name) throws IOException {
    try (var stream = WhatCountsTest.class.getResourceAsStream(name)) {
      write(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(run.resolve(name).getParent());
    Files.writeString(run.resolve(name), text);
  }

  @Test
  void a_stop_tells_which_warnings_were_errors_by_its_log() throws IOException {
    String warning = "Encountered an error:\nCompilation Error\n  [WARNING]: It is unused\n";
    String arguments =
        "06:00:01.5 [debug] [MainThread]: running dbt with arguments {'warn_error': '%s',"
            + " 'warn_error_options': 'WarnErrorOptionsV2(error=[], warn=[], silence=[])'}\n";
    write(
        "dbt.log",
        log(RED, arguments.formatted("True") + "06:00:02.7 [error] [MainThread]: " + warning));
    assertTrue(
        summarized().strictness().startsWith("{\"error\":\"all\""), summarized().strictness());
    String unknown =
        "06:00:02.7 [error] [MainThread]: Encountered an error:\nRuntime Error\n  Nothing\n";
    write("dbt.log", log(RED, arguments.formatted("None") + unknown));
    assertEquals("", summarized().strictness());
  }

  @Test
  void what_a_shell_on_windows_kept_is_read() throws IOException {
    Files.delete(run.resolve("manifest.json"));
    String said = "\ufeff06:00:01  Running with dbt=1.12.6\r\n06:00:02  [ERROR]: " + ERROR;
    Files.write(run.resolve("stdout.txt"), said.getBytes(StandardCharsets.UTF_16LE));
    assertEquals(19, summarized().stopped().get(0).line());
    write("stdout.txt", said);
    assertEquals(19, summarized().stopped().get(0).line());
  }
}
