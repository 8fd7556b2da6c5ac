package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilledRuleTest {
  private static final Rule RULE = new FilledRule();

  @Test
  void what_a_query_cannot_leave_empty_and_what_it_can() {
    List<String> said =
        new Given()
            .model(
                "m",
                "select a.id, coalesce(a.x, 0) as x, b.y from db.s.a left join db.s.b b on b.id ="
                    + " a.id where a.id is not null",
                "")
            .said(RULE, "m");
    assertTrue(said.contains("not_null(id) always"), said.toString());
    assertTrue(said.contains("not_null(x) always"), said.toString());
    assertTrue(said.contains("not_null(y) maybe_not"), said.toString());
  }

  @Test
  void the_texts_of_a_case_are_its_values_and_one_alone_is_none() {
    String sql =
        "select case when a > 1 then 'big' else 'small' end as size, 'all' as kind from db.s.a";
    List<String> said = new Given().model("m", sql, "").said(RULE, "m");
    assertTrue(said.contains("accepted_values(size)[big, small] literals"), said.toString());
    assertTrue(said.contains("unique(kind) same_in_all"), said.toString());
    assertEquals(2, said.stream().filter(line -> line.startsWith("accepted")).count());
  }

  @Test
  void a_hash_is_a_key() {
    List<String> said =
        new Given().model("m", "select md5(a || b) as k, a, b from db.s.a", "").said(RULE, "m");
    assertTrue(said.contains("unique(k) hash"), said.toString());
    assertTrue(said.contains("not_null(k) hash"), said.toString());
  }
}
