package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One namespace of the server, on which flows are walked one after the other. One worker works, and
 * another is warm, to take over when it dies.
 */
final class Lane implements AutoCloseable {
  private static final long SECONDS_FOR_A_FLOW = 240;

  /** Also how late a death or a question may be seen. */
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private final Workers workers;
  private final Temporal temporal;
  private Mortal working;
  private Mortal warm;

  Lane(Map<String, String> environment, Workers workers) throws IOException {
    this.workers = workers;
    this.temporal = Temporal.connect(environment);
    this.warm = workers.warm();
  }

  WorkflowClient client() {
    return temporal.client();
  }

  /** Walks one flow, which is struck at these boundaries, in the order in which it meets them. */
  Walked walk(Subject subject, int number, List<Boundary> boundaries) throws Exception {
    return new Journey(subject, number, boundaries).walked();
  }

  /** Ends the worker properly, which a death never does. */
  void retire() throws IOException, InterruptedException {
    if (working != null) {
      working.retire();
    }
  }

  /** Walks one flow, which is cancelled at this boundary, in this phase. */
  Walked cancel(Subject subject, int number, String phase, Boundary boundary) throws Exception {
    return new Journey(subject, number, List.of(boundary)).cancelled(phase);
  }

  private final class Journey {
    private final Subject subject;
    private final int number;
    private final String workflow;
    private final WorkflowStub flow;
    private final Deque<Boundary> ahead;
    private final Map<Boundary, Instant> struck = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    Journey(Subject subject, int number, List<Boundary> boundaries) {
      this.subject = subject;
      this.number = number;
      this.workflow = subject.workflow(number);
      this.flow = client().newUntypedWorkflowStub(workflow);
      this.ahead = new ArrayDeque<>(boundaries);
    }

    Walked walked() throws Exception {
      WorkflowExecutionStatus ended = fromBeginToEnd();
      if (ended == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
        lateDeath();
        wrong.addAll(subject.wrongAfter(flow, number));
      } else {
        wrong.add("it ended as " + ended + " in phase " + progress(flow.describe()).phase());
      }
      ahead.forEach(boundary -> wrong.add(boundary + " was never reached"));
      return new Walked(workflow, healed(), wrong);
    }

    Walked cancelled(String phase) throws Exception {
      WorkflowExecutionStatus ended = fromBeginToEnd();
      if (ended != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED) {
        wrong.add("it ended as " + ended);
      }
      wrong.addAll(subject.wrongAfterCancel(flow, number, phase));
      return new Walked(workflow, List.of(new Healed(ahead.remove(), 0, 0)), wrong);
    }

    private WorkflowExecutionStatus fromBeginToEnd() throws Exception {
      if (working == null || working.ended()) {
        takeOver();
      } else {
        working.arm(next());
      }
      subject.start(client(), number);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_A_FLOW);
      boolean answered = false;
      while (true) {
        if (working.endedWithin(MILLIS_BETWEEN_LOOKS)) {
          died();
        }
        WorkflowExecutionMetadata seen = flow.describe();
        if (seen.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
          return seen.getStatus();
        }
        Progress.Waiting question = progress(seen).waiting();
        if (!answered && question != null) {
          answerOrNot(question);
          answered = true;
        }
        if (System.nanoTime() > deadline) {
          wrong.add("it did not end within " + SECONDS_FOR_A_FLOW + " s");
          flow.terminate("the walk goes on");
        }
      }
    }

    /** The worker ended: of its fault, or the walk itself is at fault. */
    private void died() throws IOException {
      if (!working.diedOfItsFault()) {
        throw new IllegalStateException("a worker ended by itself:\n" + working.said());
      }
      strike(working.diedAt());
    }

    private void strike(Instant death) throws IOException {
      struck.put(ahead.remove(), death);
      takeOver();
    }

    private void answerOrNot(Progress.Waiting question) throws Exception {
      When next = ahead.isEmpty() ? null : ahead.peek().when();
      if (next == When.CANCEL_WAITING) {
        flow.cancel();
        return;
      }
      if (next == When.WAITING) {
        working.kill();
        strike(working.diedAt());
      }
      subject.answer(flow, question);
    }

    /** After the last step the flow can end before its worker does. */
    private void lateDeath() throws Exception {
      if (!ahead.isEmpty() && working.endedWithin(TimeUnit.SECONDS.toMillis(10))) {
        died();
      }
    }

    private void takeOver() throws IOException {
      working = warm;
      warm = workers.warm();
      working.arm(next());
    }

    private Fault next() {
      Boundary boundary = ahead.peek();
      return boundary == null || boundary.fromOutside()
          ? Fault.NONE
          : new Fault(workflow, boundary);
    }

    private List<Healed> healed() {
      List<Healed> healed = new ArrayList<>();
      struck.forEach(
          (boundary, death) ->
              Healing.in(client(), workflow + boundary.place())
                  .of(boundary, death)
                  .ifPresentOrElse(healed::add, () -> notHealed(boundary, healed)));
      return healed;
    }

    /** Only after a step's completion may there be nobody who had to go on. */
    private void notHealed(Boundary boundary, List<Healed> healed) {
      healed.add(new Healed(boundary, 0, 0));
      if (boundary.when() != When.AFTER) {
        wrong.add(boundary + " was met, but nobody had to go on");
      }
    }
  }

  private static Progress progress(WorkflowExecutionMetadata seen) {
    Progress progress = (Progress) seen.getMemo(Trail.MEMO, Progress.class);
    return progress == null ? new Progress("", "", "", "", "", null, null, null) : progress;
  }

  @Override
  public void close() {
    if (working != null) {
      working.close();
    }
    warm.close();
    temporal.close();
  }
}
