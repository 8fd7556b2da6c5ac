package dev.nightshift.starter.flows;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
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
      throw away(thrown) ? new TemporalAway(thrown) : thrown;
    } catch (TimeoutException late) {
      throw new TemporalAway(late);
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  private static boolean away(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException status) {
        Status.Code code = status.getStatus().getCode();
        return code == Status.Code.UNAVAILABLE
            || code == Status.Code.DEADLINE_EXCEEDED
            || code == Status.Code.CANCELLED
            || code == Status.Code.RESOURCE_EXHAUSTED;
      }
    }
    return false;
  }
}
