package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Column;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DataChange.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSectionTest {
  @Test
  void a_reviewer_sees_which_numbers_move() {
    DataChange change =
        new DataChange(
            List.of(
                new Relation(
                    "model.shop.fct_orders",
                    true,
                    Outcome.CHANGED,
                    1200,
                    1180,
                    List.of("order_id"),
                    0,
                    20,
                    3,
                    List.of("channel"),
                    null,
                    List.of(
                        new Column(
                            "total",
                            3,
                            new Shape("DOUBLE", 0, 900, 12.5),
                            new Shape("DECIMAL(10,2)", 2, 898, 12.25))),
                    ""),
                new Relation(
                    "model.shop.dim_day",
                    false,
                    Outcome.SAME,
                    10,
                    10,
                    null,
                    -1,
                    -1,
                    -1,
                    null,
                    null,
                    null,
                    ""),
                Relation.uncompared("model.shop.stg_orders", true, "a <view> no longer works")),
            2);
    assertEquals(
        """
        Each relation as the fix builds it beside production's as it was last built: what came in since then shows here too.

        | | rows before | after | by key | what else |
        |---|---:|---:|---|---|
        | `fct_orders` (edited) | 1,200 | 1,180 | `order_id`: 20 lost, 3 changed | `channel` is new; `total`: other in 3 rows, was double, is decimal(10,2), nulls 0 → 2, different values 900 → 898, mean 12.5 → 12.25 |
        | `stg_orders` (edited) |  |  |  | a &lt;view> no longer works |

        The same, row for row or number for number: `dim_day`.

        2 more were built and neither compared nor counted.
        """,
        DataSection.of(change));
  }

  @Test
  void nothing_is_said_of_nothing() {
    assertEquals("", DataSection.of(new DataChange(null, 0)));
  }

  @Test
  void of_what_was_only_counted_the_rows_are_told_the_moved_ones_first() {
    DataChange change = new DataChange(List.of(counted("a", 1200, 1200), counted("b", 10, 9)), 0);
    assertTrue(
        DataSection.of(change)
            .endsWith("\nOf these only the rows were counted: `b` 10 → 9, `a` 1,200.\n"),
        DataSection.of(change));
  }

  @Test
  void what_is_the_same_but_could_not_be_compared_by_key_says_why() {
    Relation same = told(Outcome.SAME, List.of(), List.of(), "keys were not compared: late");
    String text = DataSection.of(new DataChange(List.of(same), 0));
    assertTrue(text.contains("| `m` | 3 | 3 |  | keys were not compared: late |"), text);
  }

  @Test
  void of_columns_beyond_the_eighth_it_is_said_how_many_there_are() {
    List<String> names = IntStream.range(0, 10).mapToObj(n -> "c" + n).toList();
    Shape shape = new Shape("INTEGER", 0, 1, null);
    List<Column> columns = names.stream().map(name -> new Column(name, 1, shape, shape)).toList();
    String text =
        DataSection.of(new DataChange(List.of(told(Outcome.CHANGED, names, columns, "")), 0));
    assertTrue(text.contains("`c7` is new; 2 more are new; `c0` is gone"), text);
    assertTrue(text.contains("`c7` is gone; 2 more are gone; `c0`: other in 1 row"), text);
    assertTrue(text.contains("`c7`: other in 1 row; 2 more columns are others |"), text);
  }

  private static Relation counted(String name, long before, long after) {
    return new Relation(
        "model.shop." + name,
        false,
        Outcome.COUNTED,
        before,
        after,
        null,
        -1,
        -1,
        -1,
        null,
        null,
        null,
        "");
  }

  private static Relation told(
      Outcome outcome, List<String> names, List<Column> columns, String why) {
    return new Relation(
        "model.shop.m", false, outcome, 3, 3, null, -1, -1, -1, names, names, columns, why);
  }
}
