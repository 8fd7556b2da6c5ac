package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.workflows.values.DocumentedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListLooksTest {
  private static final String LITERAL = "[\"web\",\"app\"]";
  private static final String PROPERTIES = "models/_m.yml";

  @TempDir Path project;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models: [{name: m, columns: [{name: c, data_tests: [accepted_values: {values: [web]}]}]}]"
            + " | models.m.columns.c.data_tests.accepted_values.values",
        "models: [{name: m, columns: [{name: c, data_tests: [accepted_values: {arguments:"
            + " {values: [web]}}]}]}]"
            + " | models.m.columns.c.data_tests.accepted_values.arguments.values",
        "models: [{name: m, columns: [{name: c, tests: [unique, accepted_values: {values:"
            + " [web]}]}]}]"
            + " | models.m.columns.c.tests.accepted_values.values",
        "models: [{name: m, columns: [{name: c, data_tests: [{name: t, test_name:"
            + " accepted_values, values: [web]}]}]}]"
            + " | models.m.columns.c.data_tests.t.values"
      })
  void a_list_that_stands_with_its_test_is_found(String properties, String key) throws IOException {
    Files.createDirectories(project.resolve("models"));
    Files.writeString(project.resolve(PROPERTIES), properties);
    assertEquals(List.of(new DocumentedChange(PROPERTIES, key, "add", "kiosk")), added(LITERAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vars: {ways: [web]} | vars.ways",
        "vars: {s: {ways: [web]}, ways: [app]} | vars.s.ways"
      })
  void a_list_that_is_a_variable_is_found(String vars, String key) throws IOException {
    Files.writeString(project.resolve("dbt_project.yml"), vars);
    for (String values : List.of("{{ var('ways') }}", "{{var(\"ways\", ['web'])}}")) {
      assertEquals(
          List.of(new DocumentedChange("dbt_project.yml", key, "add", "kiosk")), added(values));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models: [{name: m, columns: [{name: c, data_tests: [accepted_values: {values: [kiosk]}]}]}]",
        "models: [{name: m, columns: [{name: c, data_tests: [accepted_values: {values: [a]},"
            + " accepted_values: {values: [b]}]}]}]",
        "models: [{name: n, columns: [{name: c, data_tests: [accepted_values: {values: [a]}]}]}]",
        "models: ["
      })
  void a_list_that_nobody_finds_is_left_alone(String properties) throws IOException {
    Files.createDirectories(project.resolve("models"));
    Files.writeString(project.resolve(PROPERTIES), properties);
    assertEquals(List.of(), added(LITERAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {Discretion.HIDDEN, "", " kiosk", "a\nb", "null"})
  void what_is_hidden_or_no_word_is_added_nowhere(String value) throws IOException {
    Files.writeString(project.resolve("dbt_project.yml"), "vars: {ways: [web]}");
    assertEquals(List.of(), added("s", "{{ var('ways') }}", value));
  }

  @org.junit.jupiter.api.Test
  void what_a_package_tests_is_not_ours_to_change() throws IOException {
    Files.writeString(project.resolve("dbt_project.yml"), "vars: {ways: [web]}");
    assertEquals(List.of(), added("other", "{{ var('ways') }}", "kiosk"));
  }

  private List<DocumentedChange> added(String values) {
    return added("s", values, "kiosk");
  }

  private List<DocumentedChange> added(String name, String values, String value) {
    Part model =
        Parts.part("model.s.m", "model", "dw", "m", Map.of(), "table", List.of(), "", null);
    Part test =
        new Part(
            "test.s.t",
            "test",
            "t",
            "s",
            List.of("s", "t"),
            PROPERTIES,
            "",
            "audit",
            "t",
            Map.of(),
            Map.of(),
            List.of("model.s.m"),
            "",
            "",
            "sql",
            new Test("accepted_values", "", "c", "model.s.m", Map.of("values", values)),
            "");
    return new ListLooks(project, name).adding(test, model, value).stream().toList();
  }
}
