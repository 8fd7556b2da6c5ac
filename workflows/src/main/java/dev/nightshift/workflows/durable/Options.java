package dev.nightshift.workflows.durable;

import dev.nightshift.workflows.values.Pace;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/**
 * The options of activities and children, one kind each. Nothing else sets a timeout or a retry.
 */
public final class Options {
  /** A night is patient: an outage of hours is waited out, a day of it goes to a person. */
  private static final Duration GIVE_UP = Duration.ofHours(24);

  /** How long an agent waits for a service that is away. */
  private static final Duration AWAY = Duration.ofMinutes(10);

  private static final Duration SLOWEST_RETRY = Duration.ofMinutes(5);

  private Options() {}

  /** Reads something small, or computes. */
  public static ActivityOptions reading(Pace pace) {
    return on(Queues.DBT, pace, pace.readSeconds())
        .setHeartbeatTimeout(Duration.ofSeconds(pace.heartbeatSeconds()))
        .build();
  }

  /** Runs dbt: long, heartbeating, cancelled with its process tree. */
  public static ActivityOptions dbt(Pace pace) {
    return on(Queues.DBT, pace, pace.dbtSeconds())
        .setHeartbeatTimeout(Duration.ofSeconds(pace.heartbeatSeconds()))
        .build();
  }

  /** An agent's whole piece of work. */
  public static ActivityOptions agent(Pace pace) {
    return on(Queues.AGENTS, pace, pace.agentSeconds())
        .setHeartbeatTimeout(Duration.ofSeconds(pace.heartbeatSeconds()))
        .build();
  }

  /** A turn of a model: over when the session's time is. */
  public static ActivityOptions turn(Pace pace, Duration left) {
    return within(agent(pace), left);
  }

  /** A tool that looks, edits or runs dbt. */
  public static ActivityOptions tool(Pace pace, Duration left) {
    return within(dbt(pace), left);
  }

  /**
   * A tool that tells people, or asks an outside service: an agent goes on without, and says so.
   */
  public static ActivityOptions telling(Pace pace, Duration left) {
    return within(publishing(pace), left.compareTo(AWAY) < 0 ? left : AWAY);
  }

  /** A tool of a server that the team added. */
  public static ActivityOptions asking(Pace pace, Duration left) {
    ActivityOptions.Builder options = on(Queues.MAIN, pace, pace.dbtSeconds());
    options.setHeartbeatTimeout(Duration.ofSeconds(pace.heartbeatSeconds()));
    return within(options.build(), left);
  }

  private static ActivityOptions within(ActivityOptions options, Duration left) {
    return ActivityOptions.newBuilder(options).setScheduleToCloseTimeout(left).build();
  }

  /**
   * Changes the outside world. No heartbeat: the attempt ends by itself before start-to-close, and
   * the next one begins after it, so two never run at once.
   */
  public static ActivityOptions publishing(Pace pace) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(Queues.MAIN)
        .setStartToCloseTimeout(Duration.ofSeconds(pace.publishSeconds()))
        .setScheduleToCloseTimeout(GIVE_UP)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retries(Duration.ofSeconds(Math.max(1, pace.retrySeconds()))))
        .build();
  }

  /** A child's clean-up must run when the parent goes: the default policy would terminate it. */
  public static ChildWorkflowOptions child(String id) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(Workflow.getInfo().getTaskQueue())
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .build();
  }

  /** A child that goes on when its parent has ended, once for each id. */
  public static ChildWorkflowOptions abandoned(String id, Map<String, Object> memo) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(Workflow.getInfo().getTaskQueue())
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setMemo(memo)
        .build();
  }

  private static ActivityOptions.Builder on(String queue, Pace pace, int seconds) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(Duration.ofSeconds(seconds))
        .setScheduleToCloseTimeout(GIVE_UP)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retries(Duration.ofSeconds(pace.retrySeconds())));
  }

  private static RetryOptions retries(Duration first) {
    return RetryOptions.newBuilder()
        .setInitialInterval(first)
        .setBackoffCoefficient(2)
        .setMaximumInterval(SLOWEST_RETRY)
        .build();
  }
}
