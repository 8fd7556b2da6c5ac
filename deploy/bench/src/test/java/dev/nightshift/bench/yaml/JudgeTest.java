package dev.nightshift.bench.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.yaml.NewTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final String BEFORE =
      """
      models:
        - name: trees
          columns:
            - name: id
              tests: [not_null]
      """;

  private static final String AT_MODEL =
      BEFORE.replace("    columns", "    tests: [unique]\n    columns");

  private static final NewTest UNIQUE = new NewTest("id", "unique", Map.of(), null, null);

  @Test
  void an_edit_is_right_where_the_test_stands_there_and_nothing_else_has_changed()
      throws IOException {
    assertEquals("", judged(BEFORE.replace("not_null", "not_null, unique"), UNIQUE));
    NewTest age = new NewTest("age", "accepted_values", Map.of("values", List.of(1)), "warn", null);
    String made =
        """
              - name: age
                tests:
                  - accepted_values:
                      arguments: {values: [1]}
                      config: {severity: warn}
        """;
    assertEquals("", judged(BEFORE + made, age));
    assertEquals("", judged(AT_MODEL, new NewTest(null, "unique", Map.of(), null, null)));
  }

  @Test
  void an_edit_is_wrong_where_dbt_would_read_something_else() throws IOException {
    String right = BEFORE.replace("not_null", "not_null, unique");
    assertEquals("more than one insertion", judged(right.replace("trees", "shrubs"), UNIQUE));
    assertEquals(
        "something else has changed",
        judged(BEFORE.replace("not_null", "not_null, empty, unique"), UNIQUE));
    assertEquals("ValueError: the test does not stand where it should", judged(AT_MODEL, UNIQUE));
    assertEquals(
        "ValueError: the test does not stand where it should",
        judged(right, new NewTest("id", "unique", Map.of(), "warn", null)));
  }

  private static String judged(String after, NewTest test) throws IOException {
    try (Judge judge =
        Judge.start(Toolchain.of(Home.of(System.getenv())).required("dbt").python())) {
      return judge.of(List.of(new Edit(BEFORE, after, "models", "trees", test))).get(0);
    }
  }
}
