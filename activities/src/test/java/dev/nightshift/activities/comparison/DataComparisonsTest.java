package dev.nightshift.activities.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.dbt.World;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.DuckDbDoors;
import dev.nightshift.activities.warehouse.SandboxFolder;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Comparisons.Built;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was built in a sandbox beside production, through both doors. */
class DataComparisonsTest {
  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private World world;

  @BeforeEach
  void a_production() {
    world = new World(new Home(folder.resolve("home")), folder.resolve("shop.duckdb"));
  }

  @AfterEach
  void closed() {
    world.close();
  }

  @Test
  void of_each_relation_that_was_built_the_change_is_told_the_edited_first() throws IOException {
    world.load(
        "create table stg as select i as id from range(10) t(i); create table mart as from stg;"
            + " create table raw (total int); create view broken as select total from raw;"
            + " alter table raw rename total to amount");
    Sandbox sandbox =
        rebuilt("delete from mart where id < 3; create table fresh as select 1 as id");

    DataChange change = change(sandbox, List.of("stg", "mart", "broken", "fresh"), "mart");

    assertEquals(
        List.of("mart", "stg", "broken", "fresh"),
        change.relations().stream()
            .map(one -> one.node().substring("model.shop.".length()))
            .toList());
    assertEquals(
        List.of(Outcome.CHANGED, Outcome.SAME, Outcome.UNCOMPARED, Outcome.NEW),
        change.relations().stream().map(Relation::outcome).toList());
    Relation mart = change.relations().get(0);
    assertEquals(
        List.of(10L, 7L, 3L), List.of(mart.rowsBefore(), mart.rowsAfter(), mart.keysLost()));
    assertEquals(
        List.of(true, false, false, false),
        change.relations().stream().map(Relation::edited).toList());
    assertEquals(0, change.more());
  }

  @Test
  void what_is_too_far_below_to_be_compared_is_counted_on_both_sides() throws IOException {
    List<String> names = IntStream.range(0, 15).mapToObj(n -> "m" + n).toList();
    world.load(
        names.stream()
            .map(name -> "create table " + name + " as select i as id from range(10) t(i)")
            .collect(Collectors.joining(";")));
    Sandbox sandbox = rebuilt("delete from m14 where id < 4; update m13 set id = id + 100");

    DataChange change = change(sandbox, names, "m0");

    assertEquals(15, change.relations().size());
    List<Relation> rest = change.relations().subList(12, 15);
    assertEquals(
        List.of(Outcome.COUNTED, Outcome.COUNTED, Outcome.COUNTED),
        rest.stream().map(Relation::outcome).toList());
    assertEquals(List.of(10L, 10L, 10L), rest.stream().map(Relation::rowsBefore).toList());
    assertEquals(List.of(10L, 10L, 6L), rest.stream().map(Relation::rowsAfter).toList());
    assertEquals(0, change.more());
  }

  @Test
  void after_a_minute_of_counting_the_rest_is_left_and_how_many_is_said() throws IOException {
    List<String> names = IntStream.range(0, 15).mapToObj(n -> "m" + n).toList();
    world.load(
        names.stream()
            .map(name -> "create table " + name + " as select 1 as id")
            .collect(Collectors.joining(";")));
    Iterator<Instant> slow =
        Stream.iterate(Instant.EPOCH, now -> now.plus(Duration.ofSeconds(25))).iterator();
    clock = slow::next;

    DataChange change = change(world.sandbox(), names, "m0");

    assertEquals(14, change.relations().size());
    assertEquals(1, change.more());
  }

  private Sandbox rebuilt(String sql) {
    Sandbox sandbox = world.sandbox();
    Path database = SandboxFolder.of(world.home, sandbox.name()).database();
    world.run(
        List.of(
            world.python().toString(),
            "-c",
            "import duckdb,sys; duckdb.connect(sys.argv[1]).execute(sys.argv[2])",
            database.toString(),
            sql));
    return sandbox;
  }

  private DataChange change(Sandbox sandbox, List<String> built, String edited) throws IOException {
    DbtResult run =
        new DbtResult("build", true, 0, null, null, null, 1, results(built), manifest(built), null);
    DuckDbDoors doors =
        new DuckDbDoors(world.settings(), world.home, world.toolchain, world.processes, d -> {});
    BlobRef kept =
        new DataComparisons(doors, blobs, clock)
            .compare(new Built(sandbox, "shop", "shop", run, List.of("models/" + edited + ".sql")));
    return Converter.json().readValue(blobs.read(kept), DataChange.class);
  }

  private BlobRef results(List<String> built) {
    return blobs.putText(
        "run_results.json",
        built.stream()
            .map("{\"unique_id\": \"model.shop.%s\", \"status\": \"success\"}"::formatted)
            .collect(Collectors.joining(",", "{\"results\": [", "]}")));
  }

  /** Each has a test that says its {@code id} is a key. */
  private BlobRef manifest(List<String> built) {
    List<String> nodes = new ArrayList<>();
    List<String> children = new ArrayList<>();
    for (String name : built) {
      nodes.add(
          """
          "model.shop.%1$s": {"name": "%1$s", "resource_type": "model", "schema": "main",
            "original_file_path": "models/%1$s.sql", "config": {"materialized": "table"}},
          "test.shop.%1$s": {"resource_type": "test", "attached_node": "model.shop.%1$s",
            "test_metadata": {"name": "unique", "kwargs": {"column_name": "id"}}}\
          """
              .formatted(name));
      children.add("\"model.shop.%1$s\": [\"test.shop.%1$s\"]".formatted(name));
    }
    return blobs.putText(
        "manifest.json",
        "{\"nodes\": {%s}, \"child_map\": {%s}}"
            .formatted(String.join(",", nodes), String.join(",", children)));
  }
}
