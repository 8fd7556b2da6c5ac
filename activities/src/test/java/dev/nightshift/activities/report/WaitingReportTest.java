package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Aside;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Pull;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingReportTest extends ReportRoom {
  private static final Aside DECIDING = new Aside("", null, false, true);
  private static final Decision YES = new Decision(Choice.APPROVE, "Ada", "h", "", "Slack", "");

  @Test
  void while_a_fix_waits_its_report_says_who_decides_and_who_else_acts() {
    String text = blobs.readText(reports.write(story(DECIDING, null)).markdown());
    assertTrue(text.contains("| you: say yes or no to the fix | 2 |"), text);
    assertTrue(text.contains("| whoever delivers the data | 1 |"), text);
    assertTrue(text.contains("**What to do:** Say yes or no to the fix"), text);
    String ended = blobs.readText(reports.write(story(null, null)).markdown());
    assertFalse(ended.contains("yes or no"), ended);
  }

  @Test
  void what_was_told_while_it_waited_goes_on_by_reference() {
    Report report = reports.write(story(DECIDING, null));
    PullText whole = reports.describe(story(null, YES));
    PullText again = reports.describe(again(report, "PULL_REQUEST", "", YES, null));
    assertEquals(blobs.readText(whole.body()), blobs.readText(again.body()));
    assertEquals(whole.commitMessage(), again.commitMessage());
    assertTrue(again.commitMessage().contains("Approved-by: Ada"), again.commitMessage());

    Pull pull = new Pull(7, "https://host/7", "nightshift/x", "c0", "open");
    Report ended = reports.write(again(report, "PULL_REQUEST", "Pull request 7.", YES, pull));
    String text = blobs.readText(ended.markdown());
    assertTrue(text.contains("Pull request 7: <https://host/7>"), text);
    assertTrue(text.contains("you: review pull request 7"), text);
    assertTrue(text.contains("Approved by Ada on Slack"), text);
    assertNull(ended.story(), "nothing goes on from the end");
  }

  private static Story again(
      Report before, String ending, String headline, Decision decision, Pull pull) {
    return Story.again(
        before.story(),
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        ending,
        headline,
        decision,
        pull,
        null);
  }

  private Story story(Aside aside, Decision decision) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        "REPORT",
        "Publish a fix of 2 files that makes 2 causes green?",
        null,
        LastNight.CAUSES,
        null,
        LastNight.BASE,
        "Reads the new column.",
        LastNight.before(blobs),
        LastNight.after(blobs),
        List.of(),
        decision,
        null,
        null,
        null,
        null,
        aside);
  }
}
