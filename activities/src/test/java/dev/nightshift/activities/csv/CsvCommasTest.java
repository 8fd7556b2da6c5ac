package dev.nightshift.activities.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvCommasTest {
  private static final String ZONES =
      "zone,name,keeper\n1,North,Ada\n2,South,Bo\n3,East,Ada\n4,West,Bo\n";

  private static void becomes(String row, String now, String before) {
    Edited edited = CsvCommas.quoted(now, before);
    assertEquals("", edited.refusal());
    assertTrue(edited.text().contains(row), edited.text());
    assertEquals(now, edited.text().replace(row, row.replace("\"", "")));
  }

  private static void refused(String why, String now, String before) {
    Edited edited = CsvCommas.quoted(now, before);
    assertEquals(now, edited.text());
    assertTrue(edited.refusal().contains(why), edited.refusal());
  }

  @Test
  void the_row_as_it_was_tells_which_text_has_the_comma() {
    String before = "zone,name,keeper\n1,North,Ada\n2,South,Bo\n";
    becomes("2,\"The South,Far\",Bo", before.replace("South", "The South,Far"), before);
  }

  @Test
  void numbers_around_a_text_leave_it_alone() {
    becomes("3,\"c,d\",9", "id,name,n\n1,a,7\n2,b,8\n3,c,d,9\n", "id,name,n\n1,a,7\n2,b,8\n");
  }

  @Test
  void a_blank_behind_a_comma_is_one_of_a_text() {
    becomes("5,\"Far, far away\",Cy", ZONES + "5,Far, far away,Cy\n", ZONES);
  }

  @Test
  void few_values_that_come_again_are_not_part_of_a_text() {
    becomes("5,\"Far,Away\",Ada", ZONES + "5,Far,Away,Ada\n", ZONES);
  }

  @Test
  void two_commas_of_one_text_and_two_rows() {
    becomes("5,\"Far, far, away\",Ada", ZONES + "5,Far, far, away,Ada\n6,Old,Bo\n", ZONES);
    Edited both = CsvCommas.quoted(ZONES + "5,Far, away,Ada\n6,Old, new,Bo\n", ZONES);
    assertEquals(ZONES + "5,\"Far, away\",Ada\n6,\"Old, new\",Bo\n", both.text());
  }

  @Test
  void line_ends_a_mark_and_an_end_without_one_stay_to_the_byte() {
    String crlf = "\ufeff" + ZONES.replace("\n", "\r\n") + "5,Far, away,Ada";
    assertEquals(crlf.replace("Far, away", "\"Far, away\""), CsvCommas.quoted(crlf, ZONES).text());
  }

  @Test
  void two_texts_side_by_side_are_for_a_person() {
    String before = "id,name,keeper\n1,North,Ada\n2,South,Bo\n";
    refused("which of its commas", before + "3,Far,Away,Cy\n", before);
  }

  @Test
  void what_tells_two_things_tells_nothing() {
    // By its blank it is the keeper's, by the row as it was the name's.
    refused(
        "which of its commas",
        ZONES.replace("2,South,Bo", "2,The South,Far, Bo"),
        ZONES.replace("2,South,Bo", "2,South, Bo"));
  }

  @Test
  void a_row_that_was_so_before_is_no_slip_of_tonight() {
    String now = ZONES + "5,Far, away,Ada\n";
    refused("line 6: it was so before", now, now);
  }

  @Test
  void a_text_with_quotes_in_it_is_for_a_person() {
    refused("quotes in it", ZONES + "5,The \"far\", away,Ada\n", ZONES);
  }

  @Test
  void a_row_with_too_few_values_is_another_matter() {
    assertEquals(Optional.empty(), CsvCommas.line(ZONES + "5,Far\n"));
    assertEquals(Optional.of(6), CsvCommas.line(ZONES + "5,Far, away,Ada\n"));
    assertEquals(ZONES, CsvCommas.quoted(ZONES, ZONES).text());
  }

  private static final String NEW_COLUMN = "a column may have come that the header does not name";

  private static final String KINDS = "id,name,kind\n1,foo,A\n2,bar,B\n3,baz,A\n4,qux,B\n5,elm,A\n";

  @Test
  void a_value_more_in_every_row_is_a_column_without_a_name() {
    refused("no row has", KINDS.replaceAll("(?m)^(\\d.*)$", "$1,EU"), KINDS);
    refused("no row has", KINDS.replaceAll("(?m)^(\\d.*)$", "$1, EU"), KINDS);
  }

  @Test
  void a_value_more_in_some_rows_is_one_too() {
    String some = KINDS.replace("foo,A", "foo,A,EU").replace("bar,B", "bar,B,US");
    refused(NEW_COLUMN, some, KINDS);
    refused(NEW_COLUMN, some.replace(",EU", ", EU").replace(",US", ", US"), KINDS);
    refused(NEW_COLUMN, KINDS + "6,ash,A, EU\n7,oak,B, US\n", KINDS);
    refused(NEW_COLUMN, KINDS.replace("A\n2,bar,B", "A,EU\n2,bar,B,US"), KINDS);
    String first = KINDS.replace("id,name", "name,id").replaceAll("(\\d),(\\w+),", "$2,$1,");
    refused("line 2", first.replaceAll("(?m)^(foo|bar),", "EU,$1,"), first);
  }

  @Test
  void several_new_rows_are_read_where_their_blanks_tell_and_it_is_not_the_last_column() {
    becomes(
        "5,\"Far, away\",Ada\n6,\"Old, new\",Bo",
        ZONES + "5,Far, away,Ada\n6,Old, new,Bo\n",
        ZONES);
    refused(NEW_COLUMN, ZONES + "5,Far,away,Ada\n6,Old,new,Bo\n", ZONES);
  }

  @Test
  void a_row_as_it_was_with_a_value_more_at_its_end_is_no_text_with_a_comma() {
    String before = "id,kind,name\n1,A,foo\n2,B,bar\n3,A,baz\n4,B,qux\n";
    refused(NEW_COLUMN, before.replace("foo", "foo,EU"), before);
    becomes("1,A,\"foo, Inc.\"", before.replace("foo", "foo, Inc."), before);
  }

  @Test
  void a_text_that_got_a_second_part_between_columns_that_tell_is_one() {
    becomes("2,\"bar,far\",B", KINDS.replace("bar", "bar,far"), KINDS);
  }

  @Test
  void what_the_rows_held_before_tells_of_a_column_too() {
    String before = "id,code,name\n1,7,a\n2,X,b\n";
    refused("which of its commas", before.replace("2,X,b", "2,9,b,c"), before);
  }
}
