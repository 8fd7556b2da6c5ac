package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import dev.nightshift.activities.sql.ColumnRename;
import dev.nightshift.activities.sql.Dialect;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlEditsTest {
  private static final String KEY = "vars.order_channels";

  static Stream<Fixtures.Case> values() {
    return Fixtures.of("yaml/values.yml").stream();
  }

  static Stream<Fixtures.Case> columns() {
    return Fixtures.of("yaml/columns.yml").stream();
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_edited(Fixtures.Case told) {
    assertEquals("", told.wrong(value(told, told.before())));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_edited_with_a_mark_windows_line_ends_and_no_last_one(Fixtures.Case told) {
    Edited edited = value(told, hard(told.before()));
    assertEquals(told.after() == null, edited.refused(), edited.refusal());
    if (told.after() != null) {
      assertEquals(hard(told.after()), edited.text());
    }
  }

  @ParameterizedTest
  @MethodSource("columns")
  void a_column_is_renamed(Fixtures.Case told) {
    assertEquals("", told.wrong(column(told.before())));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void a_column_is_renamed_with_a_mark_windows_line_ends_and_no_last_one(Fixtures.Case told) {
    Edited edited = column(hard(told.before()));
    assertEquals(told.after() == null, edited.refused(), edited.refusal());
    if (told.after() != null) {
      assertEquals(hard(told.after()), edited.text());
    }
  }

  @Test
  void offsets_count_chars_where_marks_count_code_points() {
    String before = "a: \"🎉🎉 \u2028 ü\"\nvars:\n  order_channels:\n    - 🎉\n";
    assertEquals(before + "    - curbside\n", YamlEdits.add(before, KEY, "curbside").text());
  }

  @Test
  void old_line_ends_and_mixed_ones_are_followed() {
    String old = "vars:\r  order_channels:\r  - web\r";
    assertEquals(old + "  - curbside\r", YamlEdits.add(old, KEY, "curbside").text());
    String mixed = "vars:\r\n  order_channels:\n  - web\r\n  x: 1\r\n";
    assertEquals(
        "vars:\r\n  order_channels:\n  - web\r\n  - curbside\r\n  x: 1\r\n",
        YamlEdits.add(mixed, KEY, "curbside").text());
  }

  @Test
  void an_anchor_that_holds_itself_is_refused() {
    assertTrue(YamlEdits.add("vars: &a\n  order_channels: [web]\n  b: *a\n", KEY, "x").refused());
  }

  @Test
  void a_value_of_two_lines_is_refused() {
    assertTrue(YamlEdits.add("vars:\n  order_channels: [web]\n", KEY, "x\ny: 1").refused());
  }

  private static final String MODELS =
      """
      models:
        - name: orders
          columns:
            - name: id
              data_type: decimal(12, 2)
              description: |
                Its number.
        # the next
        - name: days
      """;

  @Test
  void a_column_is_added_behind_the_others_with_its_type_as_they_write_it() {
    assertEquals(
        MODELS.replace(
            "  # the next\n",
            "      - name: weight\n        data_type: decimal(12, 2)\n  # the next\n"),
        YamlEdits.addColumn(MODELS, "orders", "weight", "DECIMAL(12,2)").text());
    assertTrue(
        YamlEdits.addColumn(MODELS, "orders", "weight", "BIGINT")
            .text()
            .contains("data_type: bigint\n"));
  }

  @Test
  void a_column_is_not_added_where_it_is_or_where_no_others_are() {
    assertEquals(
        "there is an entry for ID already",
        YamlEdits.addColumn(MODELS, "orders", "ID", "BIGINT").refusal());
    assertEquals(
        "there are no columns of days",
        YamlEdits.addColumn(MODELS, "days", "day", "DATE").refusal());
    String inBrackets = "models: [{name: orders, columns: [{name: id, data_type: int}]}]\n";
    assertEquals(
        "the columns do not stand on lines of their own",
        YamlEdits.addColumn(inBrackets, "orders", "weight", "BIGINT").refusal());
  }

  /** A byte order mark, Windows line ends, and a last line without an end. */
  private static String hard(String text) {
    return "\ufeff" + text.stripTrailing().replace("\n", "\r\n");
  }

  private static Edited value(Fixtures.Case told, String text) {
    String key = told.option("key").isEmpty() ? KEY : told.option("key");
    String value = told.option("value").isEmpty() ? "curbside" : told.option("value");
    return switch (told.option("op")) {
      case "add" -> YamlEdits.add(text, key, value);
      case "remove" -> YamlEdits.remove(text, key, value);
      case "drop" -> YamlEdits.drop(text, key);
      default -> YamlEdits.set(text, key, value);
    };
  }

  private static Edited column(String text) {
    return YamlEdits.renameSourceColumn(
        text,
        "raw",
        "payments",
        "amount",
        "amount_usd",
        sql -> ColumnRename.inExpression(sql, "amount", "amount_usd", Dialect.STANDARD));
  }
}
