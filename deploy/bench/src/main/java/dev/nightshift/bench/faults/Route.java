package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The boundaries of a flow, read from the history of one that went undisturbed. */
final class Route {
  private static final Pattern OUTSIDE = Pattern.compile("(Runs|CodeHost|Chat)[A-Z]");

  private static final String TURN = "ModelsTurn";

  private final WorkflowClient client;
  private final String flow;
  private final List<Boundary> steps = new ArrayList<>();
  private final Map<String, Boundary> phases = new LinkedHashMap<>();
  private final int historyBytes;
  private boolean answered;
  private String phase = "";

  private Route(WorkflowClient client, String flow) {
    this.client = client;
    this.flow = flow;
    this.historyBytes = client.fetchHistory(flow).getHistory().getSerializedSize();
  }

  static Route of(WorkflowClient client, String flow) {
    Route route = new Route(client, flow);
    route.follow(flow);
    return route;
  }

  /** Each step in its order, those of children where the flow waited for them. */
  List<Boundary> steps() {
    return List.copyOf(steps);
  }

  /** Those of them that ask or change what is elsewhere. */
  List<Boundary> stepsOutside() {
    return steps.stream().filter(step -> OUTSIDE.matcher(step.step()).lookingAt()).toList();
  }

  /** Each turn of a model, at which the worker dies in the middle of the answer. */
  List<Boundary> turns() {
    return steps.stream()
        .filter(step -> step.step().equals(TURN))
        .map(step -> step.at(When.THINKING))
        .toList();
  }

  /** Whether a person was asked on the way. */
  boolean answered() {
    return answered;
  }

  /** Each phase that people see, with the first step in it. */
  Map<String, Boundary> phases() {
    return phases;
  }

  int historyBytes() {
    return historyBytes;
  }

  private void follow(String workflow) {
    String place = workflow.substring(flow.length());
    Map<String, Integer> calls = new HashMap<>();
    for (HistoryEvent event : client.fetchHistory(workflow).getHistory().getEventsList()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
          Boundary step =
              new Boundary(place, type, calls.merge(type, 1, Integer::sum), When.BEFORE);
          steps.add(step);
          phases.putIfAbsent(phase, step);
        }
        case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
            followOwn(
                event.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId());
        case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> answered = true;
        case EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED -> {
          if (place.isEmpty()) {
            phase = phaseIn(event);
          }
        }
        default -> {
          // Nothing happens outside by it.
        }
      }
    }
  }

  /** What is begun under an id of another kind is another walk's. */
  private void followOwn(String child) {
    if (child.startsWith(flow + "/")) {
      follow(child);
    }
  }

  /** Each entering of a phase writes the memo; the first writing names the phase. */
  private static String phaseIn(HistoryEvent event) {
    Payload memo =
        event
            .getWorkflowPropertiesModifiedEventAttributes()
            .getUpsertedMemo()
            .getFieldsOrThrow(Trail.MEMO);
    return Converter.data().fromPayload(memo, Progress.class, Progress.class).phase();
  }
}
