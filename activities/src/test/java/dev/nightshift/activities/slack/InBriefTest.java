package dev.nightshift.activities.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.report.Brief;
import dev.nightshift.activities.report.Brief.Line;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands below a question and an ending, for somebody with a phone. */
class InBriefTest {
  private static final Line CODE =
      new Line(
          "CODE",
          "raw.orders.total",
          "raw.orders has no column total any more.",
          "you: say yes or no to the fix");
  private static final Line SOURCE =
      new Line("SOURCE", "raw.refunds.id", "12 ids came twice.", "Platform desk");

  private final MemoryBlobs blobs = new MemoryBlobs();
  private SlackDouble slack;

  @BeforeEach
  void open() throws IOException {
    slack = new SlackDouble();
  }

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void a_question_shows_each_cause_the_files_and_the_short_fix_above_its_buttons() {
    String shown =
        shown(
            Matter.QUESTION,
            new Brief(
                List.of(CODE, SOURCE),
                List.of("models/stg_orders.sql"),
                "models/stg_orders.sql\n-  total,\n+  amount as total,",
                "https://cloud.example/runs/7"));
    assertTrue(
        shown.contains(
            """
            • *CODE* `raw.orders.total`: raw.orders has no column total any more. → you: say yes or no to the fix
            • *SOURCE* `raw.refunds.id`: 12 ids came twice. → Platform desk
            Changes `models/stg_orders.sql`
            ```
            models/stg_orders.sql
            -  total,
            +  amount as total,
            ```
            <https://cloud.example/runs/7|The run>
            """),
        shown);
    assertTrue(shown.indexOf("amount as total") < shown.indexOf("Approve"), shown);
  }

  @Test
  void an_ending_shows_each_cause_with_who_acts_and_leads_to_the_pull_request() {
    String shown =
        shown(Matter.ENDING, new Brief(List.of(SOURCE), List.of("models/a.sql"), "a", ""));
    assertTrue(shown.contains("12 ids came twice. → Platform desk"), shown);
    assertTrue(shown.contains("<https://code.example/pulls/7|Look at it>"), shown);
    assertFalse(shown.contains("models/a.sql"), shown);
  }

  @Test
  void a_fix_that_is_too_long_to_be_shown_is_said_to_be() {
    String shown = shown(Matter.QUESTION, new Brief(List.of(CODE), many(30), "", ""));
    assertTrue(shown.contains(" and 20 more; read the change before you say yes"), shown);
  }

  @Test
  void nothing_that_others_wrote_commands_slack_or_passes_for_ours() {
    Line evil =
        new Line(
            "SOURCE",
            "a`b*c",
            "<!channel> <https://evil|here>\n• *CODE* `fine`: ~all~ good\u202e\u0007",
            "*you*");
    String shown =
        shown(
            Matter.QUESTION,
            new Brief(List.of(evil), List.of("x`y.sql"), "+ ``` <@U0> & *b*", "javascript:x|y"));
    assertTrue(
        shown.contains("`a'b*c`: &lt;!channel&gt; &lt;https://evil|here&gt; • ∗CODE∗"), shown);
    assertTrue(shown.contains("'fine': ∼all∼ good → ∗you∗"), shown);
    assertTrue(shown.contains("Changes `x'y.sql`"), shown);
    assertTrue(shown.contains("```\n+ ''' &lt;@U0&gt; &amp; *b*\n```"), shown);
    assertFalse(shown.contains("javascript"), shown);
    assertFalse(shown.contains("\u202e"), shown);
  }

  @Test
  void however_much_there_is_slack_takes_it_and_what_does_not_fit_is_counted() {
    Line wide = new Line("CODE", "&".repeat(300), "<".repeat(600), "&".repeat(300));
    String shown =
        shown(
            Matter.QUESTION,
            new Brief(
                Collections.nCopies(200, wide), many(500), "+&\n".repeat(2_000), "https://r/1"));
    assertTrue(shown.matches("(?s).*\nand 19\\d more\n.*"), shown);
    assertTrue(slack.heads().get(0).blocks.size() <= 50);
  }

  @Test
  void what_cannot_be_read_any_more_is_left_out_and_the_question_comes_all_the_same() {
    post(Matter.QUESTION, new BlobRef("0".repeat(64), 1, "brief.json"));
    post(Matter.ENDING, blobs.putText("brief.json", "no json"));
    assertTrue(slack.heads().get(0).shown().contains("How it is."), slack.heads().get(0).shown());
    assertEquals(2, slack.messages.size());
  }

  private static List<String> many(int files) {
    return Collections.nCopies(files, "models/" + "m".repeat(190) + ".sql");
  }

  private String shown(Matter matter, Brief brief) {
    try {
      post(matter, blobs.putText("brief.json", Converter.json().writeValueAsString(brief)));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return slack.heads().get(0).shown() + "\n";
  }

  private void post(Matter matter, BlobRef brief) {
    new SlackChat(
            new Settings.Slack(slack.address(), Map.of(), 100),
            Optional.of(SlackDouble.TOKEN),
            InstantSource.fixed(Instant.ofEpochSecond(SlackDouble.FIRST + 60)),
            () -> 1,
            blobs)
        .post(
            new Message(
                "shop",
                "night-desk",
                "fix/shop/7#" + matter,
                "fix/shop/7",
                "How it is.",
                "",
                matter,
                matter == Matter.QUESTION ? "3f".repeat(32) : "",
                matter == Matter.ENDING ? "https://code.example/pulls/7" : "",
                null,
                brief));
  }
}
