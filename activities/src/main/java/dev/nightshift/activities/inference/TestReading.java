package dev.nightshift.activities.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests of a manifest that are inferred too, whatever package they are written with. */
final class TestReading {
  /** The words of a call that refers to something: {@code ref('a')}, {@code source("b", "c")}. */
  private static final Pattern CALL = Pattern.compile("(ref|source)\\s*\\(([^)]*)\\)");

  /** The version of a model is no name. */
  private static final Pattern NAMED = Pattern.compile("\\w+\\s*=\\s*['\"][^'\"]*['\"]");

  private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]*)['\"]");

  private final Manifest manifest;
  private final Map<String, String> names;

  TestReading(Manifest manifest, Map<String, String> names) {
    this.manifest = manifest;
    this.names = names;
  }

  /** A test, and the resource that it is of. */
  record Test(String on, Check check) {}

  Optional<Test> of(Manifest.Node node) {
    JsonNode metadata = node.testMetadata();
    JsonNode words = metadata.path("kwargs");
    String on = on(node, words);
    return on.isEmpty()
        ? Optional.empty()
        : check(metadata.path("name").asText(""), words).map(check -> new Test(on, check));
  }

  private String on(Manifest.Node node, JsonNode words) {
    String attached = node.text("attached_node");
    if (!attached.isEmpty()) {
      return attached;
    }
    return called(words.path("model").asText("")).map(names::get).filter(manifest::has).orElse("");
  }

  private static Optional<Check> check(String name, JsonNode words) {
    String column = words.path("column_name").asText("").replaceAll("[\"`]", "");
    return switch (name) {
      case "not_null", "expect_column_values_to_not_be_null" ->
          column.isEmpty() ? Optional.empty() : Optional.of(Check.notNull(column));
      case "unique", "expect_column_values_to_be_unique" ->
          column.isEmpty() ? Optional.empty() : Optional.of(Check.unique(column));
      case "accepted_values" ->
          column.isEmpty()
              ? Optional.empty()
              : Optional.of(Check.accepted(column, texts(words.path("values"))));
      case "expect_column_values_to_be_in_set" ->
          column.isEmpty()
              ? Optional.empty()
              : Optional.of(Check.accepted(column, texts(words.path("value_set"))));
      case "relationships" ->
          called(words.path("to").asText(""))
              .filter(to -> !column.isEmpty())
              .map(
                  to ->
                      Check.relationship(
                          column, to, words.path("field").asText("").toLowerCase(Locale.ROOT)));
      case "unique_combination_of_columns" ->
          combination(texts(words.path("combination_of_columns")));
      case Together.OURS -> combination(texts(words.path("combination")));
      case "expect_compound_columns_to_be_unique" -> combination(texts(words.path("column_list")));
      default -> Optional.empty();
    };
  }

  /** Some write that one column is unique in this way too. */
  private static Optional<Check> combination(List<String> columns) {
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Check.uniqueBy(
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** What is called, as {@link Ground#referred} names it. */
  private static Optional<String> called(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.find()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(NAMED.matcher(call.group(2)).replaceAll(""));
    while (quoted.find()) {
      words.add(quoted.group(1));
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    boolean source = call.group(1).equals("source");
    return Optional.of(source ? String.join(".", words) : words.get(words.size() - 1));
  }
}
