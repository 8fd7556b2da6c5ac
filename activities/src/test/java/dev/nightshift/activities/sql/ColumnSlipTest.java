package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnSlipTest {
  private static final Map<String, Set<String>> ABOVE =
      Map.of(
          "orders", Set.of("order_id", "customer_id", "amount", "status", "ordered_at"),
          "customers", Set.of("customer_id", "name", "country"));

  static Stream<Fixtures.Case> cases() {
    return Fixtures.of("sql/slip/columns.sql").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_misspelt_column_is_put_right_where_one_name_was_meant(Fixtures.Case told) {
    String wrong = told.option("wrong");
    ColumnSlip slip = slip(told.before(), wrong, Dialect.of(told.option("dialect")));
    Edited edited =
        slip.doubt().isEmpty()
            ? Edited.to(
                ColumnSlip.corrected(told.before(), wrong, slip.meant(), slip.places())
                    .orElseThrow())
            : Edited.refused(told.before(), slip.doubt());
    assertEquals("", told.wrong(edited));
  }

  @Test
  void it_says_what_has_the_column() {
    assertEquals(
        "its CTE o",
        slip("with o as (select 1 as total) select totl from o", "totl", Dialect.DUCKDB).scope());
    assertEquals(
        "orders", slip("select amuont from {{ ref('orders') }}", "amuont", Dialect.DUCKDB).scope());
  }

  @Test
  void a_text_that_has_changed_is_not_edited() {
    assertTrue(ColumnSlip.corrected("select  amuont", "amuont", "amount", List.of(7)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "ordrs,orders",
    "amuont,amount",
    "statsu,status",
    "custmer_adress,customer_address",
    "revenues,revenue",
    "nmae,name"
  })
  void a_slip_of_the_pen(String wrong, String right) {
    assertTrue(Slips.slip(wrong, right));
  }

  @ParameterizedTest
  @CsvSource({
    "q1,q2",
    "amount_2,amount_1",
    "max_price,min_price",
    "id,is",
    "day,days2",
    "nets,net_x"
  })
  void two_names(String wrong, String right) {
    assertEquals(false, Slips.slip(wrong, right));
  }

  private static ColumnSlip slip(String text, String wrong, Dialect dialect) {
    return ColumnSlip.of(
        text,
        wrong,
        dialect,
        (source, name) ->
            source.isEmpty() ? Optional.ofNullable(ABOVE.get(name)) : Optional.empty());
  }
}
