package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.function.Supplier;

/** Ends this JVM, without a word and without clean-up, or cancels the flow, where it is told to. */
final class FaultInterceptor extends WorkerInterceptorBase {
  private final WorkflowClient client;
  private final DeathOnceReported afterwards;
  private final DeathAtWork atWork;
  private volatile Meeting meeting = Meeting.NONE;

  FaultInterceptor(WorkflowClient client, DeathOnceReported afterwards, DeathAtWork atWork) {
    this.client = client;
    this.afterwards = afterwards;
    this.atWork = atWork;
  }

  void arm(Meeting next) {
    meeting = next;
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
        Meeting armed = meeting;
        return armed
            .at(info.getWorkflowId(), info.getActivityType())
            .filter(fault -> fault.boundary().call() == callOf(info))
            .map(fault -> struck(armed, fault, () -> super.execute(input), info.getTaskToken()))
            .orElseGet(() -> super.execute(input));
      }
    };
  }

  private ActivityOutput struck(
      Meeting armed, Fault fault, Supplier<ActivityOutput> step, byte[] token) {
    When when = fault.boundary().when();
    try {
      if (when == When.BEFORE) {
        armed.stayForDeath(fault);
      }
      if (when == When.CANCEL) {
        client.newUntypedWorkflowStub(fault.flow()).cancel();
      }
      if (when == When.WITHIN) {
        armed.awaitOthers(fault);
        atWork.watch();
      }
      ActivityOutput output = step.get();
      if (when == When.WITHIN) {
        throw new IllegalStateException("dbt was done before it was seen, at " + fault);
      }
      if (when == When.DURING) {
        armed.stayForDeath(fault);
      }
      if (when == When.AFTER) {
        afterwards.of(token);
        armed.awaitOthers(fault);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + fault, e);
    }
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
