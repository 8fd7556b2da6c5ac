package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
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
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("test.s.t", "fail", "Got 1 result", 1)),
                Parts.source("items", field),
                Parts.test(
                    List.of("source.s.raw.items"),
                    "select id from raw.items where id < 0 or id = 1",
                    new Test("", "", "", "", Map.of()))),
            data);
    return cause.evidence().stream()
        .map(Evidence::says)
        .filter(says -> says.contains("newest day"))
        .toList();
  }
}
