package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictnessTest {
  private static final String ALL =
      "{\"error\":\"all\",\"warn\":[\"NoNodesForSelectionCriteria\",\"NoNodesSelected\",\"NothingToDo\"]}";

  private static String told(String arguments) throws IOException {
    return Strictness.of(Converter.json().readTree(arguments.replace('\'', '"')), "1.12.6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'warn_error_options': {'error': [], 'warn': [], 'silence': []}}|",
        "{'which': 'build'}|",
        "{'warn_error_options': {'error': ['Deprecations'], 'warn':"
            + " ['DuplicateYAMLKeysDeprecation']}}"
            + "|{'error':['Deprecations'],'warn':['DuplicateYAMLKeysDeprecation']}",
        "{'warn_error_options': {'include': ['LogTestResult'], 'exclude':"
            + " []}}|{'error':['LogTestResult']}",
        "{'warn_error_options': {'error': ['NoNodesSelected'], 'warn': []}}|",
        "{'warn_error_options': {'error': ['LogTestResult'], 'silence': ['JinjaLogWarning']}}"
            + "|{'error':['LogTestResult'],'silence':['JinjaLogWarning']}",
      })
  void the_arguments_of_a_run_say_which_warnings_were_errors(String arguments, String options)
      throws IOException {
    assertEquals(options == null ? "" : options.replace('\'', '"'), told(arguments));
  }

  @Test
  void where_all_were_what_the_sandbox_selects_is_not_held_against_it() throws IOException {
    assertEquals(ALL, told("{'warn_error': true}"));
    assertEquals(ALL, told("{'warn_error_options': {'include': 'all', 'exclude': []}}"));
  }

  @Test
  void a_line_of_the_log_says_the_same() {
    String line =
        "running dbt with arguments {'partial_parse': 'True', 'warn_error': '%s',"
            + " 'invocation_command': 'dbt build', 'warn_error_options': %s}";
    assertEquals(
        ALL,
        Strictness.of(
            line.formatted("True", "'WarnErrorOptionsV2(error=[], warn=[], silence=[])'"),
            "1.12.6"));
    assertEquals(
        "{\"error\":[\"Deprecations\"]}",
        Strictness.of(
            line.formatted(
                "None", "\"WarnErrorOptionsV2(error=['Deprecations'], warn=[], silence=[])\""),
            "1.12.6"));
    assertEquals(
        "",
        Strictness.of(
            line.formatted("None", "'WarnErrorOptionsV2(error=[], warn=[], silence=[])'"),
            "1.12.6"));
  }

  @Test
  void without_a_word_of_them_what_it_stopped_at_tells() {
    assertEquals(
        "{\"error\":[\"DuplicateYAMLKeysDeprecation\"]}",
        at("Compilation Error\n  [WARNING][DuplicateYAMLKeysDeprecation]: D", "1.12.6"));
    assertEquals(ALL, at("Compilation Error\n  [WARNING]: Did not find", ""));
    assertEquals("", at("Compilation Error\n  'a' is undefined", "1.12.6"));
  }

  @Test
  void a_dbt_that_has_other_keys_is_told_nothing() throws IOException {
    String strict = "{\"warn_error\": true}";
    assertEquals("", Strictness.of(Converter.json().readTree(strict), "1.7.4"));
    assertEquals("", at("Compilation Error\n  [WARNING]: Did not find", "1.7.4"));
    assertEquals(ALL, Strictness.of(Converter.json().readTree(strict), "1.10.0"));
  }

  private static String at(String message, String version) {
    return Strictness.at(List.of(message), version);
  }
}
