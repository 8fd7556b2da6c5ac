package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.words.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in its role that dbt looked for in vain, as its messages tell it; {@code local} is one
 * that means something only where it stands.
 */
record Named(Role role, String name, boolean local) {
  static final String TEST = "test_";

  private record Shape(Pattern says, Function<MatchResult, Named> read) {}

  private static final List<Shape> SHAPES =
      List.of(
          shape(
              "depends on a node named '(\\w+)' with version '(\\w+)' .*which was not",
              it -> everywhere(Role.MODEL_VERSION, it.group(1) + "." + it.group(2))),
          shape("a measure `(\\w+)` does not exist", it -> everywhere(Role.MEASURE, it.group(1))),
          shape(
              "The metric `(\\w+)` does not exist",
              it -> everywhere(Role.INPUT_METRIC, it.group(1))),
          shape(
              "depends on a node named '(\\w+)' in package or project '(\\w+)' *which was not",
              it -> everywhere(Role.PACKAGED_MODEL, it.group(2) + "." + it.group(1))),
          shape(
              "depends on a node named '(\\w+)' which (?:was not|is dis)",
              it -> everywhere(Role.MODEL, it.group(1))),
          shape(
              "depends on a source named '(\\w+\\.\\w+)'",
              it -> everywhere(Role.SOURCE, it.group(1))),
          shape(
              "had an input \\(ref\\('(\\w+)'\\)\\) which was not found",
              it -> everywhere(Role.MODEL, it.group(1))),
          shape(
              "Unable to find model '\\w+\\.(\\w+)' for unit test",
              it -> everywhere(Role.TESTED_MODEL, it.group(1))),
          shape(
              "Invalid column name: '(\\w+)' in unit test fixture",
              it -> here(Role.ROW_COLUMN, it.group(1))),
          shape("depends on doc '(\\w+)'", it -> everywhere(Role.DOC, it.group(1))),
          shape("Required var '(\\w+)' not found", it -> everywhere(Role.VARIABLE, it.group(1))),
          shape("No filter named '(\\w+)'", it -> everywhere(Role.FILTER, it.group(1))),
          shape(
              "No materialization '(\\w+)' was found",
              it -> everywhere(Role.MATERIALIZATION, it.group(1))),
          shape(
              "incremental strategy macro with the name \"get_incremental_(\\w+)_sql\"",
              it -> everywhere(Role.STRATEGY, it.group(1))),
          shape(
              "invalid value \\((\\w+)\\) for the access field",
              it -> everywhere(Role.ACCESS, it.group(1))),
          shape(
              "macro 'dbt_macro__test_\\w+' takes no keyword argument '(\\w+)'",
              it -> here(Role.TEST_ARGUMENT, it.group(1))),
          shape(
              "macro 'dbt_macro__\\w+' takes no keyword argument '(\\w+)'",
              it -> here(Role.ARGUMENT, it.group(1))),
          shape("'" + TEST + "(\\w+)' is undefined", it -> everywhere(Role.TEST, it.group(1))),
          shape("'(\\w+)' is undefined", it -> everywhere(Role.MACRO, it.group(1))));

  private static final Pattern ARGUMENT =
      Pattern.compile(
          "macro 'dbt_macro__(?!" + TEST + ")(\\w+)' takes no keyword argument '(\\w+)'");

  private static final Pattern ATTRIBUTE =
      Pattern.compile("MacroNamespace object' has no attribute '(\\w+)'");

  static Named everywhere(Role role, String name) {
    return new Named(role, name, false);
  }

  static Named here(Role role, String name) {
    return new Named(role, name, true);
  }

  private static Shape shape(String regex, Function<MatchResult, Named> read) {
    return new Shape(Pattern.compile(regex), read);
  }

  /** The one that a message tells of; {@code text} is of the file that dbt complains of. */
  static Optional<Named> in(String message, String text) {
    Matcher argument = ARGUMENT.matcher(message);
    if (argument.find()) {
      String called = argument.group(1) + "." + argument.group(2);
      if (Role.CALLS_ARGUMENT.isIn(text, called)) {
        return Optional.of(everywhere(Role.CALLS_ARGUMENT, called));
      }
    }
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.says().matcher(message);
      if (matcher.find()) {
        return Optional.of(shape.read().apply(matcher.toMatchResult()));
      }
    }
    Matcher attribute = ATTRIBUTE.matcher(message);
    if (!attribute.find()) {
      return Optional.empty();
    }
    Matcher call =
        Pattern.compile("\\b(\\w+)\\s*\\.\\s*" + attribute.group(1) + "\\s*\\(").matcher(text);
    return call.find()
        ? Optional.of(everywhere(Role.PACKAGED_MACRO, call.group(1) + "." + attribute.group(1)))
        : Optional.empty();
  }
}
