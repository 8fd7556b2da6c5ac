package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that a commit left twice, and both as one where they do not contradict each other. */
class DoubledKeyTest {
  private static final String BEFORE =
      """
      models:
        - name: trees
          config: {contract: {enforced: true}}
          columns:
            - name: id
              data_type: int
            - name: kind
              data_type: varchar
              data_tests: [not_null]

        - name: shrubs
      """;

  private static String twice(String came) {
    return BEFORE.replace("\n\n  - name: shrubs", "\n\n" + came + "\n  - name: shrubs");
  }

  private static void becomes(String after, String now) {
    var edited = DoubledKey.mend(BEFORE, now);
    assertEquals(after, edited.text(), edited.refusal());
  }

  private static void refused(String why, String now) {
    String refusal = DoubledKey.mend(BEFORE, now).refusal();
    assertTrue(refusal.contains(why), refusal);
  }

  @Test
  void what_only_one_says_of_a_column_is_said_by_both() {
    becomes(
        BEFORE.replace("[not_null]\n", "[not_null]\n        description: Which.\n"),
        twice(
            "    columns:\n      - name: kind\n        description: Which.\n        data_type:"
                + " varchar\n"));
  }

  @Test
  void a_column_that_came_is_the_last_one() {
    becomes(
        BEFORE.replace("[not_null]\n", "[not_null]\n      - name: age\n        data_type: int\n"),
        twice("    columns:\n        - name: age\n          data_type: int\n"));
  }

  @Test
  void what_joins_a_line_stands_in_it() {
    String line = "models:\n  - name: a\n    columns:\n      - {name: id, data_type: int}\n";
    String tests = "    tests: [one]\n";
    assertEquals(
        line.replace("int}", "int, description: \"A key, of it.\"}") + tests,
        DoubledKey.mend(
                line + tests,
                line
                    + tests
                    + "    columns:\n      - name: id\n        description: A key, of it.\n")
            .text());
    assertEquals(
        line + "    tests: [one, two]\n",
        DoubledKey.mend(line + tests, line + tests + "    tests:\n      - two\n").text());
  }

  @Test
  void one_that_came_before_the_other_is_taken_for_the_one_that_came() {
    becomes(
        BEFORE.replace("[not_null]\n", "[not_null]\n      - name: age\n"),
        BEFORE.replace("    columns:\n", "    columns:\n      - name: age\n    columns:\n"));
  }

  @Test
  void the_same_said_again_only_goes() {
    becomes(
        BEFORE,
        twice(
            """
                columns:
                  - name: kind
                    data_type: varchar
                    data_tests: [not_null]
            """));
  }

  @Test
  void what_contradicts_is_for_a_person() {
    refused(
        "both say something else of data_type",
        twice("    columns:\n      - name: kind\n        data_type: text\n"));
    String one = "models:\n  - name: a\n    description: One\n";
    String refusal = DoubledKey.mend(one, one + "    description: Two\n").refusal();
    assertTrue(refusal.contains("both say something else of description"), refusal);
  }

  @Test
  void where_neither_stood_there_before_nobody_knows_which_came() {
    refused(
        "which of both columns stood there before is not to be told",
        twice("    columns:\n      - name: age\n").replace("data_type: int", "data_type: bigint"));
  }

  @Test
  void a_comment_is_not_lost() {
    refused("holds a comment", twice("    columns:\n      # new\n      - name: age\n"));
  }

  @Test
  void two_keys_that_stand_twice_are_too_much() {
    refused(
        "more than one key stands twice",
        twice("    columns:\n      - name: age\n") + "    tests: [a]\n    tests: [b]\n");
  }

  @Test
  void a_key_that_stands_once_in_each_of_two_things_does_not_stand_twice() {
    assertEquals(List.of(), DoubledKey.in(BEFORE));
    assertEquals(
        List.of("columns"),
        DoubledKey.in(twice("    columns: []\n")).stream().map(DoubledKey::key).toList());
  }
}
