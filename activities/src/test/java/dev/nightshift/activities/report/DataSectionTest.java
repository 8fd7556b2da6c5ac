package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Column;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DataChange.Shape;
import java.util.List;
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

        2 more were built and not compared.
        """,
        DataSection.of(change));
  }

  @Test
  void nothing_is_said_of_nothing() {
    assertEquals("", DataSection.of(new DataChange(null, 0)));
  }
}
