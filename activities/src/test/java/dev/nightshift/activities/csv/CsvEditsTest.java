package dev.nightshift.activities.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvEditsTest {
  private static final String STATES = "code,name\nOH,Ohio\nWA,\"Washington, the state\"\n";

  @Test
  void a_row_is_added_behind_the_others() {
    assertEquals(STATES + "PR,Puerto Rico\n", added(STATES, "", "PR,Puerto Rico"));
    assertEquals(
        STATES + "DC,\"Columbia, D.C.\"\n", added(STATES, "code,name", "DC,\"Columbia, D.C.\""));
    assertEquals("channel\nweb\nkiosk\n", added("channel\nweb\n", "channel", "kiosk"));
  }

  @Test
  void a_mark_and_line_ends_stay_as_they_are() {
    assertEquals("\ufeffcode\r\nOH\r\nPR\r\n", added("\ufeffcode\r\nOH\r\n", "", "PR"));
    assertEquals("code\nOH\nPR", added("code\nOH", "", "PR"));
    assertEquals("code\r\nOH\r\nPR", added("code\r\nOH", "", "PR"));
  }

  @Test
  void a_seed_that_is_parted_by_other_marks_takes_a_row_as_it_writes_them() {
    assertEquals("code;name\nOH;Ohio\nPR;P. R.\n", added("code;name\nOH;Ohio\n", "", "PR;P. R."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "code,name | PR | the row has not just a value for each of its columns",
        "code,name | PR,Puerto Rico,US | the row has not just a value for each of its columns",
        "code | PR,Puerto Rico | its columns are code, name",
        "name,code | Puerto Rico,PR | its columns are code, name",
        "code,name | OH,Ohio | the row is there already",
        "code,name | PR,\"Puerto Rico | would not mean just the row more",
        "code,name | ~~ | the value is not one row",
        "code,name | ~PR,P\nGU,G~ | the value is not one row"
      })
  void what_is_not_one_row_more_is_refused(String columns, String row, String says) {
    Edited edited = CsvEdits.add(STATES, columns, row);
    assertTrue(edited.refusal().contains(says), edited.refusal());
    assertEquals(STATES, edited.text());
  }

  @Test
  void a_seed_that_cannot_be_read_is_left_alone() {
    assertEquals("it has no header", CsvEdits.add("", "", "PR").refusal());
    assertEquals(
        "its rows are not all of one length", CsvEdits.add("a,b\n1\n", "", "2,3").refusal());
    assertTrue(CsvEdits.add("a\n\"1\n", "", "2").refused());
  }

  private static String added(String text, String columns, String row) {
    Edited edited = CsvEdits.add(text, columns, row);
    assertEquals("", edited.refusal());
    return edited.text();
  }
}
