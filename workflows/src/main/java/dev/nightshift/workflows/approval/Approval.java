package dev.nightshift.workflows.approval;

import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What a flow that waits for a person answers to. */
public interface Approval {
  /**
   * Decides on the patch that is waiting; a stale or strange decision is refused with the reason.
   */
  @UpdateMethod
  String decide(Decision decision);

  @UpdateValidatorMethod(updateName = "decide")
  void checkDecision(Decision decision);

  /** Answers one of the questions that are open; what is not among its answers is refused. */
  @UpdateMethod
  String answer(Answer answer);

  @UpdateValidatorMethod(updateName = "answer")
  void checkAnswer(Answer answer);

  /**
   * A decision from whoever can only signal. The payload is tolerant, because the SDK drops what it
   * cannot read without a word; what does not pass the check is noted in the progress.
   */
  @SignalMethod
  void decideBySignal(Object payload);

  @QueryMethod
  Progress progress();
}
