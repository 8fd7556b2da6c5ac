package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Progress.Waiting;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known can be read, and letters be sent, while a fix waits for somebody. */
class MeanwhileTest {
  private static final Policy DRAFTS = new Policy(Publish.DRAFT, null, 0, 0, 0, 0, null, null);

  private final FakeWorld world = new FakeWorld();
  private final FlowStage stage = new FlowStage(world);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_fix_that_waits_has_its_report_and_letters_beside_it() {
    Remediation flow = stage.start(Policy.standard());
    Waiting waiting = stage.awaitQuestion(flow);
    assertEquals(FakeWorld.REPORT.markdown(), waiting.report());
    assertEquals(FakeWorld.REPORT.html(), waiting.html());
    assertEquals(FakeWorld.REPORT.letters(), waiting.letters());
    Story told = world.reports.get(0);
    assertEquals(waiting.question(), told.headline());
    assertTrue(told.aside().deciding());
    assertFalse(told.aside().asking(), "nothing else is open");
    assertNull(told.pull());
    assertTrue(world.calls.indexOf("write") < world.calls.indexOf("post"), "read, then asked");
    stage.cancel(flow);
  }

  @Test
  void whoever_is_asked_in_the_chat_is_told_of_the_night_in_short_and_so_is_how_it_ended() {
    Remediation flow = stage.start(DRAFTS);
    String hash = stage.awaitQuestion(flow).patchHash();
    flow.decide(new Decision(Choice.APPROVE, "ana", hash, "", "test", ""));
    stage.outcome(flow);
    assertEquals(
        List.of(Matter.QUESTION, Matter.ENDING),
        world.posts.stream().map(Message::matter).toList());
    for (Message post : world.posts) {
      assertEquals(FakeWorld.REPORT.brief(), post.brief());
      assertEquals("/pulls/7", post.link(), "where the draft is to be seen");
    }
  }

  @Test
  void a_draft_that_waits_has_one_too_and_another_once_a_question_is_answered() {
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.ambiguous());
    Remediation flow = stage.start(DRAFTS);
    Waiting waiting = stage.awaitQuestion(flow);
    assertEquals(FakeWorld.REPORT.markdown(), waiting.report());
    assertEquals(7, world.reports.get(0).pull().number());
    assertTrue(world.reports.get(0).aside().asking());

    flow.answer(new Answer(waiting.asked().get(0).id(), "source", "ana", "", "test"));
    Waiting next = stage.awaitWaiting(flow, now -> now.asked().isEmpty());
    assertEquals(FakeWorld.REPORT.letters(), next.letters());
    assertEquals(2, world.reports.size());
    assertFalse(world.reports.get(1).aside().asking());
    assertTrue(world.reports.get(1).aside().deciding());
    stage.cancel(flow);
  }

  @Test
  void a_look_that_could_not_be_made_stands_in_the_report() {
    world.unmade = List.of("changes");
    Remediation flow = stage.start(Policy.standard());
    stage.awaitQuestion(flow);
    assertEquals(List.of("changes"), world.reports.get(0).unmade());
    stage.cancel(flow);
  }
}
