package dev.nightshift.deploy.faults;

import dev.nightshift.deploy.faults.Fault.When;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Ends this JVM, without a word and without clean-up, where the fault says. */
final class FaultInterceptor extends WorkerInterceptorBase {
  /** What a shell reports of a process that was killed. */
  static final int KILLED = 137;

  private final WorkflowClient client;
  private final Fault fault;
  private final AtomicInteger calls = new AtomicInteger();

  FaultInterceptor(WorkflowClient client, Fault fault) {
    this.client = client;
    this.fault = fault;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private ActivityInfo info;

      @Override
      public void init(ActivityExecutionContext context) {
        info = context.getInfo();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        boolean now =
            fault.strikes(info.getWorkflowId(), info.getActivityType())
                && calls.incrementAndGet() == fault.call();
        if (now && fault.when() == When.BEFORE) {
          Runtime.getRuntime().halt(KILLED);
        }
        ActivityOutput output = super.execute(input);
        if (now && fault.when() == When.DURING) {
          Runtime.getRuntime().halt(KILLED);
        }
        if (now) {
          haltOnceReported(info);
        }
        return output;
      }
    };
  }

  private void haltOnceReported(ActivityInfo info) {
    Thread watch =
        new Thread(
            () -> {
              while (!isReported(info)) {
                // Asking without a pause would keep the server from its work.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
              }
              Runtime.getRuntime().halt(KILLED);
            },
            "fault");
    watch.setDaemon(true);
    watch.start();
  }

  private boolean isReported(ActivityInfo info) {
    long scheduled = 0;
    for (HistoryEvent event :
        client
            .fetchHistory(info.getWorkflowId(), info.getWorkflowRunId())
            .getHistory()
            .getEventsList()) {
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
          && event
              .getActivityTaskScheduledEventAttributes()
              .getActivityId()
              .equals(info.getActivityId())) {
        scheduled = event.getEventId();
      }
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
          && event.getActivityTaskCompletedEventAttributes().getScheduledEventId() == scheduled) {
        return true;
      }
    }
    return false;
  }
}
