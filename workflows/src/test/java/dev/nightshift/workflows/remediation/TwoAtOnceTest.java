package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people speak of the same: of what was acknowledged nothing is lost. */
class TwoAtOnceTest {
  private static final BlobRef PATCH = FakeWorld.PATCH;
  private static final Answer ANSWER = new Answer("q", "known", "bea", "", "test");
  private static final Decision YES =
      new Decision(Choice.APPROVE, "ana", PATCH.sha256(), "", "test", "");

  @ParameterizedTest
  @ValueSource(strings = {"update", "signal"})
  void a_decision_that_comes_behind_an_answer_is_told_to_look_again(String how) {
    RemediationOutcome outcome = played(how);
    assertEquals("bea", outcome.headline(), "the answer was acknowledged");
    assertEquals("somebody was faster; look again in a moment", outcome.reportPath());
  }

  @Test
  void an_answer_that_comes_behind_a_decision_is_too() {
    RemediationOutcome outcome = played("answer last");
    assertEquals("ana", outcome.headline());
    assertEquals("somebody was faster; look again in a moment", outcome.reportPath());
  }

  /** The flow reminds people, and has not gone on before that is posted. */
  @Test
  void an_answer_that_comes_behind_an_answer_is_too_and_the_first_one_counts() {
    FakeWorld world = new FakeWorld();
    world.causes = List.of(FakeWorld.ambiguous());
    CompletableFuture<Remediation> flow = new CompletableFuture<>();
    List<String> heard = new CopyOnWriteArrayList<>();
    world.meanwhile.put(
        "post",
        () -> {
          if (world.posts.size() == 1) {
            String open = flow.join().progress().waiting().asked().get(0).id();
            heard.add(replied(flow.join(), new Answer(open, "source", "bea", "", "test")));
            heard.add(replied(flow.join(), new Answer(open, "charged", "ana", "", "test")));
          }
        });
    try (FlowStage stage = new FlowStage(world)) {
      flow.complete(stage.start(new Policy(null, null, 60, 3600, 0, 0, null, null)));
      Cause cause = stage.outcome(flow.join()).causes().get(0);
      assertEquals(List.of("noted, by bea", "somebody was faster; look again in a moment"), heard);
      assertEquals(Verdict.SOURCE, cause.verdict());
      List<String> answers =
          world.said.entrySet().stream()
              .filter(kept -> !Ids.isTold(kept.getKey()))
              .map(Map.Entry::getValue)
              .toList();
      assertEquals(1, answers.size());
      assertTrue(answers.get(0).startsWith("source\nbea on "));
    }
  }

  @Test
  void what_was_answered_is_open_no_more_and_the_flow_goes_by_the_first_answer() {
    FakeWorld world = new FakeWorld();
    world.causes = List.of(FakeWorld.renamed(), FakeWorld.leftOpen());
    try (FlowStage stage = new FlowStage(world)) {
      Remediation flow = stage.start(Policy.standard());
      String open = stage.awaitQuestion(flow).asked().get(0).id();
      flow.answer(new Answer(open, "source", "bea", "", "test"));
      Waiting left = stage.awaitWaiting(flow, next -> next.asked().isEmpty());

      Answer late = new Answer(open, "charged", "ana", "", "test");
      assertEquals("no such question is open now", replied(flow, late));
      assertEquals(left, flow.progress().waiting(), "it waits as before");
      flow.decide(YES);
      RemediationOutcome outcome = stage.outcome(flow);
      assertEquals(
          List.of(Verdict.CODE, Verdict.SOURCE),
          outcome.causes().stream().map(Cause::verdict).toList());
      assertTrue(outcome.causes().get(1).evidence().get(0).says().startsWith("bea answered: "));
    }
  }

  /** The answer's echo, or why it was refused. */
  private static String replied(Remediation flow, Answer answer) {
    try {
      return flow.answer(answer);
    } catch (WorkflowUpdateException refused) {
      return ErrorKind.messageOf(refused);
    }
  }

  private static RemediationOutcome played(String how) {
    try (FlowStage stage = new FlowStage(new FakeWorld(), BothFlow.class)) {
      return stage.outcome(stage.start(how, Policy.standard()));
    }
  }

  /** As it reminds nobody has read what came: both are there in one task of the workflow. */
  public static final class BothFlow extends ApprovedFlow implements Remediation {
    private String refused = "";

    @WorkflowInit
    public BothFlow(RemediationRequest request) {
      super(new Trail("remediation", request.project(), "both"), request.policy());
    }

    @Override
    public RemediationOutcome run(RemediationRequest request) {
      Asked open = new Asked("q", "Why?", List.of(new Way("known", "so be it")));
      Question question = new Question("Publish?", "abc", PATCH, "proof", List.of(open));
      Reply reply = replyTo(question, FakeWorld.REPORT, () -> speak(request.run()));
      String heard =
          reply.decision().map(Decision::person).or(() -> reply.answer().map(Answer::person)).get();
      return new RemediationOutcome(
          Ending.REPORT, heard, null, null, null, null, refused, null, null, null, null, null);
    }

    private void speak(String how) {
      if (how.equals("answer last")) {
        decide(YES);
        said(() -> checkAnswer(ANSWER), () -> answer(ANSWER));
        return;
      }
      answer(ANSWER);
      if (how.equals("update")) {
        said(() -> checkDecision(YES), () -> decide(YES));
        return;
      }
      decideBySignal(YES);
      refused =
          trail.progress().found().stream()
              .map(line -> line.replace("A signal was ignored: ", ""))
              .findFirst()
              .orElse("");
    }

    private void said(Runnable check, Runnable word) {
      try {
        check.run();
        word.run();
      } catch (ApplicationFailure no) {
        refused = no.getOriginalMessage();
      }
    }

    @Override
    public void overtake(Newer later) {}

    @Override
    public void gaveWay(String earlier) {}

    @Override
    public void settled() {}
  }
}
