package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrainRuleTest {
  private static final Rule RULE = new GrainRule();

  @Test
  void one_row_for_each_group() {
    Given given =
        new Given()
            .model("m", "select customer_id, count(*) as n from db.s.o group by customer_id", "");
    assertEquals(
        List.of(
            "unique(customer_id) grain.grouped",
            "not_null(customer_id) grain.grouped",
            "unique(n) grain.other"),
        given.said(RULE, "m"));
    assertEquals(
        "there is one row for each: `group by customer_id`",
        given.why(RULE, "m", "unique(customer_id) grain.grouped"));
  }

  @Test
  void several_columns_are_unique_together_and_none_of_them_alone() {
    assertEquals(
        List.of(
            "combination(a,b) grain.grouped",
            "unique(a) grain.grouped.part",
            "not_null(a) grain.grouped.part",
            "unique(b) grain.grouped.part",
            "not_null(b) grain.grouped.part"),
        new Given()
                .model("m", "select b, a, sum(x) as x from db.s.o group by a, b", "")
                .said(RULE, "m")
                .stream()
                .sorted(Comparator.comparing(line -> line.contains("combination") ? 0 : 1))
                .toList());
  }

  @Test
  void all_columns_together_are_no_key() {
    assertEquals(
        List.of(), new Given().model("m", "select distinct a, b from db.s.o", "").said(RULE, "m"));
  }

  @Test
  void the_key_of_an_incremental_model_but_not_an_expression() {
    Given given = new Given().model("m", "select id, x from db.s.o", "").uniqueKey("m", "ID");
    assertEquals(
        List.of("unique(id) unique_key", "not_null(id) unique_key"), given.said(RULE, "m"));
    Given expression =
        new Given().model("m", "select id, x from db.s.o", "").uniqueKey("m", "id || x");
    assertEquals(List.of(), expression.said(RULE, "m"));
  }

  @Test
  void what_a_contract_says() {
    assertEquals(
        List.of("not_null(id) constraint", "unique(id) constraint"),
        new Given()
            .model("m", "select id from db.s.o", "id")
            .constraint("m", "id", "primary_key")
            .said(RULE, "m"));
  }
}
