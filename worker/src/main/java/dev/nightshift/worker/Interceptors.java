package dev.nightshift.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What holds for every step and every flow: the workflow's id on each log line, a heartbeat where
 * one is asked for, failures of one kind each, no result that Temporal would refuse later, and what
 * agents cost in the metrics.
 */
final class Interceptors extends WorkerInterceptorBase {
  private static final Logger log = LoggerFactory.getLogger(Interceptors.class);

  /** Far under the server's 2 MiB: what is larger belongs into the blob store. */
  private static final int LARGEST_RESULT = 256 * 1024;

  private static final int LONGEST_MESSAGE = 4_000;

  private final ActivityCompletionClient completion;
  private final Set<Pulse> pulses = ConcurrentHashMap.newKeySet();
  private final Pulse.Clocks clocks = Pulse.Clocks.start();
  private volatile boolean stopping;

  Interceptors(ActivityCompletionClient completion) {
    this.completion = completion;
  }

  /** Fails the running steps, retryably, at once. */
  void stop() {
    stopping = true;
    pulses.forEach(pulse -> pulse.stop(Pulse.Stopped.SHUTDOWN));
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Steps(next);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        WorkflowOutput output = super.execute(input);
        checkSize("the flow", output.getResult());
        // The flow's own scope: a replay counts nothing.
        Spending.count(Workflow.getMetricsScope(), input.getArguments(), output.getResult());
        return output;
      }
    };
  }

  private static void checkSize(String of, Object result) {
    if (result == null) {
      return;
    }
    try {
      int size = Converter.json().writeValueAsBytes(result).length;
      if (size > LARGEST_RESULT) {
        throw ErrorKind.TOO_LARGE.failure(
            "The result of "
                + of
                + " has "
                + size
                + " bytes, more than "
                + LARGEST_RESULT
                + "; large things go by reference.");
      }
    } catch (JsonProcessingException e) {
      throw ErrorKind.BROKEN.failure("The result of " + of + " cannot be written as JSON", e);
    }
  }

  private final class Steps extends ActivityInboundCallsInterceptorBase {
    private ActivityExecutionContext context;

    Steps(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext opened) {
      context = opened;
      super.init(opened);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo info = context.getInfo();
      Duration timeout = info.getHeartbeatTimeout();
      try (var workflow = MDC.putCloseable("workflow", info.getWorkflowId());
          var step = MDC.putCloseable("step", info.getActivityType())) {
        if (timeout == null || timeout.isZero()) {
          return run(input, info, null);
        }
        try (Pulse pulse = new Pulse(clocks, completion, info.getTaskToken(), timeout)) {
          pulses.add(pulse);
          try {
            if (stopping) {
              pulse.stop(Pulse.Stopped.SHUTDOWN);
            }
            return run(input, info, pulse);
          } finally {
            pulses.remove(pulse);
          }
        }
      }
    }

    private ActivityOutput run(ActivityInput input, ActivityInfo info, Pulse pulse) {
      try {
        ActivityOutput output = super.execute(input);
        checkSize(info.getActivityType(), output.getResult());
        return output;
      } catch (ActivityCompletionException passed) {
        throw passed;
      } catch (RuntimeException failed) {
        Pulse.Stopped stopped = pulse == null ? Pulse.Stopped.NOT : pulse.stopped();
        switch (stopped) {
          case CANCELLED -> throw new ActivityCanceledException(info);
          case LOST, SHUTDOWN -> {
            String says = info.getActivityType() + " was stopped here; another attempt goes on.";
            log.info(says);
            throw ErrorKind.INTERRUPTED.failure(says, failed);
          }
          case NOT -> throw mapped(info, failed);
        }
        throw failed;
      }
    }

    private RuntimeException mapped(ActivityInfo info, RuntimeException failed) {
      if (failed instanceof ApplicationFailure failure) {
        log.warn("{}: {}", failure.getType(), failure.getOriginalMessage());
        return failure;
      }
      if (failed instanceof TemporalFailure failure) {
        return failure;
      }
      log.error("{} broke on attempt {}", info.getActivityType(), info.getAttempt(), failed);
      return ErrorKind.BROKEN.failure(shortened(failed.toString()), failed);
    }

    private static String shortened(String message) {
      return message.length() <= LONGEST_MESSAGE
          ? message
          : message.substring(0, LONGEST_MESSAGE) + "…";
    }
  }
}
