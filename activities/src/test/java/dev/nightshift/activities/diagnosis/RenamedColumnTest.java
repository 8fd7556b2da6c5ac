package dev.nightshift.activities.diagnosis;

import static dev.nightshift.activities.diagnosis.ChangedNight.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's column that a commit gave another name, and a model that reads the old one. */
class RenamedColumnTest {
  private static final String WAS =
      """
      select
          id,
          date_diff('minute', began, ended) as minutes
      from {{ source('raw', 'trips') }}
      """;
  private static final String IS = WAS.replace("as minutes", "as planned_minutes");
  private static final String READER = "select id, minutes / 60 as hours from {{ ref('stg') }}\n";
  private static final String PROPERTIES = "models:\n  - name: stg\n    columns: [{name: %s}]\n";

  @TempDir Path folder;
  private ChangedNight night;

  @BeforeEach
  void a_reader_that_is_as_it_was() throws Exception {
    night = new ChangedNight(folder).file("models/fct.sql", READER);
  }

  private void documentedSince() throws Exception {
    night.file(
        "models/_stg.yml",
        PROPERTIES.formatted("planned_minutes"),
        PROPERTIES.formatted("minutes"));
  }

  private Cause cause(String now, String was) throws Exception {
    night.file("models/stg.sql", now, was);
    String made = now.replace("{{ source('raw', 'trips') }}", "raw.trips");
    return night.failing(
        "model.s.fct",
        "Binder Error: Referenced column \"minutes\" not found in FROM clause!",
        "create schema raw; create schema dw; create table raw.trips as select i as id, timestamp"
            + " '2026-01-01' as began, timestamp '2026-01-01 01:00' as ended, i as wait from"
            + " range(9) t(i); create view dw.stg as "
            + made,
        Parts.source("trips", ""),
        model("stg", "view", now, "source.s.raw.trips"),
        model("fct", "table", READER, "model.s.stg"));
  }

  @Test
  void a_column_that_is_the_same_but_for_its_name_is_read_by_the_new_one() throws Exception {
    documentedSince();
    Cause cause = cause(IS, WAS);
    assertEquals("renamed_column:model.s.stg", cause.signature());
    assertEquals("stg", cause.details().get("model"));
    assertEquals("minutes", cause.details().get("from"));
    assertEquals("planned_minutes", cause.details().get("to"));
    assertTrue(cause.because().contains("before commit 0a1b2c3d4e"), cause.because());
  }

  @Test
  void a_column_that_got_a_name_beside_its_own_is_the_same() throws Exception {
    documentedSince();
    String was = "select\n    id,\n    wait\nfrom {{ source('raw', 'trips') }}\n";
    night.file("models/fct.sql", READER.replace("minutes / 60", "wait / 60"));
    String now = was.replace("    wait", "    wait as planned_minutes");
    night.file("models/stg.sql", now, was);
    Cause cause =
        night.failing(
            "model.s.fct",
            "Binder Error: Referenced column \"wait\" not found in FROM clause!",
            "create schema raw; create schema dw; create table raw.trips as select i as id, i as"
                + " wait from range(9) t(i); create view dw.stg as "
                + now.replace("{{ source('raw', 'trips') }}", "raw.trips"),
            Parts.source("trips", ""),
            model("stg", "view", now, "source.s.raw.trips"),
            model("fct", "table", READER.replace("minutes", "wait"), "model.s.stg"));
    assertEquals("renamed_column:model.s.stg", cause.signature());
  }

  @Test
  void a_name_that_nothing_else_counts_on_is_put_back_where_it_was_given() throws Exception {
    Cause cause = cause(IS, WAS);
    assertEquals("broken_by_change:model.s.stg", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @Test
  void a_column_that_is_made_in_another_way_is_no_renamed_one() throws Exception {
    documentedSince();
    Cause cause = cause(IS.replace("'minute'", "'second'"), WAS);
    assertEquals("broken_by_change:model.s.stg", cause.signature());
  }

  @Test
  void a_column_of_what_is_read_in_the_place_of_another_is_no_renamed_one() throws Exception {
    documentedSince();
    String was = "select\n    id,\n    wait as minutes\nfrom {{ source('raw', 'trips') }}\n";
    String now = was.replace("wait as minutes", "id as planned_minutes");
    assertEquals("broken_by_change:model.s.stg", cause(now, was).signature());
  }

  private static final String MADE =
      """
      select
          id,
          case when wait > 0 then wait * 60
          else 0
          end as minutes
      from {{ source('raw', 'trips') }}
      """;

  private static String named(String text) {
    return text.replace("as minutes", "as planned_minutes");
  }

  private static void assertLeft(Cause cause) {
    assertEquals("broken_by_change:model.s.stg", cause.signature());
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @Test
  void a_column_that_got_a_name_and_another_unit_is_no_renamed_one() throws Exception {
    documentedSince();
    assertLeft(cause(named(MADE).replace("wait * 60", "wait"), MADE));
  }

  @Test
  void a_name_is_not_put_back_over_what_is_made_in_another_way() throws Exception {
    Cause cause = cause(named(MADE).replace("wait * 60", "wait"), MADE);
    assertLeft(cause);
    assertTrue(
        cause.details().get("undecided").contains("minutes is made in another way since"),
        cause.details()::toString);
  }

  @Test
  void a_name_is_put_back_where_only_something_else_is_made_in_another_way() throws Exception {
    String was = MADE.replace("    id,\n", "    id,\n    began,\n    wait + 1 as later,\n");
    Cause cause = cause(named(was).replace("wait + 1", "wait + 2"), was);
    assertEquals("broken_by_change:model.s.stg", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @Test
  void a_column_that_came_beside_it_makes_no_difference() throws Exception {
    documentedSince();
    Cause cause = cause(named(MADE).replace("    id,\n", "    id,\n    began,\n"), MADE);
    assertEquals("renamed_column:model.s.stg", cause.signature());
  }

  private static final String WITHIN =
      """
      with timed as (
          select id, wait * 60 as w
          from {{ source('raw', 'trips') }}
      ),
      named as (
          select
              id,
              w as minutes
          from timed
      )
      select * from named
      """;

  @Test
  void a_column_is_the_same_through_the_queries_within() throws Exception {
    documentedSince();
    assertEquals("renamed_column:model.s.stg", cause(named(WITHIN), WITHIN).signature());
  }

  @Test
  void a_query_within_that_makes_something_else_makes_another_column() throws Exception {
    documentedSince();
    assertLeft(cause(named(WITHIN).replace("wait * 60", "wait"), WITHIN));
  }

  @Test
  void a_count_of_fewer_rows_is_no_renamed_one() throws Exception {
    documentedSince();
    String was = WITHIN.replace("w as minutes", "count(*) over () as minutes");
    assertLeft(cause(named(was).replace("'trips') }}", "'trips') }}\n    where wait > 3"), was));
  }
}
