package dev.nightshift.bench.turns;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the histories of a flow tell that went on in new ones. */
record Told(List<List<HistoryEvent>> histories) {
  static Told of(WorkflowClient client, WorkflowExecution first) {
    List<List<HistoryEvent>> histories = new ArrayList<>();
    String run = first.getRunId();
    while (!run.isEmpty()) {
      List<HistoryEvent> events =
          client.fetchHistory(first.getWorkflowId(), run).getHistory().getEventsList();
      histories.add(events);
      run =
          events
              .get(events.size() - 1)
              .getWorkflowExecutionContinuedAsNewEventAttributes()
              .getNewExecutionRunId();
    }
    return new Told(histories);
  }

  double largestKilobytes() {
    return histories.stream()
            .mapToInt(events -> events.stream().mapToInt(HistoryEvent::getSerializedSize).sum())
            .max()
            .orElseThrow()
        / 1024.0;
  }

  /**
   * From each time that an activity was asked for to the next, without what those of the other name
   * took at their work.
   */
  List<Double> millisBetween(String activity, String without) {
    List<Double> all = new ArrayList<>();
    for (List<HistoryEvent> events : histories) {
      Map<Long, String> asked = new HashMap<>();
      Map<Long, Double> started = new HashMap<>();
      double last = Double.NaN;
      double left = 0;
      for (HistoryEvent event : events) {
        double at = event.getEventTime().getSeconds() * 1e3 + event.getEventTime().getNanos() / 1e6;
        if (event.hasActivityTaskScheduledEventAttributes()) {
          String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
          asked.put(event.getEventId(), type);
          if (type.equals(activity)) {
            if (!Double.isNaN(last)) {
              all.add(at - last - left);
            }
            last = at;
            left = 0;
          }
        } else if (event.hasActivityTaskStartedEventAttributes()) {
          started.put(event.getEventId(), at);
        } else if (event.hasActivityTaskCompletedEventAttributes()) {
          var done = event.getActivityTaskCompletedEventAttributes();
          if (without.equals(asked.get(done.getScheduledEventId()))) {
            left += at - started.get(done.getStartedEventId());
          }
        }
      }
    }
    return all;
  }
}
