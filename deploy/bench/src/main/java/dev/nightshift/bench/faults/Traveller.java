package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One flow on its way: where it is struck next, where it was, and how it ended. */
final class Traveller {
  private final WorkflowClient client;
  private final Subject subject;
  private final int number;
  private final String workflow;
  private final WorkflowStub flow;
  private final Deque<Boundary> ahead;
  private final Map<Boundary, Instant> struck = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private boolean answered;
  private boolean through;
  private WorkflowExecutionStatus ended;

  Traveller(WorkflowClient client, Subject subject, int number, List<Boundary> boundaries) {
    this.client = client;
    this.subject = subject;
    this.number = number;
    this.workflow = subject.workflow(number);
    this.flow = client.newUntypedWorkflowStub(workflow);
    this.ahead = new ArrayDeque<>(boundaries);
  }

  void start() {
    subject.start(client, number, List.copyOf(ahead));
  }

  /** What its worker is told; empty where nothing is ahead, or the walk itself acts. */
  Optional<Fault> next() {
    return Optional.ofNullable(ahead.peek())
        .filter(boundary -> !boundary.fromOutside())
        .map(boundary -> new Fault(workflow, boundary));
  }

  boolean losesItsWorker() {
    return ahead.stream().anyMatch(boundary -> boundary.deadly() || boundary.killed());
  }

  boolean arrived() {
    return ended != null || through;
  }

  /** Its worker died at its next boundary. */
  void strike(Instant death) {
    struck.put(ahead.remove(), death);
  }

  /** Sees how far it is; says what is to happen when a person is asked, or a model. */
  Optional<When> look() {
    WorkflowExecutionMetadata seen = flow.describe();
    if (seen.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      ended = seen.getStatus();
      return Optional.empty();
    }
    through = subject.isThrough(client, number);
    if (through) {
      return Optional.empty();
    }
    if (!ahead.isEmpty() && ahead.peek().when() == When.THINKING) {
      return Optional.of(When.THINKING).filter(due -> subject.isThinking(number, ahead.peek()));
    }
    if (answered || progress(seen).waiting() == null) {
      return Optional.empty();
    }
    return Optional.of(ahead.isEmpty() ? When.BEFORE : ahead.peek().when());
  }

  void answer() {
    subject.answer(flow, progress(flow.describe()).waiting());
    answered = true;
  }

  void cancel() {
    flow.cancel();
    answered = true;
  }

  void giveUp(String why) {
    wrong.add(why);
    flow.terminate("the walk goes on");
  }

  Walked walked() throws Exception {
    if (through || ended == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      wrong.addAll(subject.wrongAfter(client, flow, number));
    } else {
      wrong.add("it ended as " + ended + " in phase " + progress(flow.describe()).phase());
    }
    ahead.forEach(boundary -> wrong.add(boundary + " was never reached"));
    List<Healed> healed = healed();
    if (!wrong.isEmpty()) {
      wrong.add("it had found: " + progress(flow.describe()).found());
    }
    return new Walked(workflow, healed, wrong);
  }

  Walked cancelled(String phase) throws Exception {
    if (ended != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED) {
      wrong.add("it ended as " + ended);
    }
    wrong.addAll(subject.wrongAfterCancel(flow, number, phase));
    return new Walked(workflow, List.of(new Healed(ahead.remove(), 0, 0)), wrong);
  }

  private List<Healed> healed() {
    List<Healed> healed = new ArrayList<>();
    struck.forEach(
        (boundary, death) ->
            Healing.in(client, workflow + boundary.place())
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

  private static Progress progress(WorkflowExecutionMetadata seen) {
    Progress progress = (Progress) seen.getMemo(Trail.MEMO, Progress.class);
    return progress == null ? new Progress("", "", "", "", "", null, null, null) : progress;
  }
}
