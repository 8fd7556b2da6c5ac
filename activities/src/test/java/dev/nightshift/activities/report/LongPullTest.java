package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.KnowledgeMatch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongPullTest extends ReportRoom {
  private static final String MARK = "<!-- nightshift:workflow=fix/larkspur/8f1c -->";

  @Test
  void queries_that_do_not_fit_are_left_to_the_report() {
    String query = "select 1 as a_column_of_many,\n".repeat(250);
    Cause asked = LastNight.RENAMED;
    for (int n = 0; n < 12; n++) {
      asked = asked.and(Evidence.asked("All of them are alike.", query + n, "production"));
    }
    Story story = story(List.of(asked, LastNight.DUPLICATES));
    String body = body(story);
    assertTrue(body.length() <= PullWords.MOST, body.length() + " characters");
    assertTrue(body.contains("All of them are alike (production)"), body);
    assertTrue(body.contains("they are in the run's report"), body);
    assertTrue(body.contains("What stays as it is, and who must act"), body);
    assertTrue(body.endsWith(MARK + "\n"), body);
    String report = blobs.readText(reports.write(story).markdown());
    assertTrue(report.contains("a_column_of_many"), report);
  }

  @Test
  void what_is_longer_still_ends_before_a_heading_and_with_its_mark() {
    List<Cause> many =
        IntStream.range(0, 600).mapToObj(n -> LastNight.RENAMED.and(evidence(n))).toList();
    String body = body(story(many));
    assertTrue(body.length() <= PullWords.MOST + 500, body.length() + " characters");
    assertTrue(body.length() > PullWords.MOST / 2, body.length() + " characters");
    assertEquals(count(body, "<details>"), count(body, "</details>"));
    assertTrue(body.contains("</details>\n\nThere is more than fits here"), body);
    assertTrue(body.endsWith(MARK + "\n"), body);
  }

  @Test
  void one_cause_that_fits_nowhere_leaves_no_heading_behind() {
    String steps = "Ask the platform desk, and wait.\n".repeat(2_000);
    Cause told = LastNight.RENAMED.knownBy(new KnowledgeMatch("p.md", "Payments", "", steps, null));
    String body = body(story(List.of(told)));
    assertFalse(body.contains("## Why"), body);
    assertTrue(body.contains("There is more than fits here"), body);
  }

  @Test
  void what_fits_is_told_whole() {
    String body = body(story(LastNight.CAUSES));
    assertTrue(body.contains("join analytics.fct_payments using (payment_id)"), body);
    assertFalse(body.contains("run's report"), body);
  }

  private static Evidence evidence(int n) {
    return Evidence.of("Of the payments of day " + n + " all have the same value.", "production");
  }

  private String body(Story story) {
    return blobs.readText(reports.describe(story).body());
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private Story story(List<Cause> causes) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        "PULL_REQUEST",
        "",
        null,
        causes,
        null,
        LastNight.BASE,
        "Reads the new column.",
        LastNight.before(blobs),
        LastNight.after(blobs),
        List.of(),
        null,
        null);
  }
}
