package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String FILE =
      """
      failing: [model.shop.stg_orders]
      causes:
        - verdict: CODE
          kind: renamed_source_column
          nodes: [model.shop.stg_orders]
          subject: source.shop.raw.orders.total
        - verdict: SOURCE
          kind: source_duplicates
          nodes: [test.shop.b, test.shop.a]
          subject: source.shop.raw.refunds.id
      pull_request:
        files: [models/stg_orders.sql]
        contains: ["    amount as total,"]
      remaining: [test.shop.b, test.shop.a]
      """;

  private static final String PATCH =
      """
      --- a/models/stg_orders.sql
      +++ b/models/stg_orders.sql
      @@ -1 +1 @@
      -    total,
      +    amount as total,
      """;

  private static final Cause RENAMED =
      cause(Verdict.CODE, "renamed_source_column", "raw.orders.total", "model.shop.stg_orders");
  private static final Cause TWICE =
      cause(Verdict.SOURCE, "source_duplicates", "raw.refunds.id", "test.shop.a", "test.shop.b");

  private static Cause cause(Verdict verdict, String kind, String subject, String... nodes) {
    return new Cause(kind, verdict, "source.shop." + subject, List.of(nodes), "", null, null, null);
  }

  private static Expected expected() throws Yaml.Unreadable {
    return Expected.of("bad", (Map<?, ?>) Yaml.parse(FILE));
  }

  private static RemediationOutcome outcome(
      Ending ending, List<String> remaining, Cause... causes) {
    return new RemediationOutcome(
        ending,
        "So it ended.",
        List.of(causes),
        remaining,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void an_ending_as_the_file_says_differs_in_nothing() throws Exception {
    assertEquals(List.of("build"), expected().command());
    assertEquals(
        List.of(),
        Comparison.of(
            expected(),
            outcome(Ending.PULL_REQUEST, List.of("test.shop.a", "test.shop.b"), TWICE, RENAMED),
            PATCH,
            List.of()));
  }

  private static List<String> ofAnOpenNight(Asked... asked) throws Exception {
    String file =
        """
        causes:
          - verdict: UNCLEAR
            kind: undocumented_value
            nodes: [test.shop.a]
            subject: source.shop.channel
            question: Is kiosk a new channel?
        remaining: [test.shop.a]
        """;
    Cause open =
        new Cause(
            "undocumented_value",
            Verdict.UNCLEAR,
            "source.shop.channel",
            List.of("test.shop.a"),
            "kiosk is outside the list. Is it a new channel?",
            null,
            null,
            null);
    return Comparison.of(
        Expected.of("open", (Map<?, ?>) Yaml.parse(file)),
        outcome(Ending.REPORT, List.of("test.shop.a"), open),
        "",
        List.of(asked));
  }

  @Test
  void an_open_night_differs_in_nothing_where_somebody_was_asked_with_a_choice() throws Exception {
    List<Way> ways = List.of(new Way("known", "It is"), new Way("none", "I cannot say"));
    assertEquals(
        List.of(), ofAnOpenNight(new Asked("1f", "kiosk is outside the list. Is it a n…", ways)));
  }

  @Test
  void what_a_person_says_stands_with_the_cause_that_it_leaves() throws Exception {
    String file =
        """
        causes:
          - {verdict: CODE, kind: chosen_value, subject: source.shop.raw.orders.channel, nodes: [test.shop.c], question: "What is it?", answer: add_kiosk}
          - {verdict: SOURCE, kind: late_source, subject: a, nodes: []}
        """;
    Expected expected = Expected.of("answered", (Map<?, ?>) Yaml.parse(file));
    assertEquals(List.of("add_kiosk"), expected.answers());
    assertEquals(
        "[CODE chosen_value of source.shop.raw.orders.channel [test.shop.c]]",
        expected.asked().toString());
  }

  @Test
  void what_a_file_has_in_backticks_must_be_said_and_asked() throws Exception {
    String file =
        """
        causes:
          - verdict: UNCLEAR
            kind: undocumented_value
            nodes: [test.shop.a]
            subject: channel
            because: Only `kiosk` is outside, in `9` of 2,000 orders of `raw.orders`.
            question: Is `kiosk` new, or is it `curbside`?
        """;
    Cause open =
        new Cause(
            "undocumented_value",
            Verdict.UNCLEAR,
            "channel",
            List.of("test.shop.a"),
            "kiosk is outside the list. Is it new?",
            List.of(Evidence.of("9 rows have it", "production")),
            null,
            null);
    List<Way> ways = List.of(new Way("known", "It is"), new Way("none", "I cannot say"));
    assertEquals(
        List.of("not said of channel: raw.orders", "not asked about channel: curbside"),
        Comparison.of(
            Expected.of("open", (Map<?, ?>) Yaml.parse(file)),
            outcome(Ending.REPORT, List.of(), open),
            "",
            List.of(new Asked("1f", open.because(), ways))));
  }

  @Test
  void a_report_on_an_open_night_of_which_nobody_was_asked_is_told() throws Exception {
    List<String> told =
        List.of(
            "asked with a choice, missing: UNCLEAR undocumented_value of source.shop.channel"
                + " [test.shop.a]");
    assertEquals(told, ofAnOpenNight());
    assertEquals(told, ofAnOpenNight(new Asked("1f", "kiosk is outside the list.", List.of())));
  }

  @Test
  void each_difference_is_told() throws Exception {
    List<String> told =
        Comparison.of(
            expected(),
            outcome(Ending.REPORT, List.of("test.shop.a"), RENAMED.leftAlone("?")),
            "",
            List.of());
    assertEquals(
        List.of(
            "it should end as PULL_REQUEST, and ended so: So it ended.",
            "nothing was proposed: ?",
            "causes, missing: SOURCE source_duplicates of source.shop.raw.refunds.id"
                + " [test.shop.a, test.shop.b]",
            "changed files, missing: models/stg_orders.sql",
            "the patch does not add the line: amount as total,",
            "left red, missing: test.shop.b"),
        told);
  }

  @Test
  void a_patch_that_nobody_asked_for_is_told() throws Exception {
    Expected none =
        Expected.of(
            "none", Map.of("causes", List.of(), "pull_request", "", "remaining", List.of()));
    assertTrue(
        Comparison.of(none, outcome(Ending.PULL_REQUEST, List.of()), PATCH, List.of())
            .contains("changed files, not expected: models/stg_orders.sql"));
  }

  @Test
  void a_report_that_shows_the_data_of_each_changed_model_differs_in_nothing() {
    String report =
        "# Night\n\n## What it does to the data\n\n| `stg_orders` (edited) | 9 | 9 |\n\n## Next\n";
    assertEquals(List.of(), Comparison.data(PATCH, report));
    String others = PATCH.replace("models/stg_orders.sql", "macros/stg_orders.sql");
    assertEquals(List.of(), Comparison.data(others, ""), "a macro is no relation");
  }

  @Test
  void a_changed_model_whose_data_was_not_compared_is_told() {
    List<String> told =
        List.of("the report does not say what the fix does to the data of stg_orders");
    assertEquals(told, Comparison.data(PATCH, "# Night\n\n## Next\n\n`stg_orders`\n"));
    String elsewhere =
        "# Night\n\n## What it does to the data\n\n`stg_refunds`\n\n## Next\n\n`stg_orders`\n";
    assertEquals(told, Comparison.data(PATCH, elsewhere));
  }
}
