package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Artifacts.Gathered;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Parts;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralTest {
  private static final String STOPPED =
      """
      {"info": {"name": "MainReportVersion", "invocation_id": "i-9", "ts": "2026-11-21T%sZ"}, "data": {"version": "=1.12.6"}}
      {"info": {"name": "MainEncounteredError", "invocation_id": "i-9", "ts": "2026-11-21T%sZ"}, "data": {"exc": "Compilation Error\\n  there is no model z"}}
      """;

  @TempDir Path folder;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void of_each_node_the_last_result_counts_in_whatever_order_they_are_told() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error", "b", "success"), "a", "b");
    ran("two", "05:10:00", Map.of("a", "success", "c", "error"), "a", "b", "c");
    FailureSummary summary = summary(gathered(at("two"), at("one")));
    assertEquals(List.of("c"), names(summary));
    assertEquals(List.of(1, 2), List.of(summary.failed(), summary.passed()));
    assertEquals("i-05:10:00", summary.invocation());
    assertEquals("models/c.sql", summary.failures().get(0).path(), "by the newest manifest");
  }

  @Test
  void what_was_brought_is_read_as_what_lies_in_a_folder() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a", "b");
    ran("two", "05:10:00", Map.of("b", "error"), "a", "b");
    assertEquals(List.of("a", "b"), names(summary(gathered(brought("one"), at("two")))));
  }

  @Test
  void later_ones_bring_news_only_with_a_failure_that_is_not_known() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a", "b");
    Gathered first = gathered(at("one"));
    assertTrue(first.news());
    ran("two", "05:10:00", Map.of("b", "success"), "a", "b");
    Gathered second = gathered(first, first.artifacts(), at("two"), at("one"));
    assertFalse(second.news());
    ran("three", "05:20:00", Map.of("b", "error"), "a", "b");
    Gathered third = gathered(second, first.artifacts(), at("three"));
    assertTrue(third.news());
    assertEquals(List.of("a", "b"), names(summary(third)));
  }

  @Test
  void what_failed_and_passed_in_its_second_try_is_no_failure() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    ran("two", "05:10:00", Map.of("a", "success"), "a");
    Gathered both = gathered(at("one"), at("two"));
    assertFalse(both.news());
    assertTrue(summary(both).nothingFailed());
    assertTrue(both.passed());
    assertFalse(gathered(both, both.artifacts(), at("one")).news());
    ran("three", "05:20:00", Map.of("a", "error"), "a");
    Gathered again = gathered(both, both.artifacts(), at("three"));
    assertTrue(again.news(), "it was good in between");
    assertFalse(again.passed());
  }

  @Test
  void what_is_only_compiled_afterwards_makes_nothing_good() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    ran("docs", "05:10:00", Map.of("a", "success"), "a");
    change("docs", "}, \"results\"", "}, \"args\": {\"which\": \"generate\"}, \"results\"");
    assertEquals(List.of("a"), names(summary(gathered(at("one"), at("docs")))));
  }

  @Test
  void an_older_result_of_a_later_word_takes_no_newer_ones_place() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a", "b");
    ran("three", "05:20:00", Map.of("b", "success"), "a", "b");
    Gathered first = gathered(at("one"), at("three"));
    assertEquals(List.of("a"), names(summary(first)));
    ran("two", "05:10:00", Map.of("a", "success", "b", "error"), "a", "b");
    assertTrue(summary(gathered(first, null, at("two"))).nothingFailed());
  }

  @Test
  void of_each_result_its_own_time_counts_and_not_when_its_invocation_ended() throws IOException {
    ran("long", "05:30:00", Map.of("a", "error"), "a");
    completed("long", "05:01:00");
    ran("again", "05:10:00", Map.of("a", "success"), "a");
    completed("again", "05:09:00");
    assertTrue(summary(gathered(at("again"), at("long"))).nothingFailed());
    ran("late", "05:40:00", Map.of("b", "success"), "a", "b");
    Gathered before = gathered(at("long"), at("late"));
    assertTrue(summary(gathered(before, null, at("again"))).nothingFailed());
  }

  private void completed(String name, String time) throws IOException {
    change(
        name,
        "\"message\"",
        "\"timing\": [{\"name\": \"compile\", \"completed_at\": \"2026-11-21T04:00:00Z\"},"
            + " {\"name\": \"execute\", \"completed_at\": \"2026-11-21T%sZ\"}], \"message\""
                .formatted(time));
  }

  @Test
  void it_began_with_the_first_of_them() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    change("one", "\"dbt_version\"", began("04:58:00Z") + "\"dbt_version\"");
    ran("two", "05:10:00", Map.of("b", "success"), "a", "b");
    change("two", "\"dbt_version\"", began("05:09:00Z") + "\"dbt_version\"");
    Gathered both = gathered(at("two"), at("one"));
    assertEquals(
        Instant.parse("2026-11-21T04:58:00Z").toEpochMilli(),
        reader().rerun(both.artifacts(), List.of("model.shop.a")).startedAt());
  }

  @Test
  void one_whose_manifest_leads_out_of_the_folder_is_left_out_and_said() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    ran("two", "05:10:00", Map.of("b", "error"), "a", "b");
    Files.delete(folder.resolve("two/manifest.json"));
    Files.createSymbolicLink(folder.resolve("two/manifest.json"), Path.of("/etc/passwd"));
    FailureSummary summary = summary(gathered(at("one"), at("two")));
    assertEquals(List.of("a"), names(summary));
    assertTrue(summary.notes().toString().contains("An invocation is left out: "));
  }

  private static String began(String time) {
    return "\"invocation_started_at\": \"2026-11-21T" + time + "\", ";
  }

  private void change(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name).resolve("run_results.json");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void one_that_cannot_be_read_is_left_out_and_said() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    Files.writeString(
        Files.createDirectory(folder.resolve("cut")).resolve("run_results.json"), "{");
    Files.createDirectory(folder.resolve("empty"));
    Gathered all = gathered(at("cut"), at("one"), at("empty"));
    assertEquals(List.of("a"), names(summary(all)));
    List<String> notes = facts(summary(all)).notes();
    assertTrue(notes.get(0).startsWith("An invocation is left out: "), notes.toString());
    assertTrue(notes.get(0).contains("is not whole JSON"), notes.toString());
    assertEquals("An invocation left neither results nor a log that tells why.", notes.get(1));
  }

  @Test
  void where_none_can_be_read_they_are_handed_on_for_the_reason_to_be_told() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("cut")).resolve("run_results.json"), "{");
    Gathered none = gathered(at("cut"));
    assertEquals(new Gathered(at("cut"), true, false), none);
    assertFalse(gathered(none, none.artifacts(), at("cut")).news());
  }

  @Test
  void what_stopped_one_counts_where_nothing_failed_and_nothing_ran_after_it() throws IOException {
    ran("one", "05:00:00", Map.of("a", "success"), "a");
    stopped("two", "05:10:00");
    FailureSummary summary = summary(gathered(at("one"), at("two")));
    assertTrue(summary.dbtStopped());
    assertTrue(summary.stopped().get(0).message().contains("there is no model z"));
    ran("three", "05:20:00", Map.of("a", "success"), "a");
    assertFalse(gathered(at("one"), at("two"), at("three")).news());
  }

  @Test
  void what_stopped_one_is_said_where_another_failed() throws IOException {
    ran("one", "05:00:00", Map.of("a", "error"), "a");
    stopped("two", "05:10:00");
    FailureSummary summary = summary(gathered(at("one"), at("two")));
    assertEquals(List.of("a"), names(summary));
    assertTrue(
        facts(summary).notes().get(0).startsWith("An invocation was stopped before it ran"),
        facts(summary).notes().toString());
  }

  @Test
  void a_late_source_is_a_failure_beside_what_stopped_another() throws IOException {
    asked("one", "05:00:00", "error");
    stopped("two", "05:10:00");
    FailureSummary summary = summary(gathered(at("one"), at("two")));
    assertFalse(summary.dbtStopped());
    assertEquals(List.of("orders"), names(summary));
  }

  @Test
  void a_source_that_came_meanwhile_is_late_no_more() throws IOException {
    asked("one", "05:00:00", "error");
    assertTrue(gathered(at("one")).news());
    asked("two", "05:30:00", "pass");
    assertFalse(gathered(at("one"), at("two")).news());
  }

  private Gathered gathered(Location... told) {
    return reader().gather(new Parts("shop", null, List.of(told), null));
  }

  private Gathered gathered(Gathered before, Location known, Location... told) {
    return reader().gather(new Parts("shop", before.artifacts(), List.of(told), known));
  }

  private static Location at(String name) {
    return new Location("shop", name, null, null);
  }

  private Location brought(String name) {
    Path run = folder.resolve(name);
    return new Location(
        "shop",
        "",
        blobs.put("run_results.json", run.resolve("run_results.json")),
        blobs.put("manifest.json", run.resolve("manifest.json")));
  }

  private FailureSummary summary(Gathered gathered) {
    return reader().summarize(gathered.artifacts());
  }

  private static List<String> names(FailureSummary summary) {
    return summary.failures().stream().map(Failure::name).sorted().toList();
  }

  private RunFacts facts(FailureSummary summary) throws IOException {
    return Converter.json().readValue(blobs.readText(summary.details()), RunFacts.class);
  }

  private void ran(String name, String time, Map<String, String> statuses, String... models)
      throws IOException {
    String results =
        statuses.entrySet().stream()
            .map(
                one ->
                    """
                    {"unique_id": "model.shop.%s", "status": "%s", "message": "as it is"}\
                    """
                        .formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(","));
    write(name, "run_results.json", "run-results/v6", time, "\"results\": [" + results + "]");
    manifest(name, time, models);
  }

  private void asked(String name, String time, String status) throws IOException {
    write(
        name,
        "sources.json",
        "sources/v3",
        time,
        """
        "results": [{"unique_id": "source.shop.raw.orders", "status": "%s"}]\
        """
            .formatted(status));
    manifest(name, time);
  }

  private void manifest(String name, String time, String... models) throws IOException {
    String nodes =
        Stream.of(models)
            .map(
                one ->
                    """
                    "model.shop.%1$s": {"unique_id": "model.shop.%1$s", "name": "%1$s",
                      "resource_type": "model", "original_file_path": "models/%1$s.sql",
                      "fqn": ["shop", "%1$s"]}\
                    """
                        .formatted(one))
            .collect(Collectors.joining(","));
    String source =
        """
        "source.shop.raw.orders": {"unique_id": "source.shop.raw.orders", "name": "orders",
          "resource_type": "source"}\
        """;
    write(
        name,
        "manifest.json",
        "manifest/v12",
        time,
        "\"nodes\": {%s}, \"sources\": {%s}".formatted(nodes, source));
  }

  private void stopped(String name, String time) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve("dbt.log"), STOPPED.formatted(time, time));
  }

  private void write(String name, String file, String schema, String time, String rest)
      throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(name)).resolve(file),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/%s.json",
          "dbt_version": "1.12.6", "adapter_type": "duckdb", "project_name": "shop",
          "invocation_id": "i-%s", "generated_at": "2026-11-21T%sZ"}, %s}
        """
            .formatted(schema, time, time, rest));
  }

  private ArtifactsReader reader() {
    var project = Settings.Project.of("shop", "r").artifacts(folder).made();
    return new ArtifactsReader(
        new Settings(folder, null, null, List.of(project)),
        blobs,
        name -> Optional.of("shop"),
        new KeptRuns(folder.resolve("kept")));
  }
}
