package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeprecationsTest {
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
                                Deprecations.renewed(MOVED, "models/_p.yml", told.before())))));
  }

  @Test
  void line_ends_and_an_end_without_one_stay_as_they_are() {
    String text =
        "models:\r\n  - name: a\r\n    tests:\r\n      - most:\r\n          column: id\r\n"
            + "          severity: warn";
    assertEquals(
        "models:\r\n  - name: a\r\n    tests:\r\n      - most:\r\n          arguments:\r\n"
            + "            column: id\r\n          config:\r\n            severity: warn",
        Deprecations.renewed(MOVED, "models/_p.yml", text).text());
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
        Optional.of(MOVED),
        Deprecations.in("Compilation Error\n  [WARNING][" + MOVED + "]: Deprecated functionality"));
    assertEquals(
        Optional.empty(), Deprecations.in("[WARNING][ExposureNameDeprecation]: Deprecated"));
    assertEquals(Optional.empty(), Deprecations.in("[WARNING]: Did not find matching node"));
  }
}
