package dev.nightshift.activities.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.knowledge.Entries.Speaks;
import dev.nightshift.activities.knowledge.Entry.Match;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EntriesTest {
  private static final DocumentedChange CHANGE =
      new DocumentedChange("dbt_project.yml", "vars.channels", "add", "kiosk");

  @Test
  void a_block_is_for_the_failures_that_fit_all_it_says() {
    Speaks failure = speaks("accepted_values_orders_channel", "channel", List.of("kiosk"));
    assertEquals(
        1,
        executable(new Match("accepted_values_*", "", "", "channel", List.of("kiosk")), failure));
    assertEquals(
        1, executable(new Match("", "stg_orders", "", "", List.of("kiosk", "fair")), failure));
    assertEquals(
        1,
        executable(new Match("", "model.shop.stg_*", "Got \\d+ result", "", List.of()), failure));
    assertEquals(
        0, executable(new Match("accepted_values_*", "", "", "status", List.of("kiosk")), failure));
    assertEquals(0, executable(new Match("unique_*", "", "", "", List.of("kiosk")), failure));
    assertEquals(0, executable(new Match("", "", "Binder Error", "", List.of()), failure));
  }

  @Test
  void a_block_must_cover_every_value_and_there_must_be_one() {
    Match match = new Match("*", "", "", "", List.of("kiosk"));
    assertEquals(0, executable(match, speaks("t", "channel", List.of("kiosk", "other"))));
    assertEquals(0, executable(match, speaks("t", "channel", List.of())));
  }

  @Test
  void prose_speaks_of_a_failure_when_it_names_its_value_its_test_or_is_filed_under_it() {
    assertEquals(
        1, prose("A Kiosk is a stand.", List.of(), speaks("t", "channel", List.of("kiosk"))));
    assertEquals(1, prose("Nothing.", List.of("duplicates"), speaks("t", "id", List.of())));
    assertEquals(1, prose("About assert_sums.", List.of(), speaks("assert_sums", "", List.of())));
    assertEquals(
        1, prose("The channel list.", List.of("orders"), speaks("t", "channel", List.of("kiosk"))));
  }

  @Test
  void a_page_about_the_same_table_is_no_page_about_any_failure_of_it() {
    assertEquals(
        0, prose("About taxes.", List.of("orders"), speaks("t", "channel", List.of("kiosk"))));
    assertEquals(0, prose("About taxes.", List.of("orders"), speaks("t", "", List.of())));
  }

  @Test
  void a_page_is_close_where_it_names_what_failed_and_how() {
    Speaks failure = speaks("", "channel", List.of());
    assertEquals(1, closely("About orders.", List.of("duplicates"), failure));
    assertEquals(1, closely("Nothing.", List.of("duplicates", "orders"), failure));
    assertEquals(1, closely("The channel list.", List.of("orders"), failure));
    assertEquals(1, closely("It fails.", List.of("sums"), speaks("sums", "", List.of())));
  }

  @Test
  void a_page_that_names_one_of_both_is_not_close() {
    Speaks failure = speaks("", "channel", List.of());
    assertEquals(0, closely("About taxes.", List.of("duplicates"), failure));
    assertEquals(0, closely("About taxes.", List.of("orders"), failure));
    assertEquals(0, closely("The orders of a channel.", List.of(), failure));
    assertEquals(0, closely("", List.of(""), failure));
  }

  @Test
  @Timeout(30)
  void a_pattern_that_does_not_come_to_an_end_fits_nothing() {
    Speaks tale = new Speaks("t", "model.s.a", "a".repeat(5_000) + "!", "", null, null, null);
    assertEquals(0, executable(new Match("", "", "(a+)+$", "", List.of()), tale));
    assertEquals(0, executable(new Match("", "", "(a|b)*c", "", List.of()), tale));
    assertEquals(1, executable(new Match("", "", "a+!", "", List.of()), tale));
    Speaks named = new Speaks("a".repeat(2_000), "model.s.a", "no", "", null, null, null);
    assertEquals(0, executable(new Match("*a".repeat(20) + "b", "", "", "", List.of()), named));
  }

  private static int closely(String text, List<String> tags, Speaks failure) {
    return new Entries(List.of(new Entry("a.md", "A", tags, text, "v", null, null, "")))
        .closely(failure)
        .size();
  }

  private static int executable(Match match, Speaks failure) {
    Entry entry = new Entry("a.md", "A", List.of(), "", "v", match, CHANGE, "");
    return new Entries(List.of(entry)).executable(failure).size();
  }

  private static int prose(String text, List<String> tags, Speaks failure) {
    return new Entries(List.of(new Entry("a.md", "A", tags, text, "v", null, null, "")))
        .prose(failure)
        .size();
  }

  private static Speaks speaks(String test, String column, List<String> values) {
    return new Speaks(
        test,
        "model.shop.stg_orders",
        "Got 1 result",
        column,
        values,
        List.of("orders"),
        List.of("duplicates"));
  }
}
