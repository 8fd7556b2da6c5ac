package dev.nightshift.starter.flows;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search attributes, registered before the first start. A worker does it too, before it polls:
 * so a server that is slow about it, or lets only others do it, is no reason to refuse a start; one
 * that is away refuses it anyhow.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  /** The same tomorrow; anything else may be another answer at the next start. */
  private static final Set<Status.Code> FOR_GOOD =
      Set.of(
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNIMPLEMENTED,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION);

  private final Runnable reach;
  private final Runnable register;
  private CompletableFuture<Boolean> begun;
  private volatile boolean settled;

  /** {@code reach} throws where the server is away. */
  Registration(Runnable reach, Runnable register) {
    this.reach = reach;
    this.register = register;
  }

  /** Waits that long at most, and never longer than the caller may, for what goes on beside. */
  void beforeStart(Duration most) {
    if (settled) {
      return;
    }
    reach.run();
    try {
      settled = begun().get(within(most), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException without) {
      // The next start looks again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long within(Duration most) {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? most.toMillis()
        : Math.min(most.toMillis(), deadline.timeRemaining(TimeUnit.MILLISECONDS));
  }

  /** Of many starts at once one does it. */
  private synchronized CompletableFuture<Boolean> begun() {
    if (begun == null || (begun.isDone() && !begun.getNow(true))) {
      begun = CompletableFuture.supplyAsync(this::asked).exceptionally(unforeseen -> false);
    }
    return begun;
  }

  /** False where the next start should try again. */
  private boolean asked() {
    try {
      register.run();
      return true;
    } catch (StatusRuntimeException refused) {
      if (!FOR_GOOD.contains(refused.getStatus().getCode())) {
        return false;
      }
      LOG.warn(
          "Temporal does not let the search attributes be registered from here, which is left to"
              + " the worker: {}",
          refused.getStatus());
      return true;
    }
  }
}
