package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestEditsTest {
  private static final TestEdits.Style STYLE = new TestEdits.Style(true, "data_tests");
  private static final TestEdits.Style OLD = new TestEdits.Style(false, "tests");

  private static final String ID =
      """
      models:
        - name: trees
          columns:
            - name: id
      """;

  static Stream<Fixtures.Case> cases() {
    return Stream.of("tests", "tests_in_brackets", "tests_refused")
        .flatMap(name -> Fixtures.of("yaml/" + name + ".txt").stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_test_is_added_or_refused_with_the_reason(Fixtures.Case told) {
    assertEquals("", told.wrong(added(told, told.before())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_test_is_added_with_a_mark_windows_line_ends_and_no_last_one(Fixtures.Case told) {
    Edited edited = added(told, hard(told.before()));
    assertEquals(told.after() == null, edited.refused(), edited.refusal());
    if (told.after() != null) {
      assertEquals(hard(told.after()), edited.text());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_test_is_added_with_old_line_ends(Fixtures.Case told) {
    Edited edited = added(told, told.before().replace("\n", "\r"));
    assertEquals(told.after() == null, edited.refused(), edited.refusal());
    if (told.after() != null) {
      assertEquals(told.after().replace("\n", "\r"), edited.text());
    }
  }

  @Test
  void of_mixed_line_ends_the_most_frequent_is_taken() {
    String mixed = "models:\r\n- name: trees\n  columns:\n  - name: id\r\n    quote: true\r\n";
    assertEquals(
        mixed + "    data_tests:\r\n    - unique\r\n", add(mixed, of("id", "unique")).text());
  }

  @Test
  void several_are_written_one_after_another_and_those_that_cannot_be_are_listed() {
    NewTest twice = of("id", "unique");
    NewTest seen = of("id", "not_null");
    NewTest whole = of(null, "empty");
    TestEdits.Change change = add(ID, seen, twice, twice, whole);
    assertEquals(
        """
        models:
          - name: trees
            data_tests:
              - empty
            columns:
              - name: id
                data_tests:
                  - not_null
                  - unique
        """,
        change.text());
    assertEquals(List.of(seen, twice, whole), change.written());
    assertEquals(List.of(new TestEdits.Refused(twice, "it is there already")), change.refused());
  }

  @Test
  void where_nothing_can_be_written_the_text_is_the_same() {
    TestEdits.Change change = add("- a\n", of("id", "unique"));
    assertEquals("- a\n", change.text());
    assertEquals(List.of(), change.written());
    assertEquals("the file is not a mapping", change.refused().get(0).why());
  }

  @Test
  void a_file_that_ends_within_a_block_of_text_is_refused_where_the_block_would_grow() {
    String open = ID + "        description: >\n          Its number.";
    assertTrue(add(open, of("id", "unique")).refused().get(0).why().contains("within a block"));
    assertEquals(List.of(), add(open + "\n", of("id", "unique")).refused());
    assertEquals(List.of(), add(open, of(null, "empty")).refused());
    assertEquals(List.of(), add(open.replace(">", ">-"), of("id", "unique")).refused());
  }

  @Test
  void an_empty_file_becomes_a_whole_one() {
    String whole =
        """
        version: 2

        models:
          - name: trees
            columns:
              - name: id
                data_tests:
                  - unique
        """;
    assertEquals(whole, add("", of("id", "unique")).text());
    assertEquals(whole, TestEdits.create("models", "trees", List.of(of("id", "unique")), STYLE));
  }

  @Test
  void a_new_file_has_the_tests_of_the_model_and_of_each_column_once() {
    NewTest kinds =
        new NewTest(
            "kind",
            "accepted_values",
            Map.of("values", List.of("oak", "elm")),
            "warn",
            "confirm with the park");
    assertEquals(
        """
        version: 2

        seeds:
          - name: trees
            tests:
              - empty
            columns:
              - name: kind
                tests:
                  - not_null
                  # confirm with the park
                  - accepted_values:
                      values: [oak, elm]
                      config:
                        severity: warn
              - name: id
                tests:
                  - unique
        """,
        TestEdits.create(
            "seeds",
            "trees",
            List.of(of("kind", "not_null"), of("id", "unique"), kinds, of(null, "empty")),
            OLD));
  }

  @Test
  void values_are_quoted_where_yaml_needs_it_and_nowhere_else() {
    Map<Object, String> written = new LinkedHashMap<>();
    written.put("oak", "oak");
    written.put("ref('kinds')", "ref('kinds')");
    written.put("source('park', 'kinds')", "source('park', 'kinds')");
    written.put("{{ var('x') }}", "\"{{ var('x') }}\"");
    written.put("yes", "\"yes\"");
    written.put("Null", "\"Null\"");
    written.put("~", "\"~\"");
    written.put("12", "\"12\"");
    written.put("1_000", "\"1_000\"");
    written.put("12:30", "\"12:30\"");
    written.put("2026-01-31", "\"2026-01-31\"");
    written.put("1e5", "\"1e5\"");
    written.put("", "\"\"");
    written.put(" a", "\" a\"");
    written.put("a: b", "\"a: b\"");
    written.put("a #b", "\"a #b\"");
    written.put("a#b", "a#b");
    written.put("- a", "\"- a\"");
    written.put("*a", "\"*a\"");
    written.put("@a", "\"@a\"");
    written.put("%a", "\"%a\"");
    written.put("'a'", "\"'a'\"");
    written.put("a \"b\" \\", "a \"b\" \\");
    written.put("\"b\" \\", "\"\\\"b\\\" \\\\\"");
    written.put("a\nb\t\u2028", "\"a\\nb\\t\\u2028\"");
    written.put("🌳", "🌳");
    written.put(12, "12");
    written.put(12L, "12");
    written.put(1.5, "1.5");
    written.put(1e10, "10000000000.0");
    written.put(true, "true");
    written.forEach(
        (value, text) -> {
          TestEdits.Change change = add(ID, with("value", value));
          assertEquals(List.of(), change.refused());
          assertTrue(change.text().contains("value: " + text + "\n"), change.text());
        });
  }

  @Test
  void what_brackets_would_part_is_quoted_within_them() {
    List<Object> values =
        Arrays.asList("oak", "a, b", "a]", "{a}", "a?", "?a", ":a", "-a", "a:b", "no", 3, null);
    TestEdits.Change change = add(ID, with("values", values));
    assertTrue(
        change
            .text()
            .contains(
                "values: [oak, \"a, b\", \"a]\", \"{a}\", \"a?\", \"?a\", \":a\", -a, a:b, \"no\","
                    + " 3, null]\n"),
        change.text());
  }

  @Test
  void values_that_are_too_many_for_a_line_have_lines_of_their_own() {
    List<String> values = Stream.iterate("oak", it -> it + "s").limit(20).toList();
    String text = add(ID, with("values", values)).text();
    assertTrue(text.contains("values:\n                  - oak\n                  - oaks\n"), text);
  }

  @Test
  void arguments_within_arguments_have_lines_of_their_own() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("from", 1);
    inner.put("to", Map.of());
    assertEquals(
        ID
            + """
                    data_tests:
                      - park.within:
                          arguments:
                            ranges:
                              - from: 1
                                to: {}
                            of:
                              from: 1
                              to: {}
                            none: []
            """,
        add(ID, new NewTest("id", "park.within", ordered(inner), null, null)).text());
  }

  private static Map<String, Object> ordered(Map<String, Object> inner) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("ranges", List.of(inner));
    arguments.put("of", inner);
    arguments.put("none", List.of());
    return arguments;
  }

  @Test
  void what_cannot_be_written_down_is_no_test() {
    for (String comment : List.of("a\nb", "a\rb", "a\u2028b", "a\u0000")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new NewTest("id", "unique", Map.of(), null, comment));
    }
    assertThrows(IllegalArgumentException.class, () -> of("id", "not null"));
    assertThrows(IllegalArgumentException.class, () -> of(" ", "unique"));
    assertThrows(IllegalArgumentException.class, () -> with("value", new Object()));
    assertThrows(IllegalArgumentException.class, () -> with("value", Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NewTest("id", "unique", Map.of(), "severe", null));
    assertThrows(
        IllegalArgumentException.class,
        () -> TestEdits.add(ID, "sources", "trees", List.of(), STYLE));
  }

  private static NewTest of(String column, String name) {
    return new NewTest(column, name, Map.of(), null, null);
  }

  private static NewTest with(String argument, Object value) {
    return new NewTest("id", "park.holds", Map.of(argument, value), null, null);
  }

  private static TestEdits.Change add(String text, NewTest... tests) {
    return TestEdits.add(text, "models", "trees", List.of(tests), STYLE);
  }

  private static Edited added(Fixtures.Case told, String text) {
    TestEdits.Change change =
        TestEdits.add(
            text,
            told.option("kind").isEmpty() ? "models" : told.option("kind"),
            "trees",
            List.of(test(told)),
            told.option("style").equals("old") ? OLD : STYLE);
    if (change.refused().isEmpty()) {
      return Edited.to(change.text());
    }
    assertEquals(text, change.text());
    return Edited.refused(text, change.refused().get(0).why());
  }

  private static NewTest test(Fixtures.Case told) {
    String column = told.option("column").isEmpty() ? "id" : told.option("column");
    return new NewTest(
        column.equals("-") ? null : column,
        told.option("test").isEmpty() ? "unique" : told.option("test"),
        arguments(told.option("args")),
        told.option("severity").isEmpty() ? null : told.option("severity"),
        told.option("comment").replace('_', ' '));
  }

  private static Map<String, Object> arguments(String json) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    try {
      if (!json.isEmpty()) {
        Place.asMap(Yaml.parse(json)).forEach((k, v) -> arguments.put(String.valueOf(k), v));
      }
    } catch (Yaml.Unreadable e) {
      throw new IllegalStateException(json, e);
    }
    return arguments;
  }

  /** A byte order mark, Windows line ends, and a last line without an end. */
  private static String hard(String text) {
    return "\ufeff" + text.stripTrailing().replace("\n", "\r\n");
  }
}
