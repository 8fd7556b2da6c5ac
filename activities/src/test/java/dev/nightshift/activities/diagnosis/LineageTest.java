package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageTest {
  @Test
  void a_column_is_followed_through_ctes_renames_and_two_blank_lines() {
    Lineage lineage =
        lineage(
            """
            with source as (
                select * from "db"."raw"."payments" -- all of it


            ),
            final as (
                select id as payment_id, amount, cast(paid_at as date) as paid_on from source
            )
            select * from final
            """);
    assertEquals(Origin.plain("db.raw.payments", "id"), lineage.origin("payment_id").orElseThrow());
    assertEquals(Origin.plain("db.raw.payments", "amount"), lineage.origin("AMOUNT").orElseThrow());
    assertEquals("cast({} AS date)", lineage.origin("paid_on").orElseThrow().template());
  }

  @Test
  void what_is_made_of_several_rows_or_columns_has_no_origin() {
    Lineage lineage =
        lineage(
            "select a + b as c, sum(d) as e, row_number() over (order by f) as g, (select 1) as h,"
                + " 'x' as i from raw.t group by a, b, f");
    for (String column : List.of("c", "e", "g", "h", "i")) {
      assertTrue(lineage.origin(column).isEmpty(), column);
    }
  }

  @Test
  void an_unqualified_column_of_a_join_is_told_only_when_one_side_is_known_to_have_it() {
    String sql =
        "select amount, status from raw.payments join raw.orders on payments.o = orders.id";
    assertTrue(lineage(sql).origin("amount").isEmpty());
    Lineage known =
        Lineage.of(
                sql,
                relation ->
                    Map.of("raw.payments", Set.of("amount")).getOrDefault(relation, Set.of()))
            .orElseThrow();
    assertEquals(Origin.plain("raw.payments", "amount"), known.origin("amount").orElseThrow());
  }

  @Test
  void a_name_that_a_select_gives_is_no_column_that_it_reads() {
    Lineage lineage =
        lineage(
            "with s as (select * from raw.t), r as (select id as order_id, upper(city) as city from"
                + " s) select order_id, city from r");
    assertTrue(lineage.givesName("ORDER_ID"));
    assertTrue(lineage.reads("raw.t", "id"));
    assertFalse(lineage.reads("raw.t", "order_id"));
    assertTrue(lineage.givesName("city") && lineage.reads("raw.t", "city"));
  }

  @Test
  void a_star_that_renames_is_followed() {
    Lineage lineage = lineage("select p.* exclude (x) rename (a as b), 1 as c from raw.p p");
    assertEquals(Origin.plain("raw.p", "a"), lineage.origin("b").orElseThrow());
    assertEquals(Origin.plain("raw.p", "d"), lineage.origin("d").orElseThrow());
    assertTrue(lineage.origin("x").isEmpty());
    assertTrue(lineage.origin("c").isEmpty());
    assertEquals(
        Origin.plain("raw.p", "a"),
        lineage("select * rename (a as b, \"C\" as e) from raw.p").origin("b").orElseThrow());
  }

  @Test
  void expressions_of_two_models_are_put_into_each_other() {
    Origin cents =
        lineage("select price / 100.0 as price from raw.t").origin("price").orElseThrow();
    Origin rounded = lineage("select round(price, 1) as p from stg.t").origin("p").orElseThrow();
    assertEquals("round((x / 100.0), 1)", rounded.over(cents).filled("x").toLowerCase(Locale.ROOT));
  }

  @Test
  void joins_with_plain_rows_are_told_and_those_with_grouped_ones_are_not() {
    Lineage lineage =
        lineage(
            """
            with payments as (select * from stg.payments),
            returns as (select order_id, sum(amount) as amount from "stg"."returns" group by 1)
            select orders.order_id from stg.orders as orders
            left join payments on orders.order_id = payments.order_id
            left join returns on orders.order_id = returns.order_id
            """);
    assertEquals(
        List.of(new Lineage.JoinKey("stg.payments", List.of("order_id"))), lineage.joins());
  }

  @Test
  void casts_that_can_stop_a_query_are_told_and_forgiving_ones_are_not() {
    Lineage lineage =
        lineage(
            "select cast(a as integer) as a, b::date as b, try_cast(c as integer) as c from raw.t");
    assertEquals(
        List.of("a integer", "b date"),
        lineage.casts().stream().map(cast -> cast.of().column() + " " + cast.type()).toList());
  }

  @Test
  void sql_that_does_not_parse_tells_nothing() {
    assertTrue(Lineage.of("select from where ((", relation -> Set.of()).isEmpty());
    assertTrue(Lineage.of("", relation -> Set.of()).isEmpty());
  }

  @Test
  void jinja_that_was_not_compiled_is_put_aside() {
    String sql =
        SqlText.withoutJinja(
            """
            {{ config(materialized='incremental') }}
            select a, {{ cents('b') }} as b, {{ c }} as c from raw.t
            {% if is_incremental() %} where x > (select max(x) from {{ this }}) {% endif %}
            """,
            List.of());
    assertFalse(sql.contains("{"), sql);
    assertEquals(Origin.plain("raw.t", "a"), lineage(sql).origin("a").orElseThrow());
    assertTrue(lineage(sql).origin("b").isEmpty());
  }

  @Test
  void a_name_counts_as_named_only_as_a_whole_word_outside_comments() {
    assertTrue(SqlText.names("select \"Amount\" from t", "amount"));
    assertFalse(SqlText.names("select amount_usd from t -- amount", "amount"));
  }

  private static Lineage lineage(String sql) {
    return Lineage.of(sql, relation -> Set.of()).orElseThrow();
  }
}
