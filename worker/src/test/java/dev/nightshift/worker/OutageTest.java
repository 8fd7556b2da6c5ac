package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final AtomicInteger said = new AtomicInteger();
  private final Outage outage = new Outage(now::get, said::incrementAndGet);

  private FilterReply of(String logger, Throwable thrown) {
    return outage.decide(
        new LoggingEvent("", new LoggerContext().getLogger(logger), Level.WARN, "x", thrown, null));
  }

  @Test
  void a_server_that_is_away_is_told_of_on_one_line_now_and_then() {
    String poller = "io.temporal.internal.worker.BasePoller";
    Throwable away = new IllegalStateException(Status.UNAVAILABLE.asRuntimeException());
    for (int i = 0; i < 100; i++) {
      assertEquals(FilterReply.DENY, of(poller, away));
    }
    assertEquals(1, said.get());
    now.addAndGet(TimeUnit.MINUTES.toNanos(5));
    assertEquals(FilterReply.DENY, of(poller, away));
    assertEquals(2, said.get());
  }

  @Test
  void anything_else_is_left_as_it_is() {
    String poller = "io.temporal.internal.worker.BasePoller";
    assertEquals(FilterReply.NEUTRAL, of(poller, Status.PERMISSION_DENIED.asRuntimeException()));
    assertEquals(FilterReply.NEUTRAL, of(poller, new IllegalStateException("a defect")));
    assertEquals(FilterReply.NEUTRAL, of(poller, null));
    assertEquals(
        FilterReply.NEUTRAL, of("dev.nightshift.x", Status.UNAVAILABLE.asRuntimeException()));
    assertEquals(0, said.get());
  }
}
