package dev.nightshift.bench.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  @Test
  void each_operator_is_used_once_at_each_place_that_it_fits() {
    String sql =
        """
        -- where nothing is left join
        select a, coalesce(max(b), f(c, 1), 0) as m, count(*) as n
        from {{ ref('x') }} left join y on x.i = y.i
        where kind = 'open' and n > 3
        group by a
        """;
    List<Mutant> all = Operators.of(sql);
    assertEquals(
        List.of(
            "left join to inner 3",
            "filter dropped 4",
            "max to min 2",
            "count to one 2",
            "literal changed 4",
            "number changed 4",
            "filter negated 4",
            "coalesce removed 2",
            "rows duplicated 1"),
        all.stream().map(one -> one.operator() + " " + one.line()).toList());
    assertTrue(text(all, "filter negated").contains("where not (kind = 'open' and n > 3)\ngroup"));
    assertTrue(text(all, "coalesce removed").contains("select a, max(b) as m,"));
    assertTrue(text(all, "filter dropped").contains("where true or kind = 'open'"));
    assertTrue(text(all, "number changed").contains("n > 4"));
    assertTrue(all.stream().allMatch(one -> one.text().contains("{{ ref('x') }}")));
    assertFalse(all.stream().anyMatch(one -> one.text().contains("nothing is inner join")));
  }

  @Test
  void a_filter_within_brackets_ends_with_them() {
    List<Mutant> all = Operators.of("select * from (select 1 from t where a in (1, 2)) as s");
    assertTrue(text(all, "filter negated").contains("where not (a in (1, 2))\n) as s"));
  }

  private static String text(List<Mutant> all, String operator) {
    return all.stream().filter(one -> one.operator().equals(operator)).findFirst().get().text();
  }
}
