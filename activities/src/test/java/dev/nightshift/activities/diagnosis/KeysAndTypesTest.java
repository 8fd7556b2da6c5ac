package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What production says of keys that find nothing or too much, and of types that changed. */
class KeysAndTypesTest {
  private static final String SCHEMAS = "create schema raw; create schema dw; ";
  private static final String ITEMS =
      "create table raw.items as select i as id, 'SKU-' || (i % 5) as sku from range(100) t(i); ";
  private static final String PRODUCTS =
      "create table raw.products as select 'SKU-' || i as sku, 'Bread ' || i as title from range(5)"
          + " t(i); ";
  private static final String SMALL = "update raw.items set sku = lower(sku) where sku = 'SKU-3'; ";
  private static final String STAGING =
      "create table dw.stg_items as select * from raw.items; create table dw.stg_products as select"
          + " * from raw.products; ";
  private static final String LINES_SQL =
      "with products as (select * from dw.stg_products) select i.id, products.title from"
          + " dw.stg_items i left join products on i.sku = products.sku";
  private static final String LINES =
      "create table dw.lines as select i.id, p.title from dw.stg_items i left join dw.stg_products"
          + " p on i.sku = p.sku";

  @org.junit.jupiter.api.Test
  void keys_in_small_letters_are_read_in_capitals() throws SQLException {
    Cause cause = nulls(SMALL);
    assertEquals("unlike_keys:source.s.raw.items.sku", cause.signature());
    assertEquals("sku upper({})", cause.details().get("through"));
    assertEquals("models/stg_items.sql", cause.details().get("files"));
  }

  @org.junit.jupiter.api.Test
  void keys_of_the_items_that_would_become_one_are_asked_about() throws SQLException {
    assertAsked(
        nulls("update raw.items set sku = lower(sku) where id > 80; "),
        "keys of its own would become one by it");
  }

  @org.junit.jupiter.api.Test
  void blanks_make_no_other_key_of_one() throws SQLException {
    assertEquals(
        "sku trim({})",
        nulls("update raw.items set sku = sku || ' ' where id > 80; ").details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void keys_are_one_where_they_are_written_in_another_way_from_some_row_on() throws SQLException {
    Part numbered = test("u", "unique", "stg_items", "id");
    String late = "update raw.items set sku = lower(sku) where id > 80; ";
    assertEquals("sku upper({})", nulls(late, STAGING, numbered).details().get("through"));
    assertAsked(
        nulls(
            "update raw.items set sku = lower(sku) where id > 60 and id % 2 = 0; ",
            STAGING, numbered),
        "keys of its own would become one by it");
    assertAsked(
        nulls("update raw.items set sku = lower(sku) where id > 97; ", STAGING, numbered),
        "keys of its own would become one by it");
  }

  @org.junit.jupiter.api.Test
  void keys_that_another_model_reads_in_the_same_place_are_asked_about() throws SQLException {
    assertAsked(
        nulls(SMALL, STAGING, part("stock", "view", "model.s.stg_items", "select 1")),
        "stock reads stg_items too");
  }

  @org.junit.jupiter.api.Test
  void keys_that_the_model_hands_on_are_asked_about() throws SQLException {
    Part mart = part("mart", "view", "model.s.lines", "select 1");
    assertAsked(
        nulls(SMALL, STAGING, LINES_SQL.replace("i.id,", "i.id, i.sku,"), mart),
        "mart reads lines too");
    assertEquals("sku upper({})", nulls(SMALL, STAGING, mart).details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void keys_that_stay_as_they_were_in_a_table_below_are_asked_about() throws SQLException {
    assertAsked(
        nulls(SMALL, STAGING, part("sold", "incremental", "model.s.lines", "select 1")),
        "sold keeps rows with the keys as they were");
  }

  @org.junit.jupiter.api.Test
  void keys_that_are_longer_than_those_they_are_joined_to_are_not_cut() throws SQLException {
    Cause cause =
        nulls(
            "update raw.items set sku = '1000' || id % 5; update raw.products set sku = '1000' ||"
                + " right(sku, 1); update raw.items set sku = '100000' where id > 80; ");
    assertEquals("source_rows_missing:source.s.raw.products.sku", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void shorter_keys_of_digits_are_filled_up() throws SQLException {
    Cause cause =
        nulls(
            "update raw.items set sku = '0001' || id % 5; update raw.products set sku = '0001' ||"
                + " right(sku, 1); update raw.items set sku = '13' where sku = '00013'; ");
    assertEquals("sku lpad({}, 5, '0')", cause.details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void a_join_that_misses_most_of_its_rows_is_asked_about() throws SQLException {
    Cause cause = nulls("update raw.items set sku = 'K' || id where id > 40; ");
    assertEquals("join_in_doubt:model.s.lines", cause.signature());
    assertEquals(Verdict.UNCLEAR, cause.verdict());
  }

  private static void assertAsked(Cause cause, String says) {
    assertEquals("unlike_keys:source.s.raw.items.sku", cause.signature());
    assertEquals(Verdict.UNCLEAR, cause.verdict());
    assertTrue(cause.because().contains(says), cause.because());
    assertNull(cause.details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void blanks_behind_the_joined_keys_are_cut_off_there() throws SQLException {
    Cause cause = nulls("update raw.products set sku = sku || '  ' where sku = 'SKU-3'; ");
    assertEquals("unlike_keys:source.s.raw.products.sku", cause.signature());
    assertEquals("sku trim({})", cause.details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void a_key_that_only_seems_to_be_another_one_is_missing() throws SQLException {
    Cause cause = nulls(SMALL + "update raw.items set sku = 'SKU-77' where id = 3; ");
    assertEquals("source_rows_missing:source.s.raw.products.sku", cause.signature());
    assertEquals(Verdict.SOURCE, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void two_products_that_would_become_one_are_not_the_same_key() throws SQLException {
    Cause cause =
        nulls(
            "update raw.items set sku = 'sKU-1' where id > 80; insert into raw.products values"
                + " ('sku-1', 'Roll'); ");
    assertEquals("unlike_keys:source.s.raw.items.sku", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void products_that_were_not_delivered_are_missed_where_they_come_from() throws SQLException {
    Cause cause = nulls("delete from raw.products where sku = 'SKU-3'; ");
    assertEquals("source_rows_missing:source.s.raw.products.sku", cause.signature());
    assertTrue(cause.because().contains("finds none in dw.stg_products for 20 of them"));
  }

  @org.junit.jupiter.api.Test
  void rows_that_staging_leaves_out_are_asked_about() throws SQLException {
    Cause cause =
        nulls(
            "",
            "create table dw.stg_items as select * from raw.items; create table dw.stg_products as"
                + " select * from raw.products where sku <> 'SKU-3'; ");
    assertEquals("rows_left_out:model.s.stg_products", cause.signature());
    assertEquals(Verdict.UNCLEAR, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void items_without_a_key_are_the_left_sides() throws SQLException {
    Cause cause = nulls("update raw.items set sku = null where id in (7, 8); ");
    assertEquals("source_nulls:source.s.raw.items.sku", cause.signature());
  }

  private static Cause nulls(String fault) throws SQLException {
    return nulls(fault, STAGING);
  }

  private static Cause nulls(String fault, String staging, Part... more) throws SQLException {
    return nulls(fault, staging, LINES_SQL, more);
  }

  private static Cause nulls(String fault, String staging, String lines, Part... more)
      throws SQLException {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                Parts.source("items", ""),
                Parts.source("products", ""),
                model("stg_items", "source.s.raw.items", "select id, sku from raw.items"),
                model(
                    "stg_products", "source.s.raw.products", "select sku, title from raw.products"),
                lines(lines),
                test("not_null", "title")));
    parts.addAll(List.of(more));
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 20 results", 20)),
            parts.toArray(Part[]::new)),
        SCHEMAS + ITEMS + PRODUCTS + fault + staging + LINES);
  }

  @org.junit.jupiter.api.Test
  void rows_that_differ_only_in_what_is_not_read_are_joined_once() throws SQLException {
    Cause cause =
        twice("alter table raw.products add column list varchar; ", "sku, title, 'trade'");
    assertEquals("fan_out:model.s.lines", cause.signature());
    assertEquals("sku,title", cause.details().get("distinct"));
  }

  @org.junit.jupiter.api.Test
  void rows_that_differ_in_what_is_read_are_for_a_person() throws SQLException {
    Cause cause = twice("", "sku, title || '!'");
    assertEquals("fan_out:model.s.lines", cause.signature());
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void rows_that_came_twice_as_they_are_are_the_sources() throws SQLException {
    Cause cause = twice("", "sku, title");
    assertEquals("source_duplicates:source.s.raw.products.sku", cause.signature());
    assertEquals(Verdict.SOURCE, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void rows_whose_source_cannot_be_asked_are_for_a_person() throws SQLException {
    Cause cause = twice("", "sku, title", "md5(sku)");
    assertEquals("fan_out:model.s.lines", cause.signature());
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void rows_that_differ_in_what_is_there_are_no_copies_whoever_cannot_be_asked()
      throws SQLException {
    Cause cause =
        twice(
            "alter table raw.products add column list varchar; ",
            "sku, title, 'trade'",
            "md5(sku)");
    assertEquals("sku,title", cause.details().get("distinct"));
  }

  @org.junit.jupiter.api.Test
  void rows_that_differ_only_in_a_number_of_their_own_may_be_copies() throws SQLException {
    Cause cause =
        twice(
            "create sequence ids; alter table raw.products add column no integer;"
                + " update raw.products set no = nextval('ids'); ",
            "sku, title, nextval('ids')");
    assertEquals(Verdict.CODE, cause.verdict());
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void where_some_are_copies_and_some_are_not_a_person_is_asked() throws SQLException {
    Cause cause =
        twice(
            "alter table raw.products add column list varchar; ",
            "sku, title, case when sku = 'SKU-1' then null else 'trade' end");
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void what_is_made_twice_on_the_way_was_not_delivered_twice() throws SQLException {
    Cause cause = made("select sku, title from raw.products, range(2)");
    assertEquals("fan_out:model.s.lines", cause.signature());
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
    assertEquals(
        "sku,title",
        made("select sku, title, range as shop from raw.products, range(2)")
            .details()
            .get("distinct"));
  }

  private static Cause made(String products) throws SQLException {
    return only(
        SCHEMAS
            + ITEMS
            + PRODUCTS
            + "create table dw.stg_items as select * from raw.items; create table dw.stg_products"
            + " as "
            + products
            + "; "
            + LINES,
        "sku");
  }

  private static Cause twice(String fault, String again) throws SQLException {
    return twice(fault, again, "sku");
  }

  private static Cause twice(String fault, String again, String key) throws SQLException {
    String staging = STAGING.replace("*", "* replace (" + key + " as sku)");
    return only(
        SCHEMAS
            + ITEMS
            + PRODUCTS
            + fault
            + "insert into raw.products select "
            + again
            + " from raw.products; "
            + staging
            + LINES,
        key);
  }

  private static Cause only(String data, String key) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 20 results", 20)),
            Parts.source("items", ""),
            Parts.source("products", ""),
            model(
                "stg_items", "source.s.raw.items", "select id, " + key + " as sku from raw.items"),
            model(
                "stg_products",
                "source.s.raw.products",
                "select " + key + " as sku, title from raw.products"),
            Parts.written(
                lines(""),
                "select i.id, p.title from {{ ref('stg_items') }} i left join {{"
                    + " ref('stg_products') }} p on i.sku = p.sku"),
            test("unique", "id")),
        data);
  }

  @org.junit.jupiter.api.Test
  void text_that_makes_again_what_numbers_made_was_numbers() throws SQLException {
    Cause cause = cents("cast(i * 3 as varchar)");
    assertEquals("retyped_source_column:source.s.raw.items.cents", cause.signature());
    assertEquals("cents cast({} as integer)", cause.details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void text_with_a_value_that_is_no_number_is_the_sources() throws SQLException {
    Cause cause = cents("case when i = 99 then 'n/a' else cast(i * 3 as varchar) end");
    assertEquals(Verdict.SOURCE, cause.verdict());
    assertTrue(cause.because().contains("1 of its 100 rows"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_day_that_was_made_of_a_time_does_not_make_it_one() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.lines",
                        "error",
                        "Binder Error: No function matches 'date_trunc(STRING_LITERAL, VARCHAR)'",
                        0)),
                Parts.source("items", ""),
                model("stg_items", "source.s.raw.items", "select id, sold from raw.items"),
                lines("select id, date_trunc('day', sold) as sold_on from dw.stg_items")),
            SCHEMAS
                + "create table dw.lines as select i as id, timestamp '2026-03-01' + interval (i //"
                + " 9) day as sold_on from range(90) t(i); create table raw.items as select i as"
                + " id, cast(timestamp '2026-03-01 07:00:00' + interval (i // 9) day as varchar) as"
                + " sold from range(100) t(i)");
    assertEquals("sold cast({} as timestamp)", cause.details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void text_with_a_fraction_in_it_was_no_whole_number() throws SQLException {
    assertEquals(
        "cents cast({} as double)",
        cents("cast(i * 3 as varchar) || '.00'").details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void text_that_a_decimal_would_round_is_not_cast() throws SQLException {
    String held = "cast(i * 3 / 8.0 as decimal(6,2))";
    assertEquals(Verdict.SOURCE, prices(held, "cast(i * 3 / 8.0 as decimal(9,3))").verdict());
    assertEquals("price cast({} as decimal(6,2))", prices(held, held).details().get("through"));
  }

  @org.junit.jupiter.api.Test
  void text_that_says_it_is_no_number_is_lost_as_one() throws SQLException {
    String held = "cast(i as double)";
    assertEquals(Verdict.CODE, prices(held, "i").verdict());
    assertEquals(
        Verdict.SOURCE, prices(held, "case when i = 99 then 'NaN' else i::text end").verdict());
  }

  @org.junit.jupiter.api.Test
  void two_keys_that_would_become_one_number_are_not_cast() throws SQLException {
    assertEquals(
        Verdict.SOURCE, prices("i", "case when i = 99 then '007' else i::text end").verdict());
  }

  private static Cause prices(String held, String now) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(
                new Outcome(
                    "model.s.lines",
                    "error",
                    "Binder Error: No function matches 'sum(VARCHAR)'",
                    0)),
            Parts.source("items", ""),
            model("stg_items", "source.s.raw.items", "select id, price from raw.items"),
            lines("select id, price from dw.stg_items")),
        SCHEMAS
            + "create table dw.lines as select i as id, "
            + held
            + " as price from range(90) t(i); create table raw.items as select i as id, cast("
            + now
            + " as varchar) as price from range(100) t(i)");
  }

  @org.junit.jupiter.api.Test
  void text_in_another_unit_is_not_cast() throws SQLException {
    assertEquals(Verdict.UNCLEAR, cents("cast(i * 3 / 100.0 as varchar)").verdict());
  }

  private static Cause cents(String now) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(
                new Outcome(
                    "model.s.lines",
                    "error",
                    "Binder Error: No function matches '/(VARCHAR, DECIMAL(4,1))'",
                    0)),
            Parts.source("items", ""),
            model(
                "stg_items",
                "source.s.raw.items",
                "select id, cents / 100.0 as euros from raw.items"),
            lines("select id, euros from dw.stg_items")),
        SCHEMAS
            + "create table dw.lines as select i as id, i * 3 / 100.0 as euros from range(90) t(i);"
            + " create table raw.items as select i as id, "
            + now
            + " as cents from range(100) t(i)");
  }

  @org.junit.jupiter.api.Test
  void text_that_no_table_tells_of_is_asked_about() throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.lines",
                        "error",
                        "Binder Error: No function matches 'sum(VARCHAR)'\n  LINE 3: select"
                            + " sum(pieces) as n",
                        0)),
                Parts.source("items", ""),
                model("stg_items", "source.s.raw.items", "select id, qty as pieces from raw.items"),
                lines("select sum(pieces) as n from dw.stg_items")),
            SCHEMAS
                + "create table raw.items as select i as id, cast(i as varchar) as qty from"
                + " range(100) t(i)");
    assertEquals(Verdict.UNCLEAR, cause.verdict());
    assertTrue(
        cause
            .because()
            .contains("raw.items.qty is text there, and 100 of 100 rows hold a value of double"),
        cause.because());
  }

  @org.junit.jupiter.api.Test
  void numbers_that_outgrew_a_cast_are_cast_to_more() throws SQLException {
    Cause cause = outgrown("case when i = 9 then 9 else i * 100000000 end");
    assertEquals("narrow_cast:model.s.stg_items", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void all_nines_are_no_growth() throws SQLException {
    assertEquals(
        Verdict.UNCLEAR,
        outgrown("case when i = 3 then 9999999999 else i * 100000000 end").verdict());
  }

  @org.junit.jupiter.api.Test
  void one_number_far_above_all_others_is_no_growth() throws SQLException {
    Cause cause = outgrown("case when i = 3 then 40000000000 else i end");
    assertEquals(Verdict.UNCLEAR, cause.verdict());
    assertTrue(cause.details().isEmpty(), cause.details()::toString);
  }

  private static Cause outgrown(String cents) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(
                new Outcome(
                    "model.s.stg_items",
                    "error",
                    "Conversion Error: Type INT64 with value 3000000000 can't be cast because"
                        + " the value is out of range for the destination type INT32",
                    0)),
            Parts.source("items", ""),
            model(
                "stg_items",
                "source.s.raw.items",
                "select id, cast(cents as integer) as cents from raw.items")),
        SCHEMAS
            + "create table raw.items as select i as id, "
            + cents
            + " as cents from range(30) t(i)");
  }

  @org.junit.jupiter.api.Test
  void a_table_that_was_built_without_a_column_is_out_of_step() throws SQLException {
    Cause cause = outOfStep("");
    assertEquals("out_of_step:model.s.lines", cause.signature());
    assertEquals("models/lines.sql", cause.details().get("file"));
  }

  @org.junit.jupiter.api.Test
  void a_column_that_may_have_become_another_is_not_appended() throws SQLException {
    Cause cause = outOfStep(", 1 as duration");
    assertEquals("out_of_step:model.s.lines", cause.signature());
    assertTrue(cause.details().get("undecided").contains("duration"), cause.details()::toString);
    assertTrue(!cause.details().containsKey("file"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void a_column_that_a_source_lost_behind_a_star_is_not_its_readers_to_append()
      throws SQLException {
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(
                    new Outcome(
                        "model.s.lines",
                        "error",
                        "Binder Error: Referenced column \"amount\" not found in FROM clause!",
                        0)),
                Parts.source("items", ""),
                model("stg_items", "source.s.raw.items", "select * from raw.items"),
                part("lines", "incremental", "model.s.stg_items", "select * from dw.stg_items")),
            SCHEMAS
                + "create table raw.items as select i as id, i * 1.5 as total from range(120) t(i);"
                + " create view dw.stg_items as select * from raw.items; create table dw.lines as"
                + " select i as id, i * 1.5 as amount from range(100) t(i)");
    assertEquals("renamed_source_column:source.s.raw.items.amount", cause.signature());
  }

  private static Cause outOfStep(String more) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(
                new Outcome(
                    "model.s.report",
                    "error",
                    "Binder Error: Referenced column \"hours\" not found in FROM clause!",
                    0)),
            Parts.source("items", ""),
            part("lines", "incremental", "source.s.raw.items", "select id, hours from raw.items"),
            part("report", "table", "model.s.lines", "select sum(hours) as h from dw.lines")),
        SCHEMAS
            + "create table raw.items as select i as id, i as hours from range(3) t(i); create"
            + " table dw.lines as select id"
            + more
            + " from raw.items");
  }

  @org.junit.jupiter.api.Test
  void rows_that_came_again_as_they_were_get_a_key() throws SQLException {
    Cause cause = again("", "select id, sku from dw.stg_items", "sku");
    assertEquals(Verdict.CODE, cause.verdict());
    assertEquals("'id'", cause.details().get("value"));
  }

  @org.junit.jupiter.api.Test
  void rows_that_differ_are_no_rows_that_came_again() throws SQLException {
    Cause cause = again("", "select id, sku from dw.stg_items", "sku || '!'");
    assertEquals(Verdict.UNCLEAR, cause.verdict());
    assertTrue(!cause.details().containsKey("setting"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void who_chose_to_append_is_given_no_key() throws SQLException {
    undecided(again("append", "select id, sku from dw.stg_items", "sku"), "somebody chose");
  }

  @org.junit.jupiter.api.Test
  void rows_that_the_text_itself_may_multiply_are_given_no_key() throws SQLException {
    undecided(
        again("", "select id, sku from dw.stg_items cross join unnest([1, 2]) u(n)", "sku"),
        "cross");
    undecided(again("", "select i.id, i.sku from dw.stg_items i, dw.days", "sku"), "comma");
    undecided(
        again("", "select i.id, i.sku from dw.stg_items i join dw.days d on d.n > i.id", "sku"),
        "could not be followed");
  }

  private static void undecided(Cause cause, String why) {
    assertEquals("appended_again:model.s.lines", cause.signature());
    assertTrue(cause.details().get("undecided").contains(why), cause.details()::toString);
  }

  private static Cause again(String strategy, String sql, String sku) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 20 results", 20)),
            Parts.source("items", ""),
            model("stg_items", "source.s.raw.items", "select id, sku from raw.items"),
            Parts.set(
                part("lines", "incremental", "model.s.stg_items", sql),
                "incremental_strategy",
                strategy),
            test("unique", "id")),
        SCHEMAS
            + ITEMS
            + "create table dw.stg_items as select * from raw.items; create table dw.lines as"
            + " select id, sku from raw.items union all select id, "
            + sku
            + " from raw.items where id < 20");
  }

  @org.junit.jupiter.api.Test
  void a_column_with_a_zero_in_it_is_divided_by() throws SQLException {
    assertEquals("division_by_zero:model.s.stg_items", divided("i").signature());
  }

  @org.junit.jupiter.api.Test
  void a_column_without_a_zero_was_not_what_was_divided_by() throws SQLException {
    assertEquals("division:model.s.stg_items", divided("i + 1").signature());
  }

  private static Cause divided(String hours) throws SQLException {
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("model.s.stg_items", "error", "Error: division by zero", 0)),
            Parts.source("items", ""),
            model(
                "stg_items", "source.s.raw.items", "select i.id / i.hours as x from raw.items i")),
        SCHEMAS
            + "create table raw.items as select i as id, "
            + hours
            + " as hours from range(9) t(i)");
  }

  private static Part model(String name, String parent, String sql) {
    return part(name, "view", parent, sql);
  }

  private static Part part(String name, String materialized, String parent, String sql) {
    return Parts.part(
        "model.s." + name, "model", "dw", name, Map.of(), materialized, List.of(parent), sql, null);
  }

  private static Part lines(String sql) {
    return Parts.part(
        "model.s.lines",
        "model",
        "dw",
        "lines",
        Map.of(),
        "table",
        List.of("model.s.stg_items", "model.s.stg_products"),
        sql,
        null);
  }

  private static Part test(String kind, String column) {
    return test("t", kind, "lines", column);
  }

  private static Part test(String name, String kind, String model, String column) {
    return Parts.part(
        "test.s." + name,
        "test",
        "audit",
        name,
        Map.of(),
        "test",
        List.of("model.s." + model),
        "select 1",
        new Test(kind, "", column, "model.s." + model, Map.of()));
  }

  @org.junit.jupiter.api.Test
  void the_keys_that_were_not_delivered_are_kept_with_the_cause() throws SQLException {
    String gone = "delete from raw.products where sku in ('SKU-3', 'SKU-4'); ";
    assertEquals("Keys that are missing, all 2", told(nulls(gone)));
    assertEquals("Keys that are missing, all 2", told(orphans(gone)));
  }

  private static String told(Cause cause) {
    return cause.evidence().stream()
        .map(Evidence::says)
        .filter(says -> says.startsWith("Keys that are"))
        .filter(says -> says.matches(".*, all \\d+"))
        .collect(Collectors.joining("; "));
  }

  @org.junit.jupiter.api.Test
  void keys_that_are_marked_are_not_even_asked_for() throws SQLException {
    String gone = "delete from raw.products where sku = 'SKU-3'; ";
    Part marked =
        Parts.saying(
            Parts.source("items", ""),
            new Said(null, null, null, null, null, List.of("sku"), null, null));
    assertEquals(1, keys(nulls(gone)));
    assertEquals(0, keys(nulls(gone, STAGING, marked)));
  }

  private static long keys(Cause cause) {
    return cause.evidence().stream().filter(it -> it.query().contains("as key from")).count();
  }

  private static Cause orphans(String fault) throws SQLException {
    return orphans("", fault);
  }

  private static Cause orphans(String before, String fault) throws SQLException {
    String sql =
        "with child as (select sku as from_field from dw.stg_items where sku is not null), parent"
            + " as (select sku as to_field from dw.stg_products) select from_field from child left"
            + " join parent on child.from_field = parent.to_field where parent.to_field is null";
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 20 results", 20)),
            Parts.source("items", ""),
            Parts.source("products", ""),
            model("stg_items", "source.s.raw.items", "select id, sku from raw.items"),
            model("stg_products", "source.s.raw.products", "select sku, title from raw.products"),
            part(
                "dim_products", "table", "model.s.stg_products", "select sku from dw.stg_products"),
            Parts.test(
                List.of("model.s.stg_products", "model.s.stg_items"),
                sql,
                new Test(
                    "relationships",
                    "",
                    "sku",
                    "model.s.stg_items",
                    Map.of("to", "ref('stg_products')", "field", "sku")))),
        SCHEMAS + ITEMS + PRODUCTS + before + fault + STAGING);
  }

  @org.junit.jupiter.api.Test
  void references_in_other_capitals_are_told_as_that() throws SQLException {
    Cause cause = orphans("update raw.items set sku = ' ' || lower(sku) where sku = 'SKU-3'; ");
    assertEquals("source_respelt:source.s.raw.items.sku", cause.signature());
    assertEquals(Verdict.SOURCE, cause.verdict());
    assertTrue(cause.because().contains("each of the 1 key is found"), cause.because());
    assertEquals("Keys that are spelt otherwise, all 1", told(cause));
  }

  @org.junit.jupiter.api.Test
  void keys_that_came_in_other_capitals_than_before_are_the_matter_of_who_delivers_them()
      throws SQLException {
    Cause cause =
        orphans(
            "create table dw.dim_products as select sku from raw.products; ",
            "update raw.products set sku = lower(sku); ");
    assertEquals("source_spelt_anew:source.s.raw.products.sku", cause.signature());
    assertEquals(Verdict.SOURCE, cause.verdict());
    assertEquals("source.s.raw.products", cause.details().get("source"));
    assertTrue(cause.because().contains("are still in dw.dim_products"), cause.because());
    assertEquals("Keys that are spelt otherwise, all 5", told(cause));
  }

  @org.junit.jupiter.api.Test
  void references_of_which_one_leads_nowhere_in_any_spelling_are_orphans() throws SQLException {
    assertEquals(
        "source_orphans:source.s.raw.items.sku",
        orphans(SMALL + "update raw.items set sku = 'SKU-77' where id = 3; ").signature());
  }

  @org.junit.jupiter.api.Test
  void what_a_unit_test_gives_its_model_is_read_where_that_reads_it() throws SQLException {
    String message =
        "Runtime Error in unit_test u (models/_m.yml)\n  An error occurred during execution of unit"
            + " test 'u'. There may be an error in the unit test definition: check the data"
            + " types.\n   Runtime Error\n    Binder Error: No function matches the given name and"
            + " argument types '*(INTEGER, VARCHAR)'.\n\n    LINE 7: i.pieces * i.price as worth\n"
            + "     ^";
    Cause cause =
        SmallNight.only(
            SmallNight.run(
                List.of(new Outcome("unit_test.s.lines.u", "error", message, 0)),
                Parts.source("items", ""),
                model("stg_items", "source.s.raw.items", "select id, pieces, price from raw.items"),
                lines("select id, pieces * price as worth from dw.stg_items"),
                Parts.part(
                    "unit_test.s.lines.u",
                    "unit_test",
                    "",
                    "u",
                    Map.of(),
                    "unit",
                    List.of("model.s.lines"),
                    "",
                    null)),
            SCHEMAS
                + "create table raw.items as select i as id, 2 as pieces, cast(i as varchar) as"
                + " price from range(20) t(i); create view dw.stg_items as select * from"
                + " raw.items;");
    assertTrue(cause.because().contains("No function matches"), cause.because());
    assertTrue(cause.because().contains("raw.items.price is text there"), cause.because());
  }
}
