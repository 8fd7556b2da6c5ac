package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceTest {
  /** A team that tests the key of each staging model, and nothing else. */
  private static Given team() {
    Given given = new Given();
    for (String name : List.of("orders", "customers", "items", "stores", "carts", "coupons")) {
      String key = name.substring(0, name.length() - 1) + "_id";
      given
          .model("raw_" + name, "select 1 as id, 2 as note", "id note")
          .model(
              "stg_" + name, "select id as " + key + ", note from db.s.raw_" + name, key + " note")
          .test("stg_" + name, "unique", key)
          .test("stg_" + name, "not_null", key);
    }
    return given.model(
        "stg_refunds", "select id as refund_id, note from db.s.raw_refunds", "refund_id note");
  }

  @Test
  void a_new_model_gets_what_the_team_gives_its_others() {
    Inference inference = new Inference(team().manifest());
    List<Check> likely =
        inference.candidates("model.shop.stg_refunds").stream()
            .filter(Candidate::isLikely)
            .map(Candidate::check)
            .toList();
    List<Check> wanted = List.of(Check.unique("refund_id"), Check.notNull("refund_id"));
    assertEquals(2, likely.size(), likely.toString());
    assertTrue(likely.containsAll(wanted), likely.toString());
  }

  @Test
  void a_model_is_judged_the_same_whether_it_has_its_tests_or_not() {
    List<Candidate> without = new Inference(team().manifest()).candidates("model.shop.stg_refunds");
    Given tested =
        team().test("stg_refunds", "unique", "note").test("stg_refunds", "not_null", "note");
    List<Candidate> with = new Inference(tested.manifest()).candidates("model.shop.stg_refunds");
    assertEquals(without, with);
  }

  @Test
  void it_says_why_in_sentences() {
    Candidate key =
        new Inference(team().manifest())
            .candidates("model.shop.stg_refunds").stream()
                .filter(one -> one.check().equals(Check.unique("refund_id")))
                .findFirst()
                .orElseThrow();
    assertFalse(key.reasons().isEmpty());
    assertTrue(key.reasons().stream().noneMatch(String::isBlank), key.reasons().toString());
  }

  @Test
  void sql_that_cannot_be_read_leaves_names_and_neighbours() {
    Given given = team().model("stg_gifts", "select from where (", "gift_id");
    Inference inference = new Inference(given.manifest());
    assertFalse(inference.isRead("model.shop.stg_gifts"));
    assertFalse(inference.candidates("model.shop.stg_gifts").isEmpty());
  }

  @Test
  void a_project_without_any_test_is_no_reason_to_fail() {
    Given given = new Given().model("m", "select a from db.s.x", "");
    assertEquals(
        List.of(), new ArrayList<>(new Inference(given.manifest()).written("model.shop.m")));
    assertFalse(new Inference(given.manifest()).candidates("model.shop.m").isEmpty());
  }

  @Test
  void tests_of_other_packages_that_say_the_same_are_the_same() {
    Inference inference =
        new Inference(
            new Given()
                .model("m", "select 1 as a", "a")
                .test("m", "expect_column_values_to_not_be_null", "A")
                .test(
                    "m",
                    "expect_compound_columns_to_be_unique",
                    Map.of("column_list", List.of("b", "a")))
                .test("m", "expect_column_values_to_match_regex", "a")
                .manifest());
    assertEquals(
        List.of(Check.notNull("a"), Check.combination(List.of("a", "b"))),
        inference.written("model.shop.m"));
  }

  @Test
  void a_column_that_the_query_makes_no_more_gets_no_test() {
    Given renamed =
        team().model("stg_gifts", "select id as gift_key from db.s.raw_gifts", "gift_id gift_key");
    assertTrue(
        new Inference(renamed.manifest())
            .candidates("model.shop.stg_gifts").stream()
                .noneMatch(one -> one.check().columns().contains("gift_id")));
  }

  @Test
  void a_column_without_a_name_gets_none_either() {
    Given nameless = team().model("stg_n", "select count(*), id from db.s.x group by 2", "");
    assertTrue(
        new Inference(nameless.manifest())
            .candidates("model.shop.stg_n").stream()
                .noneMatch(one -> one.check().columns().contains("")));
  }

  @Test
  void a_test_that_is_there_twice_is_one_and_a_version_of_a_model_is_no_name() {
    Map<String, Object> words =
        Map.of("column_name", "a", "to", "ref('dim', v='2')", "field", "id");
    Inference inference =
        new Inference(
            new Given()
                .model("m", "select 1 as a", "a")
                .test("m", "not_null", "a")
                .test("m", "expect_column_values_to_not_be_null", "a")
                .test("m", "relationships", words)
                .manifest());
    assertEquals(
        List.of(Check.notNull("a"), Check.relationship("a", "dim", "id")),
        inference.written("model.shop.m"));
  }
}
