package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Parts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunsTest {
  private static final String MODEL = "model.shop.orders";
  private static final String OTHER = "model.shop.trees";

  @TempDir Path folder;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void what_was_brought_before_tells_since_when_a_node_fails() throws IOException {
    read(brought("16T02:00", MODEL, "success"));
    read(brought("17T02:00", MODEL, "error"));
    read(brought("17T09:00", OTHER, "error"));
    String green = at("16T02:00");
    assertEquals(
        Optional.of(new Streak(MODEL, 2, 1, 1, at("17T02:00"), green, false, green, "")),
        read(brought("18T02:00", MODEL, "error")).streak(MODEL));
  }

  @Test
  void the_other_projects_runs_are_not_among_them() throws IOException {
    read(brought("16T02:00", MODEL, "success"));
    Location other = brought("18T02:00", MODEL, "error");
    assertEquals(
        Optional.empty(),
        read(new Location("mill", "", other.runResults(), other.manifest())).streak(MODEL));
  }

  @Test
  void a_folder_that_is_written_over_each_night_is_remembered() throws IOException {
    for (String night : List.of("16T02:00", "17T02:00")) {
      write("runs/last/run_results.json", results(night, MODEL, "error"));
      write("runs/last/manifest.json", manifest(night));
      read(new Location("shop", "last", null, null));
    }
    assertEquals(2, read(brought("18T02:00", MODEL, "error")).streak(MODEL).orElseThrow().failed());
  }

  @Test
  void what_lies_beside_and_was_told_of_counts_once() throws IOException {
    write("runs/night-16/run_results.json", results("16T02:00", MODEL, "success"));
    read(brought("16T02:00", MODEL, "success"));
    Location tonight = brought("18T02:00", MODEL, "error");
    Location lying =
        new Location("shop", "night-18", tonight.runResults(), tonight.manifest(), null, null);
    assertEquals(1, read(lying).streak(MODEL).orElseThrow().runs());
  }

  @Test
  void a_folder_that_was_brought_has_those_beside_it() throws IOException {
    write("runs/night-16/run_results.json", results("16T02:00", MODEL, "success"));
    Location tonight = brought("18T02:00", MODEL, "error");
    assertEquals(
        at("16T02:00"),
        read(new Location("shop", "night-18", tonight.runResults(), tonight.manifest()))
            .streak(MODEL)
            .orElseThrow()
            .passed());
  }

  @Test
  void after_a_merge_a_run_that_was_brought_shows_what_came_of_it() throws IOException {
    long merged = Instant.parse(at("17T02:00")).toEpochMilli();
    read(brought("16T02:00", MODEL, "success"));
    assertNull(reader().next("shop", List.of(MODEL), merged));
    read(brought("18T02:00", MODEL, "success"));
    assertEquals("i-18T02:00", reader().next("shop", List.of(MODEL), merged).run());
    assertNull(reader().next("shop", List.of(MODEL, OTHER), merged));
  }

  @Test
  void a_group_that_passes_is_seen_too_and_is_one_run_however_it_grows() throws IOException {
    Location first = brought("18T02:00", MODEL, "success");
    Location all = reader().gather(new Parts("shop", null, List.of(first), null)).artifacts();
    Location second = brought("18T02:20", OTHER, "success");
    reader().gather(new Parts("shop", all, List.of(second), first));
    assertEquals(1, kept().size());
    assertEquals(List.of(MODEL, OTHER), reader().next("shop", List.of(MODEL, OTHER), 0).passed());
  }

  @Test
  void who_remembers_its_runs_itself_is_not_doubled() throws IOException {
    Location run = brought("16T02:00", MODEL, "success");
    BlobRef none = blobs.putText("earlier.json", "[]");
    read(new Location("shop", "", run.runResults(), run.manifest(), null, null, none, List.of()));
    assertEquals(List.of(), kept());
  }

  @Test
  void of_a_run_how_its_nodes_ended_is_kept_and_nothing_else() throws IOException {
    read(brought("16T02:00", MODEL, "success"));
    String text = Files.readString(kept().get(0).resolve("run_results.json"));
    for (String secret : List.of("hunter2", "sesame", "row 17")) {
      assertFalse(text.contains(secret), text);
    }
  }

  @Test
  void what_only_documented_the_project_takes_no_runs_place() throws IOException {
    Location run = brought("16T02:00", MODEL, "success");
    String docs = blobs.readText(run.runResults()).replace("\"build\"", "\"generate\"");
    read(new Location("shop", "", blobs.putText("run_results.json", docs), run.manifest()));
    assertEquals(List.of(), kept());
  }

  @Test
  void the_oldest_give_way() throws IOException {
    for (int hour = 10; hour < 20; hour++) {
      for (int minute = 10; minute < 31; minute++) {
        String time = "16T" + hour + ":" + minute;
        write("kept/shop/" + at(time) + "/run_results.json", results(time, MODEL, "success"));
      }
    }
    read(brought("17T02:00", MODEL, "success"));
    List<String> kept = kept().stream().map(run -> run.getFileName().toString()).sorted().toList();
    assertEquals(200, kept.size());
    assertEquals(List.of(at("16T10:21"), at("17T02:00")), List.of(kept.get(0), kept.get(199)));
  }

  private List<Path> kept() throws IOException {
    Path all = folder.resolve("kept/shop");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(all)) {
      return runs.toList();
    }
  }

  private static String at(String time) {
    return "2026-11-" + time + ":00Z";
  }

  private RunFacts read(Location location) throws IOException {
    FailureSummary summary = reader().summarize(location);
    return Converter.json().readValue(blobs.readText(summary.details()), RunFacts.class);
  }

  private Location brought(String time, String node, String status) {
    return new Location(
        "shop",
        "",
        blobs.putText("run_results.json", results(time, node, status)),
        blobs.putText("manifest.json", manifest(time)));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String results(String time, String node, String status) {
    return """
    {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
      "invocation_id": "i-%s", "generated_at": "%s", "invocation_started_at": "%s",
      "env": {"KEY": "hunter2"}},
     "args": {"which": "build", "vars": {"word": "sesame"}}, "elapsed_time": 1.0,
     "results": [{"unique_id": "%s", "status": "%s", "message": "row 17"}]}
    """
        .formatted(time, at(time), at(time), node, status);
  }

  private static String manifest(String time) {
    return """
    {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
      "dbt_version": "1.12.6", "adapter_type": "duckdb", "project_name": "shop",
      "generated_at": "%s"},
     "nodes": {"%s": %s, "%s": %s}, "sources": {}}
    """
        .formatted(at(time), MODEL, node(MODEL), OTHER, node(OTHER));
  }

  private static String node(String id) {
    String name = id.substring(id.lastIndexOf('.') + 1);
    return """
    {"unique_id": "%s", "resource_type": "model", "name": "%s", "package_name": "shop",
     "fqn": ["shop", "%s"], "original_file_path": "models/%s.sql", "depends_on": {"nodes": []}}
    """
        .formatted(id, name, name, name);
  }

  private ArtifactsReader reader() {
    Path runs = folder.resolve("runs");
    return new ArtifactsReader(
        new Settings(
            folder,
            null,
            null,
            List.of(
                Settings.Project.of("shop", "r").artifacts(runs).made(),
                Settings.Project.of("mill", "r").artifacts(runs).made())),
        blobs,
        name -> Optional.of("shop"),
        new KeptRuns(folder.resolve("kept")));
  }
}
