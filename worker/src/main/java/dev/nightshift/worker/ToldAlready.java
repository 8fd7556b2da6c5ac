package dev.nightshift.worker;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.TemporalFailure;

/**
 * The SDK warns of every step that failed, and of every flow that ends with it, with the stack and
 * whatever the reason. Where the failure is one of ours, {@link Interceptors} has said so on one
 * line; a stack is for a defect.
 */
final class ToldAlready extends Filter<ILoggingEvent> {
  private static final String SDK = "io.temporal.internal.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(SDK)
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && thrown.getThrowable() instanceof TemporalFailure failure
            && ErrorKind.of(failure) != ErrorKind.BROKEN
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
