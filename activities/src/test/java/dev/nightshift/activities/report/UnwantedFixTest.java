package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Aside;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fix that somebody said no to, or that a later run made needless, is recommended nowhere. */
class UnwantedFixTest extends ReportRoom {
  private static final Aside DECIDING = new Aside("", null, false, true);
  private static final Pull PULL = new Pull(7, "https://host/7", "nightshift/x", "c0", "open");
  private static final Decision NO = new Decision(Choice.REJECT, "Ada", "h", "", "Slack", "");

  @Test
  void after_a_no_nobody_is_sent_to_the_pull_request_that_was_closed() {
    Report report = reports.write(story(Ending.REJECTED, "Ada said no.", NO, PULL, null));
    String text = blobs.readText(report.markdown());
    assertTrue(text.contains("| the project's team | 2 |"), text);
    assertTrue(
        text.contains(
            "**What to do:** Somebody did not want this fix: the project's team mends it another"
                + " way, or has it looked for anew: `./nightshift fix --retry 8f1c`."),
        text);
    assertFalse(text.toLowerCase(Locale.ROOT).contains("review pull request"), text);
    assertEquals("the project's team", who(report));
  }

  @Test
  void after_a_no_to_what_was_never_published_it_is_said_too() {
    Report report = reports.write(story(Ending.REJECTED, "Ada said no.", NO, null, null));
    String text = blobs.readText(report.markdown());
    assertTrue(text.contains("**What to do:** Somebody did not want this fix"), text);
  }

  @Test
  void what_a_later_run_made_needless_needs_nobody() {
    String headline = "Run 9 of the same job passed: nothing is left to decide.";
    Report report = reports.write(story(Ending.SUPERSEDED, headline, null, PULL, null));
    String text = blobs.readText(report.markdown());
    assertTrue(text.contains("| nobody any more | 2 |"), text);
    assertTrue(
        text.contains("**What to do:** Nothing here: what came later says more, see the top."),
        text);
    assertFalse(text.toLowerCase(Locale.ROOT).contains("review pull request"), text);
    assertEquals("nobody any more", who(report));
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "SUPERSEDED"})
  void it_is_no_page_for_the_teams_notes(Ending ending) throws IOException {
    reports.write(story(Ending.PULL_REQUEST, "Ready for review?", null, PULL, DECIDING));
    Report report = reports.write(story(ending, "Over.", null, PULL, null));
    assertFalse(blobs.readText(report.markdown()).contains("What helped"));
    assertEquals(List.of(), pages(), "none of when it waited either");
  }

  @ParameterizedTest
  @EnumSource(names = {"PULL_REQUEST", "EXPIRED"})
  void what_is_proposed_still_is_one(Ending ending) throws IOException {
    reports.write(story(ending, "Over.", null, PULL, null));
    assertEquals(1, pages().size());
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("reports/larkspur"))) {
      return files.filter(file -> file.toString().contains(PageDrafts.MARK)).toList();
    }
  }

  /** As the chat shows it. */
  private String who(Report report) {
    return Brief.read(report.brief(), blobs).orElseThrow().causes().stream()
        .filter(line -> line.subject().equals("raw.payments.amount"))
        .findFirst()
        .orElseThrow()
        .who();
  }

  private static Story story(
      Ending ending, String headline, Decision decision, Pull pull, Aside aside) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        ending.name(),
        headline,
        null,
        LastNight.CAUSES,
        null,
        LastNight.BASE,
        "Reads the new column.",
        null,
        null,
        List.of(),
        decision,
        pull,
        null,
        null,
        null,
        aside);
  }
}
