package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two texts, and whether they make a column alike. */
class MakingTest {
  private static final String WAS =
      """
      with paid as (
          select id, cents / 100 as amount from raw.payments where state = 'paid'
      ),
      named as (
          select p.id, p.amount + 1 as total, p.id as other from paid p
      )
      select * from named
      """;

  private static Optional<String> made(String sql) {
    return Making.of(sql, "total");
  }

  private static void assertAlike(String now) {
    assertTrue(made(WAS).isPresent());
    assertEquals(made(WAS), made(now));
  }

  private static void assertOther(String now) {
    assertNotEquals(made(WAS), made(now));
  }

  @Test
  void what_is_given_beside_it_and_how_it_is_set_makes_no_difference() {
    assertAlike(WAS.replace("p.id as other", "p.id + 7 as other,\n\n    p.id as more -- too\n"));
    assertAlike(WAS.replace("select id, cents", "SELECT id, at, cents"));
  }

  @Test
  void another_expression_or_other_rows_make_another_column_however_far_above() {
    assertOther(WAS.replace("cents / 100", "cents"));
    assertOther(WAS.replace("amount + 1", "amount + 2"));
    assertOther(WAS.replace("where state = 'paid'", ""));
    assertOther(WAS.replace("from paid p", "from paid p join raw.t on t.id = p.id"));
    assertOther(WAS.replace("select * from named", "select distinct * from named"));
    assertOther(WAS.replace("select * from named", "select * replace (1 as total) from named"));
  }

  @Test
  void of_a_union_all_counts() {
    String union = WAS.replace("select * from named", "select * from named union all select 1, 2");
    assertEquals(made(union), made(union));
    assertNotEquals(made(union), made(union.replace("select 1, 2", "select 1, 3")));
  }

  @Test
  void what_gives_no_such_column_or_is_no_sql_makes_none() {
    assertEquals(Optional.empty(), made("select id from raw.payments"));
    assertEquals(Optional.empty(), made("select from where"));
  }

  @Test
  void queries_that_many_read_are_told_once() {
    StringBuilder sql = new StringBuilder("with q0 as (select 1 as total)");
    for (int i = 1; i < 60; i++) {
      sql.append(
          ", q%d as (select a.total + b.total as total from q%d a, q%d b)"
              .formatted(i, i - 1, Math.max(0, i - 2)));
    }
    assertTrue(made(sql + " select total from q59").orElseThrow().length() < 20_000);
  }
}
