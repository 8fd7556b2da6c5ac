package dev.nightshift.starter.flows;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds a call to Temporal. The client's own patience is a minute and more; its retries respect
 * the deadline of the gRPC context that they run in.
 */
final class Patience {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "temporal-patience");
            thread.setDaemon(true);
            return thread;
          });

  private Patience() {}

  static <T> T within(Duration patience, Callable<T> call) {
    try (Context.CancellableContext context =
        Context.current().withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS, CLOCK)) {
      return context.call(call);
    } catch (RuntimeException thrown) {
      throw told(thrown);
    } catch (TimeoutException late) {
      throw new TemporalAway(late);
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** Who may begin nothing has no server to speak of; what else is forbidden, only that is. */
  static <T> T toBegin(Duration patience, Callable<T> start) {
    try {
      return within(patience, start);
    } catch (RuntimeException thrown) {
      throw status(thrown)
          .filter(status -> status.getCode() == Status.Code.PERMISSION_DENIED)
          .map(status -> TemporalAway.refusing(says(status), thrown))
          .map(RuntimeException.class::cast)
          .orElse(thrown);
    }
  }

  private static RuntimeException told(RuntimeException thrown) {
    return status(thrown).map(status -> told(status, thrown)).orElse(thrown);
  }

  private static Optional<Status> status(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException refused) {
        return Optional.of(refused.getStatus());
      }
    }
    return Optional.empty();
  }

  private static RuntimeException told(Status status, RuntimeException thrown) {
    String says = says(status);
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED ->
          new TemporalAway(thrown);
      case UNAUTHENTICATED -> TemporalAway.refusing(says, thrown);
      // A flow that is not there is an answer; a namespace that is not there is none.
      case NOT_FOUND ->
          says.startsWith("Namespace ") ? TemporalAway.refusing(says, thrown) : thrown;
      default -> thrown;
    };
  }

  private static String says(Status status) {
    return String.valueOf(status.getDescription());
  }
}
