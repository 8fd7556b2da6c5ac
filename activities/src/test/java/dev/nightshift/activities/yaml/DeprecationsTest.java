package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeprecationsTest {
  private static final String ARGUMENTS = "MissingArgumentsPropertyInGenericTestDeprecation";
  private static final String MOVED = "PropertyMovedToConfigDeprecation";

  @TestFactory
  Stream<DynamicTest> what_a_test_is_given_is_put_where_the_guide_has_it() {
    return Fixtures.of("yaml/nested.txt").stream()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.says(),
                    () ->
                        assertEquals(
                            "",
                            told.wrong(
                                Deprecations.renewed(ARGUMENTS, "models/_p.yml", told.before())))));
  }

  @Test
  void line_ends_and_an_end_without_one_stay_as_they_are() {
    String text =
        "models:\r\n  - name: a\r\n    tests:\r\n      - most:\r\n          column: id\r\n"
            + "          severity: warn";
    assertEquals(
        "models:\r\n  - name: a\r\n    tests:\r\n      - most:\r\n          arguments:\r\n"
            + "            column: id\r\n          config:\r\n            severity: warn",
        Deprecations.renewed(ARGUMENTS, "models/_p.yml", text).text());
  }

  @Test
  void folders_have_their_new_names_in_the_settings_of_the_project_alone() {
    String text = "name: park\ndata-paths: ['data']  # not seeds\nvars: {data-paths: 1}\n";
    String event = "ConfigDataPathDeprecation";
    assertEquals(
        text.replaceFirst("data-paths", "seed-paths"),
        Deprecations.renewed(event, "dbt_project.yml", text).text());
    assertFalse(Deprecations.renewed(event, "models/_p.yml", text).changed());
    Edited both = Deprecations.renewed(event, "dbt_project.yml", text + "seed-paths: [seeds]\n");
    assertTrue(both.refusal().contains("there is a key seed-paths already"), both.refusal());
  }

  @Test
  void only_what_a_guide_documents_an_edit_for_is_known() {
    assertEquals(
        Optional.of(ARGUMENTS),
        Deprecations.in(
            "Compilation Error\n  [WARNING][" + ARGUMENTS + "]: Deprecated\n  function"));
    assertEquals(
        Optional.empty(), Deprecations.in("[WARNING][ExposureNameDeprecation]: Deprecated"));
    assertEquals(Optional.empty(), Deprecations.in("[WARNING]: Did not find matching node"));
  }

  private static String moved(String place) {
    return """
        Compilation Error
          [WARNING][PropertyMovedToConfigDeprecation]: Deprecated functionality
          Found `meta` as a top-level property of `%1$s` in file
          `models/_p.yml`. The `meta` top-level property should be moved into the `config`
          of `%1$s`.
        """
        .formatted(place);
  }

  @Test
  void a_key_that_belongs_below_config_is_told_with_its_place() {
    assertEquals(Optional.of(MOVED), Deprecations.in(moved("data_tests.not_null.meta")));
    assertEquals(
        Optional.of(MOVED + " models.columns.meta"),
        Deprecations.in(moved("models[0].columns[12]")));
    for (String place : List.of("models[0].data_tests[0].unique", "models", "", "a b[0]")) {
      assertEquals(Optional.empty(), Deprecations.in(moved(place)), place);
    }
    assertEquals(Optional.empty(), Deprecations.in("[WARNING][" + MOVED + "]: Deprecated"));
  }

  @Test
  void a_key_that_dbt_passes_over_where_it_stands_would_begin_to_count() {
    for (String key : List.of("tags", "materialized", "event_time", "enabled")) {
      String said = moved("models[0]").replace("`meta`", "`" + key + "`");
      assertEquals(Optional.empty(), Deprecations.in(said), key);
    }
    assertEquals(
        Optional.of(MOVED + " sources.tables.freshness"),
        Deprecations.in(moved("sources[0].tables[1]").replace("`meta`", "`freshness`")));
  }

  @TestFactory
  Stream<DynamicTest> a_key_is_put_below_config_in_its_place_and_in_no_other() {
    return Fixtures.of("yaml/config.txt").stream()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.says(),
                    () ->
                        assertEquals(
                            "",
                            told.wrong(
                                Deprecations.renewed(
                                    MOVED + " " + told.option("key"),
                                    "models/_p.yml",
                                    told.before())))));
  }

  @Test
  void a_key_at_the_end_of_a_file_without_a_line_end_is_put_below_config() {
    String text = "models:\r\n  - name: a\r\n    meta:\r\n      owner: Robin";
    assertEquals(
        "models:\r\n  - name: a\r\n    config:\r\n      meta:\r\n        owner: Robin",
        Deprecations.renewed(MOVED + " models.meta", "models/_p.yml", text).text());
  }
}
