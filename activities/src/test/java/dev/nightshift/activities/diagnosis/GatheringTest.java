package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small warehouse and graph, facts and rules together: the neighbours of each judgement. */
class GatheringTest {
  private static final String MISSING =
      "Binder Error: Referenced column \"fee\" not found in FROM clause!";
  private static final String HISTORY =
      "create schema raw; create schema dw;"
          + " create table dw.fct as select i as trip_id, i * 1.5 as fee from range(100) t(i);"
          + " create table dw.stg as select * from dw.fct;";

  @org.junit.jupiter.api.Test
  void a_new_column_with_the_old_values_is_the_lost_one_renamed() throws SQLException {
    Cause cause =
        lost(
            "create table raw.trips as select i as trip_id, i * 1.5 as charge from range(120)"
                + " t(i)");
    assertEquals("renamed_source_column:source.s.raw.trips.fee", cause.signature());
    assertEquals("charge", cause.details().get("to"));
    assertTrue(cause.because().contains("all 100 rows that dw.fct holds"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_new_column_with_other_values_is_not() throws SQLException {
    Cause cause =
        lost(
            "create table raw.trips as select i as trip_id, i * 2.0 as fee_net from range(120)"
                + " t(i)");
    assertEquals(Verdict.UNCLEAR, cause.verdict());
    assertEquals("ambiguous_source_column", cause.kind());
    assertTrue(cause.because().contains("fee_net agrees with 1 of 100 rows"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void what_the_runs_before_tell_of_a_node_is_not_forgotten() throws Exception {
    ObjectNode told =
        Converter.json()
            .valueToTree(
                SmallNight.run(
                    List.of(new Outcome("model.s.stg", "error", "statement timeout", 0)),
                    stg("select 1")));
    told.withArray("streaks")
        .add(Converter.json().<JsonNode>valueToTree(new Streak("model.s.stg", 4, 2, 2, "", "")));
    RunFacts run = Converter.json().treeToValue(told, RunFacts.class);
    assertEquals("lasting_timeout:model.s.stg", SmallNight.only(run, HISTORY).signature());
  }

  @org.junit.jupiter.api.Test
  void a_new_column_of_another_type_is_not() throws SQLException {
    Cause cause =
        lost(
            "create table raw.trips as select i as trip_id, i > 5 as fee_paid from range(120)"
                + " t(i)");
    assertEquals("dropped_source_column", cause.kind());
    assertTrue(cause.because().contains("fee_paid (boolean)"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_column_may_get_the_very_name_that_staging_gives_it() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("model.s.stg", "error", MISSING, 0)),
                source("trip_id"),
                stg(
                    "with r as (select trip_id, fee as fare from \"raw\".\"trips\") select * from"
                        + " r"),
                fct("select trip_id, fare as fee from dw.stg")),
            HISTORY
                + "create table raw.trips as select i as trip_id, i * 1.5 as fare from range(120)"
                + " t(i)");
    assertEquals("renamed_source_column:source.s.raw.trips.fee", cause.signature());
    assertEquals("fare", cause.details().get("to"));
  }

  @org.junit.jupiter.api.Test
  void a_source_that_never_had_the_column_hides_none_that_lost_it() throws SQLException {
    Part below =
        Parts.part(
            "model.s.fct",
            "model",
            "dw",
            "fct",
            Map.of(),
            "table",
            List.of("model.s.stg", "source.s.raw.guides"),
            "select t.trip_id, t.fee, g.guide from dw.stg t left join raw.guides g on g.trip_id ="
                + " t.trip_id",
            null);
    Part guides =
        Parts.part(
            "source.s.raw.guides", "source", "raw", "guides", Map.of(), "", List.of(), "", null);
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.fct",
                        "error",
                        "Binder Error: Values list \"t\" does not have a column named \"fee\"",
                        0)),
                source("trip_id"),
                guides,
                stg("select * from \"raw\".\"trips\""),
                below),
            "create schema raw; create schema dw; create table dw.fct as select i as trip_id, i *"
                + " 1.5 as fee, 'a' as guide from range(100) t(i); create table raw.trips as select"
                + " i as trip_id, i * 1.5 as charge from range(120) t(i); create table raw.guides"
                + " as select 1 as trip_id, 'a' as guide; create view dw.stg as select * from"
                + " raw.trips");
    assertEquals("renamed_source_column:source.s.raw.trips.fee", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void a_reference_into_the_source_reads_its_column_though_both_sides_call_theirs_so()
      throws SQLException {
    Part legs =
        Parts.part(
            "source.s.raw.legs",
            "source",
            "raw",
            "legs",
            Map.of("fee", ""),
            "",
            List.of(),
            "",
            null);
    Part reference =
        Parts.test(
            List.of("source.s.raw.legs", "source.s.raw.trips"),
            "select fee from raw.legs where fee not in (select fee from raw.trips)",
            new Test(
                "relationships",
                "",
                "fee",
                "source.s.raw.legs",
                Map.of("to", "source('raw', 'trips')", "field", "fee")));
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("test.s.t", "error", MISSING, 0)),
                source("fee"),
                legs,
                reference),
            "create schema raw; create table raw.legs as select 1 as fee; create table raw.trips as"
                + " select 1 as trip_id");
    assertEquals("dropped_source_column:source.s.raw.trips.fee", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void of_two_sources_that_do_not_agree_the_one_that_lost_rows_is_told_by_what_kept_them()
      throws SQLException {
    String trips = "create table raw.trips as select i as trip_id, 1.0 as fee from range(20) t(i);";
    String gone = "delete from raw.trips where trip_id in (3, 4);";
    Cause lost = orphans(trips + "create table dw.stg as select * from raw.trips;" + gone);
    assertEquals("source_rows_missing:source.s.raw.trips.trip_id", lost.signature());
    assertEquals("2", lost.details().get("bad"));
    Cause rebuilt = orphans(trips + gone + "create table dw.stg as select * from raw.trips;");
    assertEquals("source_orphans:source.s.raw.legs.trip", rebuilt.signature());
    assertTrue(
        rebuilt.because().contains("to a row that raw.trips does not have"), rebuilt.because());
  }

  private static Cause orphans(String trips) throws SQLException {
    Part legs =
        Parts.part(
            "source.s.raw.legs",
            "source",
            "raw",
            "legs",
            Map.of("trip", ""),
            "",
            List.of(),
            "",
            null);
    Part test =
        Parts.test(
            List.of("source.s.raw.legs", "model.s.stg"),
            "select trip as from_field from raw.legs where trip not in (select trip_id from"
                + " dw.stg)",
            new Test(
                "relationships",
                "",
                "trip",
                "source.s.raw.legs",
                Map.of("to", "ref('stg')", "field", "trip_id")));
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 2 results", 2)),
            source("fee"),
            Parts.part(
                "model.s.stg",
                "model",
                "dw",
                "stg",
                Map.of(),
                "table",
                List.of("source.s.raw.trips"),
                "select trip_id, fee from raw.trips",
                null),
            legs,
            test),
        "create schema raw; create schema dw;"
            + trips
            + "create table raw.legs as select i as trip from range(20) t(i)");
  }

  @org.junit.jupiter.api.Test
  void a_key_that_is_tested_at_the_models_level_is_followed_too() throws SQLException {
    Part test =
        Parts.test(
            List.of("model.s.stg"),
            "select 1",
            new Test("unique", "", "", "model.s.stg", Map.of("column_name", "trip_id")));
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("test.s.t", "fail", "Got 10 results", 10)),
                source("fee"),
                stg("select trip_id, fee from \"raw\".\"trips\""),
                test),
            "create schema raw; create schema dw; create table raw.trips as select i % 10 as"
                + " trip_id, 1.0 as fee from range(20) t(i); create view dw.stg as select * from"
                + " raw.trips");
    assertEquals("source_duplicates:source.s.raw.trips.trip_id", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void of_two_new_columns_the_data_chooses_the_one_that_agrees() throws SQLException {
    Cause cause =
        lost(
            "create table raw.trips as select i as trip_id, i * 1.5 as fee_gross, i * 1.2 as"
                + " fee_net from range(120) t(i)");
    assertEquals("fee_gross", cause.details().get("to"));
  }

  @org.junit.jupiter.api.Test
  void of_two_that_both_agree_a_person_chooses() throws SQLException {
    Cause cause =
        lost(
            "create table raw.trips as select i as trip_id, i * 1.5 as fee_gross, i * 1.5 as"
                + " fee_net from range(120) t(i)");
    assertEquals("ambiguous_source_column", cause.kind());
  }

  @org.junit.jupiter.api.Test
  void an_old_undocumented_column_is_no_new_name_just_because_it_is_there() throws SQLException {
    Cause cause =
        lost("create table raw.trips as select i as trip_id, 7.0 as tips from range(120) t(i)");
    assertEquals(Verdict.UNCLEAR, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void a_column_that_nothing_ever_had_is_an_error_of_the_code() throws SQLException {
    Part typo = stg("select trip_id, fee_amuont as fee from \"raw\".\"trips\"");
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.stg",
                        "error",
                        "Binder Error: Referenced column \"fee_amuont\" not found in FROM clause!",
                        0)),
                source("fee_amount"),
                typo),
            "create schema raw; create schema dw; create table raw.trips as select 1 as trip_id,"
                + " 2.0 as fee_amount");
    assertEquals("broken_reference:model.s.stg", cause.signature());
    assertEquals("fee_amount", cause.details().get("near"));
  }

  @org.junit.jupiter.api.Test
  void a_misspelt_column_is_found_in_what_the_select_reads() throws SQLException {
    Cause cause =
        misspelt("select trip_id, fee_amuont as fee from {{ source('raw', 'trips') }}", "");
    assertEquals("fee_amount", cause.details().get("near"));
    assertEquals("16", cause.details().get("places"));
    assertTrue(
        cause
            .because()
            .contains(
                "reads fee_amuont, which raw.trips does not have, nor anything above it has or had;"
                    + " raw.trips has fee_amount"),
        cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_name_that_the_model_was_built_with_before_is_not_misspelt() throws SQLException {
    Cause cause =
        misspelt(
            "select trip_id, fee_amuont from {{ source('raw', 'trips') }}",
            "; create table dw.stg as select 1 as trip_id, 2.0 as fee_amuont");
    assertEquals("stg was built with a column fee_amuont before", cause.details().get("doubt"));
    assertEquals(null, cause.details().get("places"));
  }

  @org.junit.jupiter.api.Test
  void a_unit_test_that_cannot_run_tells_of_the_code_of_its_model() throws SQLException {
    Part test =
        Parts.part(
            "unit_test.s.stg.u",
            "unit_test",
            "",
            "u",
            Map.of(),
            "unit",
            List.of("model.s.stg"),
            "",
            null);
    Cause cause =
        misspelt(
            "unit_test.s.stg.u",
            "",
            stg("select trip_id, fee_amuont as fee from {{ source('raw', 'trips') }}"),
            test);
    assertEquals("models/stg.sql", cause.details().get("file"));
    assertEquals("fee_amount", cause.details().get("near"));
    assertEquals("16", cause.details().get("places"));
  }

  private static Cause misspelt(String sql, String script) throws SQLException {
    return misspelt("model.s.stg", script, stg(sql));
  }

  private static Cause misspelt(String failing, String script, Part... parts) throws SQLException {
    List<Part> all = new ArrayList<>(List.of(parts));
    all.add(source("fee_amount"));
    return SmallNight.only(
        SmallNight.run(
            List.of(
                new Outcome(
                    failing,
                    "error",
                    "Binder Error: Referenced column \"fee_amuont\" not found in FROM clause!",
                    0)),
            all.toArray(Part[]::new)),
        "create schema raw; create schema dw; create table raw.trips as select 1 as trip_id,"
            + " 2.0 as fee_amount"
            + script);
  }

  @org.junit.jupiter.api.Test
  void a_lost_bracket_is_told_with_what_opened_it_and_where() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.stg",
                        "error",
                        "Parser Error: syntax error at or near \"as\"\n\nLINE 9:   sum(fee as fee",
                        0)),
                source("fee"),
                stg("select\n  trip_id,\n  sum(fee as fee\nfrom raw.trips\ngroup by 1")),
            "create schema raw; create schema dw; create table raw.trips as select 1 as fee");
    assertEquals("syntax_error:model.s.stg", cause.signature());
    assertEquals("as", cause.details().get("stop"));
    assertEquals("3", cause.details().get("line"));
    assertTrue(
        cause
            .because()
            .contains("stops at \"as\"; the bracket that sum opens in line 3 is not closed"),
        cause.because());
  }

  @org.junit.jupiter.api.Test
  void duplicates_of_the_source_are_the_sources() throws SQLException {
    Cause cause =
        unique(
            "create table raw.trips as select i as trip_id, 1.0 as fee, j as _load from range(10)"
                + " a(i), range(2) b(j)");
    assertEquals("source_duplicates:source.s.raw.trips.trip_id", cause.signature());
    assertTrue(
        cause.because().contains("equal in fee and different only in _load"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void duplicates_that_differ_in_more_than_their_load_are_said_to() throws SQLException {
    Cause cause =
        unique(
            "create table raw.trips as select i as trip_id, j * 1.0 as fee from range(10) a(i),"
                + " range(2) b(j)");
    assertEquals(Verdict.SOURCE, cause.verdict());
    assertTrue(cause.because().contains("differ in fee: they are not copies"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void duplicates_that_only_the_model_has_are_not_the_sources() throws SQLException {
    Cause cause =
        unique("create table raw.trips as select i as trip_id, 1.0 as fee from range(10) a(i)");
    assertEquals("fan_out:model.s.stg", cause.signature());
    assertEquals(Verdict.UNCLEAR, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void nulls_that_the_source_delivers_are_the_sources() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("test.s.t", "fail", "Got 3 results", 3)),
                source("fee"),
                stg("select trip_id, fee from \"raw\".\"trips\""),
                test("not_null", "fee")),
            "create schema raw; create schema dw; create table raw.trips as select i as trip_id,"
                + " case when i > 2 then 1.0 end as fee from range(10) a(i); create view dw.stg as"
                + " select * from raw.trips");
    assertEquals("source_nulls:source.s.raw.trips.fee", cause.signature());
    assertTrue(cause.because().startsWith("3 of 10 rows of raw.trips itself"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void text_that_is_no_number_is_counted_where_it_is_delivered() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.stg",
                        "error",
                        "Conversion Error: Could not convert string 'n/a' to INT32",
                        0)),
                source("fee"),
                stg("select trip_id, cast(fee as integer) as fee from \"raw\".\"trips\"")),
            "create schema raw; create schema dw; create table raw.trips as select i as trip_id,"
                + " case when i = 2 then 'n/a' else '1' end as fee from range(10) a(i)");
    assertEquals("source_type_changed:source.s.raw.trips.fee", cause.signature());
    assertTrue(
        cause.because().contains("1 of its 10 rows") && !cause.because().contains("n/a"),
        cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_column_lost_behind_a_star_is_found_by_the_model_that_names_it() throws SQLException {
    Part below =
        Parts.part(
            "model.s.fct",
            "model",
            "dw",
            "fct",
            Map.of(),
            "table",
            List.of("model.s.stg"),
            "select trip_id, fee from dw.stg",
            null);
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("model.s.fct", "error", MISSING, 0)),
                source("trip_id"),
                stg("select * from \"raw\".\"trips\""),
                below),
            "create schema raw; create schema dw; create table dw.fct as select i as trip_id, i *"
                + " 1.5 as fee from range(100) t(i); create table raw.trips as select i as trip_id,"
                + " i * 1.5 as charge from range(120) t(i); create view dw.stg as select * from"
                + " raw.trips");
    assertEquals("renamed_source_column:source.s.raw.trips.fee", cause.signature());
    assertEquals("models/fct.sql", cause.details().get("files"));
  }

  @org.junit.jupiter.api.Test
  void a_column_that_came_as_another_type_is_told_by_what_tables_below_hold() throws SQLException {
    Part below =
        Parts.part(
            "model.s.fct",
            "model",
            "dw",
            "fct",
            Map.of(),
            "table",
            List.of("model.s.stg"),
            "select trip_id, fee from dw.stg",
            null);
    Part sums =
        Parts.part(
            "model.s.sums",
            "model",
            "dw",
            "sums",
            Map.of(),
            "table",
            List.of("model.s.stg"),
            "select sum(fee) as fee from dw.stg",
            null);
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.sums",
                        "error",
                        "Binder Error: No function matches the given name and argument types"
                            + " 'sum(VARCHAR)'",
                        0)),
                source("trip_id"),
                stg("select trip_id, fee from \"raw\".\"trips\""),
                below,
                sums),
            "create schema raw; create schema dw; create table dw.fct as select i as trip_id, i *"
                + " 1.5 as fee from range(100) t(i); create table raw.trips as select i as trip_id,"
                + " cast(i * 1.5 as varchar) as fee from range(120) t(i); create view dw.stg as"
                + " select * from raw.trips");
    assertEquals("retyped_source_column:source.s.raw.trips.fee", cause.signature());
    assertEquals("fee cast({} as decimal(21,1))", cause.details().get("through"));
    assertEquals("models/stg.sql", cause.details().get("files"));
    assertTrue(
        cause.because().contains("all 100 rows that dw.fct holds from before come out the same"),
        cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_loaded_at_field_that_no_table_of_the_source_has_is_one_cause() throws SQLException {
    String ages =
        "create schema raw; create table raw.trips as select 1 as a, now() as %s; create"
            + " table raw.legs as select 1 as a, now() as %1$s";
    Cause slip = SmallNight.only(unasked(), ages.formatted("loaded_at"));
    assertEquals("unaskable_source:source.s.raw.loadd_at", slip.signature());
    assertEquals(Verdict.CODE, slip.verdict());
    assertEquals(List.of("source.s.raw.legs", "source.s.raw.trips"), slip.nodes());
    assertTrue(slip.because().endsWith("; loaded_at, which is there, is close to it."));
    assertEquals(Verdict.UNCLEAR, SmallNight.only(unasked(), ages.formatted("came")).verdict());
  }

  private static RunFacts unasked() {
    String message =
        "Runtime Error in source %s (models/_sources.yml)\n"
            + "  Binder Error: Referenced column \"loadd_at\" not found in FROM clause!";
    return SmallNight.run(
        List.of(
            new Outcome("source.s.raw.trips", "runtime error", message.formatted("trips"), 0),
            new Outcome("source.s.raw.legs", "runtime error", message.formatted("legs"), 0)),
        Parts.source("trips", "loadd_at"),
        Parts.source("legs", "loadd_at"));
  }

  private static Cause lost(String source) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("model.s.stg", "error", MISSING, 0)),
            source("trip_id"),
            stg("select trip_id, fee from \"raw\".\"trips\""),
            fct()),
        HISTORY + source);
  }

  private static Cause unique(String source) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 10 results", 10)),
            source("fee"),
            stg("select trip_id, fee from \"raw\".\"trips\""),
            test("unique", "trip_id")),
        "create schema raw; create schema dw; "
            + source
            + "; create table dw.stg as select i % 10 as trip_id, 1.0 as fee from range(20) t(i)");
  }

  private static Part source(String documented) {
    return Parts.part(
        "source.s.raw.trips",
        "source",
        "raw",
        "trips",
        Map.of(documented, ""),
        "",
        List.of(),
        "",
        null);
  }

  private static Part stg(String sql) {
    return Parts.part(
        "model.s.stg",
        "model",
        "dw",
        "stg",
        Map.of(),
        "view",
        List.of("source.s.raw.trips"),
        sql,
        null);
  }

  private static Part fct() {
    return fct("select trip_id, fee from dw.stg");
  }

  private static Part fct(String sql) {
    return Parts.part(
        "model.s.fct", "model", "dw", "fct", Map.of(), "table", List.of("model.s.stg"), sql, null);
  }

  private static Part test(String kind, String column) {
    return Parts.test(
        List.of("model.s.stg"), "select 1", new Test(kind, "", column, "model.s.stg", Map.of()));
  }
}
