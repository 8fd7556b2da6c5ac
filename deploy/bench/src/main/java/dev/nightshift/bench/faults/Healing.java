package dev.nightshift.bench.faults;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.nightshift.bench.faults.Boundary.When;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads from a history when somebody went on after a death. */
final class Healing {
  private final List<HistoryEvent> events;

  private Healing(List<HistoryEvent> events) {
    this.events = events;
  }

  static Healing in(WorkflowClient client, String workflow) {
    return new Healing(client.fetchHistory(workflow).getHistory().getEventsList());
  }

  /** Empty when nobody had to go on: the flow had ended, or the step was not tried again. */
  Optional<Healed> of(Boundary boundary, Instant death) {
    boolean untold =
        boundary.when() == When.BEFORE
            || boundary.when() == When.WITHIN
            || boundary.when() == When.DURING
            || boundary.when() == When.THINKING;
    return untold ? triedAgain(boundary, death) : wentOn(boundary, death);
  }

  private Optional<Healed> triedAgain(Boundary boundary, Instant death) {
    HistoryEvent scheduled = scheduled(boundary);
    var step = scheduled.getActivityTaskScheduledEventAttributes();
    long heartbeat = Durations.toMillis(step.getHeartbeatTimeout());
    long notice = heartbeat > 0 ? heartbeat : Durations.toMillis(step.getStartToCloseTimeout());
    // Of several attempts the history has the last one's start.
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .filter(
            event ->
                event.getActivityTaskStartedEventAttributes().getScheduledEventId()
                    == scheduled.getEventId())
        .map(event -> millisSince(death, event.getEventTime()))
        .filter(millis -> millis >= 0)
        .findFirst()
        .map(millis -> new Healed(boundary, millis, notice));
  }

  private Optional<Healed> wentOn(Boundary boundary, Instant death) {
    long notice =
        boundary.when() == When.WAITING
            ? 0
            : Durations.toMillis(
                events
                    .get(0)
                    .getWorkflowExecutionStartedEventAttributes()
                    .getWorkflowTaskTimeout());
    return events.stream()
        .filter(
            event ->
                event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
                    || event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
        .map(event -> millisSince(death, event.getEventTime()))
        .filter(millis -> millis >= 0)
        .min(Long::compare)
        .map(millis -> new Healed(boundary, millis, notice));
  }

  private HistoryEvent scheduled(Boundary boundary) {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .filter(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals(boundary.step()))
        .skip(boundary.call() - 1L)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(boundary + " is not in the history"));
  }

  private static long millisSince(Instant death, Timestamp then) {
    return Timestamps.toMillis(then) - death.toEpochMilli();
  }
}
