package dev.nightshift.bench.faults;

import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;

/**
 * A flow that is put through the walk: how it is begun, how a person answers it, and what it must
 * leave outside. Each number is a flow of its own with effects of its own.
 */
interface Subject {
  Equipment equipment();

  String workflow(int number);

  void start(WorkflowClient client, int number);

  /** The same for one that will be struck at these boundaries; most need not know. */
  default void start(WorkflowClient client, int number, List<Boundary> ahead) {
    start(client, number);
  }

  /** Whether a model is in the middle of its answer, at this boundary of the flow. */
  default boolean isThinking(int number, Boundary boundary) {
    return false;
  }

  /** Answers what the flow asks, by a signal, which needs no living worker. */
  void answer(WorkflowStub flow, Progress.Waiting question);

  /** Whether one that runs on has done all that the walk waits for; most end by themselves. */
  default boolean isThrough(WorkflowClient client, int number) {
    return false;
  }

  /** What is wrong after a flow that ran to its end; empty when each effect is there once. */
  List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number) throws Exception;

  /** What is wrong after a flow that was cancelled in this phase. */
  List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) throws Exception;
}
