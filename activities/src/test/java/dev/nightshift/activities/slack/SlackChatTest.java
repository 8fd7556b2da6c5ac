package dev.nightshift.activities.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackChatTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.ofEpochSecond(SlackDouble.FIRST + 60));
  private static final String FLOW = "fix/shop/job-7";
  private static final String QUESTION = "Publish a fix of 1 file that makes 1 cause green?";
  private static final String PATCH = "3f".repeat(32);

  private SlackDouble slack;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private int attempt = 1;

  @BeforeEach
  void open() throws IOException {
    slack = new SlackDouble();
  }

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void a_run_is_one_thread_whose_top_says_how_it_ended() {
    String place = chat().post(question(""));
    chat().post(message("reminder", "Still waiting.", place, Matter.NOTE));
    chat().post(ending("Pull request 7 makes 1 cause green.", place));
    assertEquals(1, slack.heads().size());
    Said top = slack.heads().get(0);
    assertTrue(top.shown().contains("*Done: shop*"), top.shown());
    assertTrue(top.shown().contains("Pull request 7 makes 1 cause green."), top.shown());
    assertFalse(top.shown().contains("Publish"), top.shown());
    assertEquals(
        List.of("Still waiting.", "Pull request 7 makes 1 cause green."),
        slack.replies().stream().map(said -> said.shown().lines().findFirst().orElse("")).toList());
  }

  @Test
  void a_run_that_asks_nobody_is_one_message() {
    chat().post(ending("Nothing to change in the project.", ""));
    assertEquals(1, slack.messages.size());
    assertTrue(slack.heads().get(0).shown().contains("Nothing to change"));
  }

  @Test
  void a_question_has_buttons_for_exactly_this_patch_and_a_field_for_the_reason() {
    chat().post(question(""));
    JsonNode blocks = slack.heads().get(0).blocks;
    List<String> values = blocks.findValuesAsText("value");
    assertEquals(2, values.size());
    assertEquals(new SlackButton(FLOW, PATCH), SlackButton.read(values.get(0)).orElseThrow());
    assertEquals(
        List.of(SlackButton.APPROVE, SlackButton.REJECT, SlackButton.REASON),
        blocks.findValuesAsText("action_id"));
    chat().post(ending("Kim said no.", SlackDouble.CHANNEL + "/" + slack.heads().get(0).ts));
    assertEquals(List.of(), slack.heads().get(0).blocks.findValuesAsText("action_id"));
  }

  @Test
  void an_open_question_has_a_button_for_each_of_its_answers() {
    List<Way> ways = List.of(new Way("w1", "It is <new>"), new Way("w2", "y".repeat(100)));
    chat()
        .post(
            new Message(
                "shop",
                "night-desk",
                FLOW + "#question",
                FLOW,
                "2 questions are open.",
                "",
                Matter.QUESTION,
                "",
                "",
                List.of(
                    new Asked("q1", "Is kiosk a channel?", ways),
                    new Asked("q2", "&".repeat(600), ways))));
    Said top = slack.heads().get(0);
    assertTrue(
        top.shown().contains("Is kiosk a channel?\n• It is &lt;new&gt;\n• yyy"), top.shown());
    List<SlackButton> buttons =
        top.blocks.findValuesAsText("value").stream()
            .map(value -> SlackButton.read(value).orElseThrow())
            .toList();
    assertEquals(4, buttons.size());
    assertEquals(new SlackButton(FLOW, "", "q1", "w1"), buttons.get(0));
    assertEquals(
        5, top.blocks.findValuesAsText("action_id").stream().distinct().count(), "names differ");
  }

  @Test
  void a_post_whose_answer_was_lost_is_found_again() {
    slack.lose("chat.postMessage");
    assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> chat().post(question(""))));
    String place = chat().post(question(""));
    assertEquals(1, slack.messages.size(), "it was posted twice");
    slack.lose("chat.postMessage");
    assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> chat().post(ending("Done.", place))));
    chat().post(ending("Done.", place));
    assertEquals(1, slack.replies().size(), "the reply was posted twice");
  }

  @Test
  void it_is_found_among_many_that_others_said() {
    for (int i = 0; i < 10; i++) {
      slack.say(Map.of("text", "good morning " + i), null);
    }
    chat().post(question(""));
    for (int i = 0; i < 10; i++) {
      slack.say(Map.of("text", "good evening " + i), null);
    }
    chat().post(question(""));
    assertEquals(21, slack.messages.size());
  }

  @Test
  void a_message_of_another_app_with_our_key_is_not_ours() {
    slack.say(
        Map.of(
            "text",
            "all is well",
            "metadata",
            "{\"event_type\":\"nightshift\",\"event_payload\":{\"key\":\""
                + FLOW
                + "#question\"}}"),
        "B0OTHER");
    chat().post(question(""));
    assertEquals(2, slack.messages.size());
  }

  @Test
  void a_first_try_that_arrives_after_the_second_has_looked_leaves_one_message() {
    attempt = 2;
    slack.arriveLate(
        Map.of(
            "text",
            "shop: " + QUESTION,
            "metadata",
            "{\"event_type\":\"nightshift\",\"event_payload\":{\"key\":\""
                + FLOW
                + "#question\",\"project\":\"shop\"}}"));
    String place = chat().post(question(""));
    assertEquals(1, slack.messages.size());
    assertEquals(SlackDouble.CHANNEL + "/" + slack.messages.get(0).ts, place);
  }

  @Test
  void a_thread_that_somebody_took_away_is_begun_again() {
    String place = chat().post(question(""));
    slack.messages.clear();
    chat().post(ending("Done.", place));
    assertEquals(1, slack.heads().size());
  }

  @Test
  void what_the_embedded_chat_gave_begins_a_thread_of_its_own() {
    chat().post(ending("Done.", "night-desk/0a1b2c3d4e5f"));
    assertEquals(1, slack.heads().size());
  }

  @Test
  void patience_is_asked_for_with_its_length() {
    slack.fail("chat.postMessage", 429, Map.of("Retry-After", "17"));
    ApplicationFailure failure = refused(() -> chat().post(question("")));
    assertEquals(ErrorKind.RATE_LIMITED, ErrorKind.of(failure));
    assertEquals(Duration.ofSeconds(17), failure.getNextRetryDelay());
    assertFalse(failure.isNonRetryable());
  }

  @Test
  void a_bad_day_of_slacks_is_waited_out() {
    slack.fail("conversations.history", 503, Map.of());
    assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> chat().post(question(""))));
    slack.refuse("conversations.history", "internal_error");
    assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> chat().post(question(""))));
  }

  @Test
  void what_a_person_must_put_right_is_said_and_not_tried_again() {
    assertTold(ErrorKind.UNAUTHORIZED, "NIGHTSHIFT_SLACK_TOKEN", chat(Optional.of("xoxb-old")));
    assertTold(ErrorKind.UNAUTHORIZED, "is not set where the worker runs", chat(Optional.empty()));
    slack.member = false;
    assertTold(ErrorKind.REFUSED, "/invite", chat());
    slack.channels.clear();
    assertTold(ErrorKind.NOT_FOUND, "no channel #night-desk", chat());
    slack.refuse("conversations.list", "missing_scope");
    assertTold(ErrorKind.UNAUTHORIZED, "scope", chat());
  }

  @Test
  void a_channel_far_down_the_list_is_found_by_its_name_and_by_its_id() {
    slack.channels.clear();
    for (int i = 0; i < 7; i++) {
      slack.channels.put("room-" + i, "C000000" + i);
    }
    slack.channels.put("night-desk", SlackDouble.CHANNEL);
    chat().post(question(""));
    assertEquals(1, slack.heads().size());
    slack.calls.clear();
    chat()
        .post(
            new Message(
                "shop",
                SlackDouble.CHANNEL,
                "other#ending",
                "other",
                "x",
                "",
                Matter.ENDING,
                "",
                "",
                null));
    assertFalse(slack.calls.contains("conversations.list"));
  }

  @Test
  void words_of_a_test_mention_nobody_and_link_nowhere() {
    chat()
        .post(
            ending("<!channel> <@U0KIM> <https://evil.example|look> a & b \u202e\u0007 @here", ""));
    Said said = slack.heads().get(0);
    for (String shown : List.of(said.text, said.shown())) {
      assertFalse(shown.contains("<!channel>") || shown.contains("<@"), shown);
      assertFalse(shown.contains("<https://evil"), shown);
      assertTrue(shown.contains("&lt;!channel&gt;") && shown.contains("a &amp; b"), shown);
      assertFalse(shown.contains("\u202e") || shown.contains("\u0007"), shown);
    }
    said.blocks
        .findParents("verbatim")
        .forEach(text -> assertTrue(text.path("verbatim").asBoolean()));
    assertEquals(
        said.blocks.findValuesAsText("type").stream().filter("mrkdwn"::equals).count(),
        said.blocks.findParents("verbatim").size());
  }

  @Test
  void a_link_that_would_end_early_is_none() {
    Message odd =
        new Message(
            "shop",
            "night-desk",
            "k",
            FLOW,
            "Done.",
            "",
            Matter.ENDING,
            "",
            "https://x.example/a|b> <!here>",
            null);
    chat().post(odd);
    assertFalse(slack.heads().get(0).shown().contains("x.example"));
  }

  @Test
  void words_are_cut_before_slack_refuses_them() {
    chat().post(ending("&".repeat(20_000), ""));
    String shown = slack.heads().get(0).shown();
    assertTrue(shown.contains("&amp;…"), "it is cut within an entity");
  }

  @Test
  void after_the_days_threads_only_questions_come_and_the_silence_is_said_once() {
    SlackChat two = chat(2);
    for (int run = 1; run <= 4; run++) {
      two.post(ofRun(run, Matter.ENDING, ""));
    }
    two.post(ofRun(5, Matter.QUESTION, PATCH));
    List<String> shown = slack.heads().stream().map(Said::shown).toList();
    assertEquals(4, shown.size(), shown::toString);
    assertTrue(shown.get(2).contains("There were 2 threads"), shown.get(2));
    assertTrue(shown.get(3).contains("run 5"), shown.get(3));
  }

  @Test
  void what_is_within_a_thread_is_never_too_much() {
    String place = chat(1).post(question(""));
    chat(1).post(ending("Done.", place));
    assertEquals(1, slack.replies().size());
  }

  @Test
  void a_connection_says_who_it_is_and_what_it_may_not() {
    assertEquals("nightshift in Larkspur", chat().whoAmI());
    slack.scopes = "channels:read";
    assertEquals(List.of("chat:write", "channels:history"), chat().missingScopes());
  }

  private SlackChat chat() {
    return chat(Optional.of(SlackDouble.TOKEN));
  }

  private SlackChat chat(Optional<String> token) {
    return chat(token, 30);
  }

  private SlackChat chat(int most) {
    return chat(Optional.of(SlackDouble.TOKEN), most);
  }

  private SlackChat chat(Optional<String> token, int most) {
    return new SlackChat(
        new Settings.Slack(slack.address(), Map.of(), most), token, NOW, () -> attempt, blobs);
  }

  private static Message question(String place) {
    return new Message(
        "shop",
        "night-desk",
        FLOW + "#question",
        FLOW,
        QUESTION,
        place,
        Matter.QUESTION,
        PATCH,
        "",
        null);
  }

  private static Message ending(String text, String place) {
    return message("ending", text, place, Matter.ENDING);
  }

  private static Message message(String what, String text, String place, Matter matter) {
    return new Message(
        "shop",
        "night-desk",
        FLOW + "#" + what,
        FLOW,
        text,
        place,
        matter,
        "",
        "https://code.example/pulls/7",
        null);
  }

  private static Message ofRun(int run, Matter matter, String patch) {
    String flow = "fix/shop/" + run;
    return new Message(
        "shop",
        "night-desk",
        flow + "#it",
        flow,
        "This is run " + run,
        "",
        matter,
        patch,
        "",
        null);
  }

  private static void assertTold(ErrorKind kind, String todo, SlackChat chat) {
    ApplicationFailure failure = refused(() -> chat.post(question("")));
    assertEquals(kind, ErrorKind.of(failure), failure::getOriginalMessage);
    assertTrue(failure.isNonRetryable());
    assertTrue(failure.getOriginalMessage().contains(todo), failure::getOriginalMessage);
  }

  private static ErrorKind kindOf(Runnable post) {
    return ErrorKind.of(refused(post));
  }

  private static ApplicationFailure refused(Runnable post) {
    return assertThrows(ApplicationFailure.class, post::run);
  }
}
