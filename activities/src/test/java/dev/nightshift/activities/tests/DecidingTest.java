package dev.nightshift.activities.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Clue;
import dev.nightshift.activities.inference.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a test, by how sure it is and how many rows are against it. */
class DecidingTest {
  private static final Check KEY = check(Kind.UNIQUE, "id");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOT_NULL        | 0.50 |    0 | 1000 | WRITTEN",
        "NOT_NULL        | 0.40 |    0 | 1000 | LEFT",
        "UNIQUE          | 0.50 |    0 |    0 | WRITTEN",
        "ACCEPTED_VALUES | 0.50 |    0 | 1000 | WRITTEN",
        "ACCEPTED_VALUES | 0.40 |    0 | 1000 | TO_CONFIRM",
        "ACCEPTED_VALUES | 0.40 |    0 |   19 | LEFT",
        "ACCEPTED_VALUES | 0.90 |    0 |    0 | LEFT",
        "ACCEPTED_VALUES | 0.90 |    0 |   19 | LEFT",
        "ACCEPTED_VALUES | 0.90 |    1 | 1000 | LEFT",
        "RELATIONSHIPS   | 0.50 |    0 | 1000 | WRITTEN",
        "NOT_NULL        | 0.40 |    1 | 1000 | LEFT",
        "NOT_NULL        | 0.50 |   10 | 1000 | WARNING",
        "NOT_NULL        | 0.50 |   11 | 1000 | LEFT",
        "NOT_NULL        | 0.60 |   50 | 1000 | WARNING",
        "NOT_NULL        | 0.60 |   51 | 1000 | LEFT",
        "UNIQUE          | 0.99 |   50 | 1000 | WARNING",
        "UNIQUE          | 0.99 |   51 | 1000 | LEFT",
        "RELATIONSHIPS   | 0.60 |    3 | 1000 | WARNING"
      })
  void by_how_sure_it_is_and_how_many_rows_are_against_it(
      Kind kind, double sure, long against, long rows, Fate fate) {
    Check check = check(kind, "id");
    Counted counted = counted(check, against, rows);
    assertEquals(fate, Deciding.of(candidate(check, sure), counted).fate());
  }

  @Test
  void what_the_sql_itself_lets_be_is_no_fault_of_the_data() {
    Counted counted = counted(KEY, 3, 1000);
    Candidate let = candidate(KEY, 0.9, new Clue("grain.other", 1, ""));
    assertEquals(Fate.LEFT, Deciding.of(let, counted).fate());
    assertEquals(Fate.WARNING, Deciding.of(candidate(KEY, 0.9), counted).fate());
  }

  @Test
  void what_only_warns_says_how_many_rows_above_the_test() {
    Check check = check(Kind.RELATIONSHIPS, "customer_id");
    Counted counted = counted(check, 3, 12_000);
    PlannedTest planned = Deciding.of(candidate(check, 0.9), counted);
    assertEquals(
        "DATA ISSUE: 3 of 12,000 rows have a customer_id that is not in customers"
            + " — investigate before promoting to error",
        planned.wanted().comment());
    assertTrue(planned.wanted().warns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOT_NULL        | 1 | 1 of 9 rows has no id",
        "NOT_NULL        | 2 | 2 of 9 rows have no id",
        "UNIQUE          | 1 | 1 of 9 rows repeats the id of another",
        "COMBINATION     | 2 | 2 of 9 rows repeat the id of another",
        "ACCEPTED_VALUES | 1 | 1 of 9 rows has another id"
      })
  void rows_are_told_as_a_person_would(Kind kind, long against, String told) {
    assertEquals(told, Deciding.told(check(kind, "id"), new Counted.Rows(9, against)));
  }

  @Test
  void what_nobody_could_ask_is_not_written_and_says_why() {
    PlannedTest planned =
        Deciding.of(candidate(KEY, 0.9), Counted.not("it could not be built: no such column"));
    assertEquals(Fate.LEFT, planned.fate());
    assertEquals("it could not be built: no such column", planned.why());
    Counted gone = new Counted(Map.of(), Map.of(KEY, "it makes no column id"), "");
    assertEquals("it makes no column id", Deciding.of(candidate(KEY, 0.9), gone).why());
  }

  @Test
  void what_has_no_rows_of_its_own_is_written_by_its_sql_alone() {
    assertEquals(
        Fate.WRITTEN, Deciding.of(candidate(KEY, 0.9), Counted.nothing(List.of(KEY))).fate());
  }

  @Test
  void a_column_may_be_called_in_any_way() {
    Check check = check(Kind.NOT_NULL, "amount\n(eur)");
    assertEquals(
        "DATA ISSUE: 1 of 100 rows has no amount (eur) — investigate before promoting to error",
        Deciding.of(candidate(check, 0.9), counted(check, 1, 100)).wanted().comment());
  }

  private static Counted counted(Check check, long against, long rows) {
    return new Counted(Map.of(check, new Counted.Rows(rows, against)), Map.of(), "");
  }

  private static Check check(Kind kind, String column) {
    boolean key = kind == Kind.RELATIONSHIPS;
    return new Check(kind, List.of(column), List.of(), key ? "customers" : "", key ? "id" : "");
  }

  private static Candidate candidate(Check check, double sure, Clue... clues) {
    return new Candidate(
        check,
        sure,
        List.of(clues).stream().map(clue -> new Candidate.Weighed(clue, -0.5)).toList());
  }
}
