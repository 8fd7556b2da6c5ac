package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class YamlMendTest {
  private static final String TABBED =
      """
      models:
        - name: trees
          columns:
            - name: id
      \tdescription: Key
      """;

  @TestFactory
  Stream<DynamicTest> slips_are_mended_where_they_leave_one_reading() {
    return Fixtures.of("yaml/mend.txt").stream()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.says(),
                    () ->
                        assertEquals(
                            "",
                            told.wrong(
                                YamlMend.mend(
                                    path(told),
                                    told.before(),
                                    Integer.parseInt(told.option("line")),
                                    Optional.empty())))));
  }

  private static String path(Fixtures.Case told) {
    return told.option("file").isEmpty() ? "models/_park.yml" : told.option("file");
  }

  @Test
  void of_two_readings_the_one_is_taken_that_the_file_had_before() {
    String of_the_column = TABBED.replace("\t", "        ");
    String of_the_model = TABBED.replace("\t", "    ");
    assertEquals(
        of_the_column,
        YamlMend.mend("models/_p.yml", TABBED, 5, Optional.of(of_the_column)).text());
    assertEquals(
        of_the_model, YamlMend.mend("models/_p.yml", TABBED, 5, Optional.of(of_the_model)).text());
  }

  @Test
  void what_a_commit_changed_beside_the_slip_stays() {
    String before = TABBED.replace("\tdescription: Key", "        description: A key");
    Edited edited =
        YamlMend.mend(
            "models/_p.yml",
            TABBED + "  - name: shrubs\n",
            5,
            Optional.of(before.replace("A key", "Key")));
    assertEquals(before.replace("A key", "Key") + "  - name: shrubs\n", edited.text());
  }

  @Test
  void only_white_space_and_marks_are_a_slip() {
    assertTrue(YamlMend.isSlip("a: b", "a: 'b'"));
    assertTrue(!YamlMend.isSlip("- unique", "# nothing"));
  }
}
