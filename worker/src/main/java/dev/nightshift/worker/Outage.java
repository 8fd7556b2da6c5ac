package dev.nightshift.worker;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * While Temporal is away each of the SDK's pollers tells of it with a stack, again and again: one
 * line now and then says the same.
 */
final class Outage extends Filter<ILoggingEvent> {
  private static final String SDK = "io.temporal.internal.";
  private static final long BETWEEN = TimeUnit.MINUTES.toNanos(5);
  private static final Set<Code> AWAY = Set.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED);

  private final LongSupplier nanos;
  private final Runnable say;
  private final AtomicLong next;

  Outage() {
    this(
        System::nanoTime,
        () ->
            LoggerFactory.getLogger(Outage.class)
                .warn("Temporal does not answer. It is asked until it does; nothing is lost."));
  }

  Outage(LongSupplier nanos, Runnable say) {
    this.nanos = nanos;
    this.say = say;
    this.next = new AtomicLong(nanos.getAsLong());
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean away =
        event.getLoggerName().startsWith(SDK)
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && isAway(thrown.getThrowable());
    if (!away) {
      return FilterReply.NEUTRAL;
    }
    long now = nanos.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN)) {
      say.run();
    }
    return FilterReply.DENY;
  }

  private static boolean isAway(Throwable thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one instanceof StatusRuntimeException status) {
        return AWAY.contains(status.getStatus().getCode());
      }
    }
    return false;
  }
}
