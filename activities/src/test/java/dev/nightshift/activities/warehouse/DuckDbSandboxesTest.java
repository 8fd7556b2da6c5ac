package dev.nightshift.activities.warehouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.dbt.World;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Sandboxes.Order;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSandboxesTest {
  @TempDir Path folder;

  private Path production;
  private World world;

  @BeforeEach
  void a_production() {
    production = folder.resolve("shop.duckdb");
    world = new World(new Home(folder.resolve("home")), production);
    world.load("create schema raw; create table raw.orders as select * from range(7)");
  }

  @AfterEach
  void closed() {
    world.close();
  }

  private static Order order(String owner) {
    return new Order("sbx-1", "shop", owner, null);
  }

  @Test
  void a_copy_is_called_as_the_run_calls_its_database_where_that_is_a_plain_name() {
    assertEquals("warehouse.duckdb", copyFor("warehouse"));
    assertEquals("shop.duckdb", copyFor("shop"));
    for (String strange : List.of("../x", "a/b", "memory", "Temp", ".", "", "x.y", "a b")) {
      assertEquals("shop.duckdb", copyFor(strange));
    }
  }

  private String copyFor(String database) {
    Order order =
        new Order(
            "sbx-1",
            "shop",
            "fix/shop/1",
            new FailureSummary("", "", "", "", "", 1, 0, 0, null, null, null, database, null));
    Sandbox sandbox = world.sandboxes().make(order);
    String name = place().database().getFileName().toString();
    world.sandboxes().drop(sandbox);
    return name;
  }

  private SandboxFolder place() {
    return SandboxFolder.of(world.home, "sbx-1");
  }

  @Test
  void a_copy_keeps_the_files_name_and_is_counted() throws IOException {
    Sandbox sandbox = world.sandboxes().make(order("fix/shop/1"));

    assertEquals(List.of("\"raw\".\"orders\" 7"), sandbox.relations());
    assertEquals("fix/shop/1", sandbox.owner());
    assertEquals("shop.duckdb", place().database().getFileName().toString());
    assertArrayEquals(Files.readAllBytes(production), Files.readAllBytes(place().database()));
  }

  @Test
  void a_schema_may_be_called_like_the_database() {
    world.load("create schema shop; create table shop.shop.orders as select * from range(3)");

    Sandbox sandbox = world.sandboxes().make(order("fix/shop/1"));

    assertEquals(List.of("\"raw\".\"orders\" 7", "\"shop\".\"orders\" 3"), sandbox.relations());
  }

  @Test
  void rows_that_are_only_in_the_write_ahead_log_are_copied_too() {
    world.python(
        """
        import duckdb, sys
        c = duckdb.connect(sys.argv[1])
        c.execute("pragma disable_checkpoint_on_shutdown")
        c.execute("insert into raw.orders select * from range(3)")
        c.close()
        """);
    assertTrue(Files.exists(Path.of(production + ".wal")));

    Sandbox sandbox = world.sandboxes().make(order("fix/shop/1"));

    assertEquals(List.of("\"raw\".\"orders\" 10"), sandbox.relations());
  }

  @Test
  void a_second_attempt_takes_the_copy_of_the_first() {
    Sandbox first = world.sandboxes().make(order("fix/shop/1"));
    world.load("create table raw.later as select 1");
    assertEquals(first, world.sandboxes().make(order("fix/shop/1")));
  }

  @Test
  void what_an_attempt_did_not_finish_is_made_anew() throws IOException {
    Files.createDirectories(place().writable());
    Files.writeString(place().writable().resolve("shop.duckdb"), "half a copy");

    Sandbox sandbox = world.sandboxes().make(order("fix/shop/1"));

    assertEquals(List.of("\"raw\".\"orders\" 7"), sandbox.relations());
  }

  @Test
  void somebody_elses_sandbox_is_refused() {
    world.sandboxes().make(order("fix/shop/1"));
    assertEquals(ErrorKind.REFUSED, kind(() -> world.sandboxes().make(order("fix/shop/2"))));
  }

  @Test
  void while_a_writer_holds_production_there_is_no_copy() throws IOException {
    String hold =
        "import duckdb,sys; c=duckdb.connect(sys.argv[1]); print('open', flush=True); input()";
    Process writer =
        new ProcessBuilder(world.python().toString(), "-c", hold, production.toString()).start();
    try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("open", said.readLine());
      assertEquals(ErrorKind.UNAVAILABLE, kind(() -> world.sandboxes().make(order("fix/shop/1"))));
      assertFalse(place().ready().isPresent());
    } finally {
      writer.destroyForcibly();
    }
    Waiting.ended(writer);
    world.sandboxes().make(order("fix/shop/1"));
    assertTrue(place().ready().isPresent());
  }

  @Test
  void a_reader_does_not_keep_us_from_copying() throws IOException {
    String hold =
        "import duckdb,sys; c=duckdb.connect(sys.argv[1],read_only=True);"
            + " print('open', flush=True); input()";
    Process reader =
        new ProcessBuilder(world.python().toString(), "-c", hold, production.toString()).start();
    try (BufferedReader said = reader.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("open", said.readLine());
      world.sandboxes().make(order("fix/shop/1"));
      assertTrue(place().ready().isPresent());
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void a_production_that_is_not_there_is_said_by_its_path() throws IOException {
    Files.delete(production);
    RuntimeException missing =
        assertThrows(RuntimeException.class, () -> world.sandboxes().make(order("fix/shop/1")));
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(missing));
    assertTrue(ErrorKind.messageOf(missing).contains("shop.duckdb"));
  }

  @Test
  void a_name_that_leads_out_of_the_folder_is_refused() {
    assertEquals(
        ErrorKind.BAD_INPUT,
        kind(() -> world.sandboxes().make(new Order("../x", "shop", "o", null))));
  }

  @Test
  void dropping_twice_is_done() {
    Sandbox sandbox = world.sandboxes().make(order("fix/shop/1"));
    world.sandboxes().drop(sandbox);
    world.sandboxes().drop(sandbox);
    assertFalse(Files.exists(place().root()));
    assertTrue(Files.exists(production));
  }

  @Test
  void a_database_that_became_a_link_is_refused() throws IOException {
    world.sandboxes().make(order("fix/shop/1"));
    Path database = place().database();
    Files.delete(database);
    Files.createSymbolicLink(database, production);
    assertEquals(ErrorKind.REFUSED, kind(() -> place().database()));
  }

  @Test
  void the_reaper_takes_only_what_nobody_owns() {
    world.sandboxes().make(order("fix/shop/1"));
    world.sandboxes().make(new Order("sbx-2", "shop", "fix/shop/2", null));

    List<String> gone = new Reaper(world.home).sweep("fix/shop/1"::equals);

    assertEquals(List.of("sbx-2"), gone);
    assertTrue(Files.exists(place().root()));
  }

  @Test
  void the_reaper_does_nothing_when_an_owner_cannot_be_asked_about() {
    world.sandboxes().make(order("fix/shop/1"));
    world.sandboxes().make(new Order("sbx-2", "shop", "fix/shop/2", null));

    List<String> gone =
        new Reaper(world.home)
            .sweep(
                owner -> {
                  if (owner.endsWith("2")) {
                    throw new IllegalStateException("the server is away");
                  }
                  return false;
                });

    assertEquals(List.of(), gone);
    assertTrue(Files.exists(place().root()));
  }

  @Test
  void a_copy_that_would_fill_the_disk_is_refused_and_leaves_nothing() {
    DuckDbSandboxes cramped = sandboxes(world.python(), Long.MAX_VALUE >> 1);

    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> cramped.make(order("fix/shop/1")));

    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal));
    assertTrue(ErrorKind.messageOf(refusal).contains("MB are free"), refusal.getMessage());
    assertTrue(ErrorKind.messageOf(refusal).contains("Make room"), refusal.getMessage());
    assertFalse(Files.exists(place().root()));
  }

  @Test
  void a_quota_that_a_copy_meets_on_its_way_is_refused_and_half_a_copy_goes() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    script(
        bin.resolve("cp"),
        "for last; do :; done; echo half > \"$last\"\n"
            + "echo \"cp: error writing '$last': Disk quota exceeded\" >&2; exit 1");
    Path python =
        script(
            bin.resolve("python"), "PATH='" + bin + "':$PATH exec '" + world.python() + "' \"$@\"");

    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> sandboxes(python, 0).make(order("fix/shop/1")));

    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal), refusal.getMessage());
    assertTrue(ErrorKind.messageOf(refusal).contains("Disk quota exceeded"));
    assertFalse(Files.exists(place().root()));
  }

  @Test
  void a_place_that_nobody_may_write_is_refused_with_what_to_do() {
    Snapshot snapshot = new Snapshot(world.processes, world.python(), detail -> {}, 0);

    RuntimeException refusal =
        assertThrows(
            RuntimeException.class, () -> snapshot.take(production, Path.of("/sys/shop.duckdb")));

    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal), refusal.getMessage());
    assertTrue(ErrorKind.messageOf(refusal).contains("Let the worker's user write there"));
  }

  private DuckDbSandboxes sandboxes(Path python, long leavesFree) {
    return new DuckDbSandboxes(
        world.settings(),
        world.home,
        new Snapshot(world.processes, python, detail -> {}, leavesFree));
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private static ErrorKind kind(Runnable work) {
    return ErrorKind.of(assertThrows(RuntimeException.class, work::run));
  }

  /** Ends of processes, with a bound. */
  private static final class Waiting {
    static void ended(Process process) {
      try {
        assertTrue(process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS));
      } catch (InterruptedException broken) {
        throw new AssertionError(broken);
      }
    }
  }
}
