package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.ToldBefore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report says of a cause that it is not the first to tell of. */
class ToldBeforeTest extends ReportRoom {
  private static final ToldBefore TOLD =
      new ToldBefore("2026-11-12", "fix/larkspur/7", "2026-11-12", false);

  @Test
  void the_section_says_since_when_and_where_it_was_told_of_first() {
    String text = report(LastNight.DUPLICATES.withDetails(TOLD.toDetails()));
    assertTrue(text.contains("**Told before:** since 2026-11-12, report `fix/larkspur/7`."), text);
  }

  @Test
  void it_is_told_as_loudly_as_what_is_new() {
    String old = report(LastNight.DUPLICATES.withDetails(TOLD.toDetails()));
    String anew = report(LastNight.DUPLICATES);
    assertEquals(
        anew, old.replaceAll("\n\\*\\*Told before:\\*\\*[^\n]*\n", ""), "nothing else differs");
    assertTrue(old.contains("## What somebody must do"), old);
  }

  @Test
  void the_table_says_it_where_there_is_one() {
    String text = report(LastNight.DUPLICATES.withDetails(TOLD.toDetails()), LastNight.CHANNEL);
    assertTrue(
        text.contains("| whoever delivers the data; told before: since 2026-11-12, report "), text);
    assertFalse(report(LastNight.DUPLICATES, LastNight.CHANNEL).contains("old before"));
  }

  @Test
  void what_a_flow_is_called_is_quoted() {
    ToldBefore odd = new ToldBefore("2026-11-12", "fix/a|b/<x>`y\n@kim", "", false);
    String text = report(LastNight.DUPLICATES.withDetails(odd.toDetails()), LastNight.CHANNEL);
    assertFalse(text.contains("<x>`y\n@kim"), text);
  }

  private String report(Cause... causes) {
    Story story =
        new Story(
            "fix/larkspur/8f1c",
            "larkspur",
            "8f1c",
            "REPORT",
            "headline",
            null,
            List.of(causes),
            null,
            null,
            "",
            null,
            null,
            null,
            null,
            null);
    return blobs.readText(reports.write(story).markdown());
  }
}
