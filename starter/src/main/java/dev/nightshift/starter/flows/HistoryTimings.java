package dev.nightshift.starter.flows;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the steps of a flow, and of the flows that it started, from their histories. */
final class HistoryTimings {
  private final WorkflowClient client;
  private final List<Timing> timings = new ArrayList<>();

  HistoryTimings(WorkflowClient client) {
    this.client = client;
  }

  List<Timing> of(String workflow, String run) {
    read(workflow, run);
    timings.sort(Comparator.comparingLong(Timing::startedAt));
    return timings;
  }

  private void read(String workflow, String run) {
    Map<Long, HistoryEvent> scheduled = new LinkedHashMap<>();
    Map<Long, HistoryEvent> started = new LinkedHashMap<>();
    for (HistoryEvent event : client.fetchHistory(workflow, run).getEvents()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> scheduled.put(event.getEventId(), event);
        case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
            started.put(event.getActivityTaskStartedEventAttributes().getScheduledEventId(), event);
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
            ended(
                scheduled,
                started,
                event.getActivityTaskCompletedEventAttributes().getScheduledEventId(),
                event);
        case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
            ended(
                scheduled,
                started,
                event.getActivityTaskFailedEventAttributes().getScheduledEventId(),
                event);
        case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
            ended(
                scheduled,
                started,
                event.getActivityTaskTimedOutEventAttributes().getScheduledEventId(),
                event);
        case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
            ended(
                scheduled,
                started,
                event.getActivityTaskCanceledEventAttributes().getScheduledEventId(),
                event);
        case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED -> {
          var child =
              event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution();
          readIfKept(child.getWorkflowId(), child.getRunId());
        }
        default -> {
          // Only steps take time that somebody could save.
        }
      }
    }
  }

  /** A child that ended long before its parent may be forgotten by the server. */
  private void readIfKept(String workflow, String run) {
    try {
      read(workflow, run);
    } catch (WorkflowNotFoundException | StatusRuntimeException gone) {
      if (gone instanceof StatusRuntimeException status
          && status.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw gone;
      }
    }
  }

  private void ended(
      Map<Long, HistoryEvent> scheduled,
      Map<Long, HistoryEvent> started,
      long id,
      HistoryEvent event) {
    HistoryEvent asked = scheduled.get(id);
    HistoryEvent began = started.getOrDefault(id, event);
    timings.add(
        new Timing(
            asked.getActivityTaskScheduledEventAttributes().getActivityType().getName(),
            millis(asked.getEventTime()),
            millis(began.getEventTime()) - millis(asked.getEventTime()),
            millis(event.getEventTime()) - millis(began.getEventTime()),
            Math.max(1, began.getActivityTaskStartedEventAttributes().getAttempt())));
  }

  private static long millis(Timestamp time) {
    return time.getSeconds() * 1000 + time.getNanos() / 1_000_000;
  }
}
