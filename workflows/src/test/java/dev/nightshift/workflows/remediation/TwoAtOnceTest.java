package dev.nightshift.workflows.remediation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people speak before the flow has gone on: of what was acknowledged nothing is lost. */
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
