package dev.nightshift.activities.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.dbt.World;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbDoorsTest {
  @TempDir Path folder;

  private World world;
  private DuckDbDoors doors;

  @BeforeEach
  void a_production() {
    world = new World(new Home(folder.resolve("home")), folder.resolve("shop.duckdb"));
    world.load(
        "create schema raw; create table raw.orders as select i as id, 'x''y' as \"a note\","
            + " null::int as none, timestamp '2026-01-02 03:04:00' as at,"
            + " 1.50::decimal(9,2) as paid from range(5) t(i)");
    doors =
        new DuckDbDoors(world.settings(), world.home, world.toolchain, world.processes, d -> {});
  }

  @AfterEach
  void closed() {
    world.close();
  }

  @Test
  void columns_come_in_their_order_and_with_their_types() {
    try (Production door = doors.open("shop", "")) {
      List<Column> columns = door.columns(new Relation("shop", "RAW", "Orders"));
      assertEquals(new Column("id", "BIGINT"), columns.get(0));
      assertEquals("a note", columns.get(1).name());
      assertEquals(5, columns.size());
      assertEquals(List.of(), door.columns(new Relation("", "raw", "nothing")));
    }
  }

  @Test
  void an_answer_is_text_as_duckdb_writes_it_and_says_when_there_was_more() {
    try (Production door = doors.open("shop", "")) {
      Answer answer = door.ask("select * from raw.orders order by id desc; ", 2);
      assertEquals(List.of("id", "a note", "none", "at", "paid"), answer.columns());
      assertEquals(
          Arrays.asList("4", "x'y", null, "2026-01-02 03:04:00", "1.50"), answer.rows().get(0));
      assertEquals(2, answer.rows().size());
      assertTrue(answer.truncated());

      assertEquals("5", door.ask("select count(*) from raw.orders -- all", 2).single());
      assertFalse(door.ask("with o as (from raw.orders) select id from o", 5).truncated());
      assertEquals("id", door.ask("describe raw.orders", 9).rows().get(0).get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table raw.mine as select 1",
        "select 1; select 2",
        "select 1) limit 1; select * from (select 2",
        "insert into raw.orders select * from raw.orders",
        "copy raw.orders to '/tmp/stolen.csv'",
        "attach '/tmp/other.duckdb' as other",
        "set threads = 8",
        "select * from read_text('/etc/passwd')",
        "select nope from raw.orders",
        "selec",
        ""
      })
  void anything_but_one_question_to_the_database_is_refused(String sql) {
    try (Production door = doors.open("shop", "")) {
      RuntimeException refusal = assertThrows(RuntimeException.class, () -> door.ask(sql, 5));
      assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(refusal), refusal.getMessage());
      assertEquals("5", door.ask("select count(*) from raw.orders", 1).single());
    }
  }

  @Test
  void a_file_of_another_name_is_called_as_the_run_calls_it() {
    try (Production door = doors.open("shop", "warehouse")) {
      assertEquals("5", door.ask("select count(*) from warehouse.raw.orders", 2).single());
    }
    try (Production door = doors.open("shop", "../../etc")) {
      assertEquals("5", door.ask("select count(*) from shop.raw.orders", 2).single());
    }
  }

  @Test
  void a_question_that_takes_too_long_is_stopped_and_the_door_stays_open() {
    Path copy = folder.resolve("copy.duckdb");
    world.run(List.of("/bin/cp", world.production.toString(), copy.toString()));
    try (Production door = DuckDbProduction.open(copy, 1)) {
      String endless = "select count(*) from range(100000000000000) t(i) where i % 7 = 3";
      RuntimeException late = assertThrows(RuntimeException.class, () -> door.ask(endless, 1));
      assertEquals(ErrorKind.TIMED_OUT, ErrorKind.of(late), late.getMessage());
      assertEquals("1", door.ask("select 1", 1).single());
    }
  }

  @Test
  void an_open_door_keeps_no_writer_out_and_the_next_door_sees_what_it_wrote() {
    try (Production door = doors.open("shop", "")) {
      world.load("insert into raw.orders by name select 9 as id");
      assertEquals("5", door.ask("select count(*) from raw.orders", 1).single());
      try (Production later = doors.open("shop", "")) {
        assertEquals("6", later.ask("select count(*) from raw.orders", 1).single());
      }
      assertEquals("5", door.ask("select count(*) from raw.orders", 1).single());
    }
  }

  @Test
  void a_copy_that_nobody_opened_for_a_day_goes_and_the_next_door_makes_its_own() {
    Duration day = Duration.ofDays(1);
    InstantSource later = () -> Instant.now().plus(day).plusSeconds(60);
    try (Production door = doors.open("shop", "")) {
      assertEquals(0, new Copies(world.home, InstantSource.system()).evict(day));

      assertEquals(1, new Copies(world.home, later).evict(day));

      assertEquals(0, copies());
      assertEquals("5", door.ask("select count(*) from raw.orders", 1).single());
    }
    doors.open("shop", "").close();
    assertEquals(1, copies());
  }

  @Test
  void a_copy_that_was_opened_again_stays() throws IOException {
    Duration day = Duration.ofDays(1);
    doors.open("shop", "").close();
    age(day.multipliedBy(2));
    doors.open("shop", "").close();

    assertEquals(0, new Copies(world.home, InstantSource.system()).evict(day));

    assertEquals(1, copies());
  }

  private void age(Duration by) throws IOException {
    try (var folders = Files.walk(world.home.root().resolve("snapshots"))) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(by)));
      }
    }
  }

  private long copies() {
    try (var files = Files.walk(world.home.root().resolve("snapshots"))) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Test
  void an_unchanged_production_is_copied_once() {
    doors.open("shop", "").close();
    doors.open("shop", "").close();
    assertEquals(1, copies());
  }

  @Test
  void a_copy_of_which_only_the_folder_is_left_is_made_anew() throws IOException {
    doors.open("shop", "").close();
    try (var files = Files.walk(world.home.root().resolve("snapshots"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    try (Production door = doors.open("shop", "")) {
      assertEquals("5", door.ask("select count(*) from raw.orders", 1).single());
    }
    assertEquals(1, copies());
  }
}
