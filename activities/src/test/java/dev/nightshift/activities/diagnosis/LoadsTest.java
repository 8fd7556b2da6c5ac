package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How much came on the newest day, beside what came on the days before. */
class LoadsTest {
  private static final String OUT_OF_LINE =
      "raw.items got %s on 2026-11-10, the newest day of its loads; on each of the 8 before 90 to"
          + " 110";

  @org.junit.jupiter.api.Test
  void a_load_that_brought_less_than_half_or_more_than_twice_of_the_usual_is_told()
      throws SQLException {
    assertEquals(List.of(OUT_OF_LINE.formatted("12 rows")), loads(12, "loaded_at"));
    assertEquals(List.of(OUT_OF_LINE.formatted("300 rows")), loads(300, "loaded_at"));
  }

  @org.junit.jupiter.api.Test
  void a_usual_one_is_not_worth_a_line() throws SQLException {
    assertEquals(List.of(), loads(60, "loaded_at"));
    assertEquals(List.of(), loads(200, "loaded_at"));
  }

  @org.junit.jupiter.api.Test
  void nothing_is_said_where_nobody_knows_when_rows_came_or_what_is_usual() throws SQLException {
    assertEquals(List.of(), loads(12, ""));
    assertEquals(List.of(), loads(12, "no_such_column"));
    assertEquals(List.of(), loads(12, "loaded_at", 3));
  }

  private static List<String> loads(int newest, String field) throws SQLException {
    return loads(newest, field, 20);
  }

  /** 90 to 110 rows on each of the days before. */
  private static List<String> loads(int newest, String field, int days) throws SQLException {
    return says(night(newest, field, days, ""), "newest day");
  }

  private static Cause night(int newest, String field, int days, String run) throws SQLException {
    String data =
        """
        create schema raw; create schema dw;
        create table raw.items as
          select day as id, timestamp '2026-11-10 02:00:00' - interval (day) day as loaded_at
          from range(1, %d) d(day), range(110) n(n) where n.n < 90 + 20 * (day %% 2);
        insert into raw.items
          select n, timestamp '2026-11-10 02:00:00' from range(%d) n(n);
        """
            .formatted(days, newest);
    return SmallNight.only(
        at(
            run,
            List.of(new Outcome("test.s.t", "fail", "Got 1 result", 1)),
            Parts.source("items", field),
            Parts.test(
                List.of("source.s.raw.items"),
                "select id from raw.items where id < 0 or id = 1",
                new Test("", "", "", "", Map.of()))),
        data);
  }

  private static RunFacts at(String generated, List<Outcome> failing, Part... parts) {
    RunFacts run = SmallNight.run(failing, parts);
    return new RunFacts(
        "s",
        "s",
        "i",
        "build",
        "1.12.6",
        "duckdb",
        generated,
        failing,
        null,
        run.parts(),
        null,
        null,
        null);
  }

  private static final String OLD =
      "the newest row of raw.items came %s before the run ended; between the last 9 days of its"
          + " loads it took at most 24 hours";

  @org.junit.jupiter.api.Test
  void rows_that_are_older_than_they_ever_were_between_two_loads_are_told() throws SQLException {
    assertEquals(List.of(OLD.formatted("26 hours")), age("2026-11-11T04:00:00.123456Z"));
    assertEquals(List.of(OLD.formatted("3 days")), age("2026-11-13T02:00:00Z"));
  }

  @org.junit.jupiter.api.Test
  void rows_of_the_usual_age_are_not_worth_a_line() throws SQLException {
    assertEquals(List.of(), age("2026-11-11T02:00:00Z"));
    assertEquals(List.of(), age("2026-11-10T04:00:00Z"));
    assertEquals(List.of(), age(""), "nobody knows when the run was");
    assertEquals(List.of(), age("2026-11-13T02:00:00+05:00"), "nor in which zone");
  }

  @org.junit.jupiter.api.Test
  void a_source_with_far_other_rows_than_what_was_built_of_it_is_told() throws SQLException {
    String said =
        "raw.items has %s rows now; dw.copy, a table with one for each of them, has 100 since it"
            + " was built last";
    assertEquals(List.of(said.formatted("49")), counts(49, COPY));
    assertEquals(List.of(said.formatted("201")), counts(201, COPY));
    assertEquals(List.of("raw.items has no rows now"), counts(0, COPY));
  }

  @org.junit.jupiter.api.Test
  void what_has_about_as_many_rows_or_need_not_have_as_many_says_nothing() throws SQLException {
    assertEquals(List.of(), counts(50, COPY));
    assertEquals(List.of(), counts(200, COPY));
    assertEquals(List.of(), counts(9, COPY + " where id > 0"));
    assertEquals(List.of(), counts(9, "select distinct id from raw.items"));
    assertEquals(List.of(), counts(9, "select count(*) as n from raw.items"));
    assertEquals(List.of(), counts(9, "select id, unnest([1, 2]) as n from raw.items"));
    assertEquals(List.of(), counts(9, COPY + " union all " + COPY));
  }

  @org.junit.jupiter.api.Test
  void a_fact_about_loads_changes_no_verdict() throws SQLException {
    assertEquals(night(0, COPY).verdict(), night(100, COPY).verdict());
    assertEquals(night(0, COPY).kind(), night(100, COPY).kind());
  }

  private static final String COPY = "select id from raw.items";

  private static List<String> counts(int rows, String model) throws SQLException {
    return says(night(rows, model), "raw.items has ");
  }

  /** Of another source: the test fails whatever {@code raw.items} has. */
  private static Cause night(int rows, String model) throws SQLException {
    String data =
        """
        create schema raw; create schema dw;
        create table raw.items as select i as id from range(%d) r(i);
        create table raw.days as select 1 as id;
        create table dw.copy as select i as id from range(100) r(i);
        """
            .formatted(rows);
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 1 result", 1)),
            Parts.source("items", ""),
            Parts.source("days", ""),
            Parts.part(
                "model.s.copy",
                "model",
                "dw",
                "copy",
                Map.of(),
                "table",
                List.of("source.s.raw.items"),
                model,
                null),
            Parts.test(
                List.of("source.s.raw.items", "source.s.raw.days"),
                "select d.id from raw.days d left join raw.items i on i.id < 0",
                new Test("", "", "", "", Map.of()))),
        data);
  }

  private static List<String> age(String run) throws SQLException {
    return says(night(100, "loaded_at", 20, run), "the newest row");
  }

  private static List<String> says(Cause cause, String part) {
    return cause.evidence().stream()
        .map(Evidence::says)
        .filter(says -> says.contains(part))
        .toList();
  }
}
