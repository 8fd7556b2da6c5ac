package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/** Ends this JVM, without a word and without clean-up, or cancels the flow, where it is told to. */
final class FaultInterceptor extends WorkerInterceptorBase {
  private final WorkflowClient client;
  private final DeathOnceReported afterwards;
  private volatile Fault fault = Fault.NONE;

  FaultInterceptor(WorkflowClient client, DeathOnceReported afterwards) {
    this.client = client;
    this.afterwards = afterwards;
  }

  void arm(Fault next) {
    fault = next;
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
        Fault armed = fault;
        if (!armed.strikes(info.getWorkflowId(), info.getActivityType())
            || callOf(info) != armed.boundary().call()) {
          return super.execute(input);
        }
        When when = armed.boundary().when();
        if (when == When.BEFORE) {
          Death.now();
        }
        if (when == When.CANCEL) {
          client.newUntypedWorkflowStub(armed.flow()).cancel();
        }
        if (when == When.AFTER) {
          afterwards.of(info.getTaskToken());
        }
        ActivityOutput output = super.execute(input);
        if (when == When.DURING) {
          Death.now();
        }
        return output;
      }
    };
  }

  /** Which call of its kind in its workflow: earlier ones may have been another worker's. */
  private int callOf(ActivityInfo info) {
    int call = 0;
    for (HistoryEvent event :
        client
            .fetchHistory(info.getWorkflowId(), info.getWorkflowRunId())
            .getHistory()
            .getEventsList()) {
      if (event.getEventType() != EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
        continue;
      }
      var scheduled = event.getActivityTaskScheduledEventAttributes();
      if (scheduled.getActivityType().getName().equals(info.getActivityType())) {
        call++;
      }
      if (scheduled.getActivityId().equals(info.getActivityId())) {
        return call;
      }
    }
    throw new IllegalStateException(info.getActivityType() + " runs and was never scheduled");
  }
}
