package dev.nightshift.activities.bulkhead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class BulkheadTest {
  private final Bulkhead bulkhead = new Bulkhead();

  @Test
  void what_breaks_costs_its_own_answer_and_is_named_once() {
    assertEquals("one", bulkhead.of("first", () -> "one", "none"));
    assertEquals("none", bulkhead.of("second", failing(new IllegalStateException("x")), "none"));
    assertEquals("none", bulkhead.of("second", failing(new NullPointerException()), "none"));
    assertEquals("three", bulkhead.of("third", () -> "three", "none"));
    assertEquals(List.of("second"), bulkhead.broken());
  }

  @Test
  void a_file_that_cannot_be_read_costs_no_more(TestInfo test) {
    RuntimeException unread = new UncheckedIOException(new IOException(test.getDisplayName()));
    assertEquals("none", bulkhead.of("look", failing(unread), "none"));
  }

  static List<RuntimeException> what_temporal_has_to_hear_of() {
    return List.of(
        ErrorKind.UNAVAILABLE.failure("the warehouse is away"),
        ErrorKind.BLOB_MISSING.failure("gone"),
        new IllegalStateException(ErrorKind.RATE_LIMITED.failure("later")),
        new CanceledFailure("cancelled"),
        new ActivityCanceledException(),
        new IllegalStateException(new InterruptedException()),
        new UncheckedIOException(new ClosedByInterruptException()),
        new IllegalStateException(new OutOfMemoryError()));
  }

  @ParameterizedTest
  @MethodSource("what_temporal_has_to_hear_of")
  void it_passes_as_it_is(RuntimeException heard) {
    assertSame(heard, assertThrows(heard.getClass(), () -> bulkhead.of("a", failing(heard), "")));
    assertEquals(List.of(), bulkhead.broken());
  }

  @Test
  void a_stack_that_a_judgement_filled_costs_its_own_answer() {
    RuntimeException within = new IllegalStateException(new StackOverflowError());
    assertEquals("none", bulkhead.of("first", failing(within), "none"));
    assertEquals("none", bulkhead.of("second", BulkheadTest::deeper, "none"));
    assertEquals(List.of("first", "second"), bulkhead.broken());
  }

  /** Java's patterns go a step deeper for each turn of such a group. */
  private static String deeper() {
    return "ab".repeat(500_000).matches("(a|b)*") ? "all" : "none of it";
  }

  @Test
  void an_error_of_the_machine_passes() {
    Supplier<String> full =
        () -> {
          throw new OutOfMemoryError();
        };
    assertThrows(OutOfMemoryError.class, () -> bulkhead.of("a", full, ""));
  }

  @Test
  void whatever_an_attempt_breaks_at_that_is_being_stopped_passes() {
    Thread.currentThread().interrupt();
    try {
      RuntimeException odd = new IllegalStateException("a connection was closed under it");
      assertThrows(IllegalStateException.class, () -> bulkhead.of("a", failing(odd), ""));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void its_stack_is_logged_once_with_its_name() {
    Logger logger = (Logger) LoggerFactory.getLogger(Bulkhead.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      bulkhead.of("FanOut", failing(new IllegalStateException("first")), "");
      bulkhead.of("FanOut", failing(new IllegalStateException("second")), "");
    } finally {
      logger.detachAppender(lines);
    }
    assertEquals(1, lines.list.size());
    assertEquals(Level.WARN, lines.list.get(0).getLevel());
    assertEquals("FanOut", lines.list.get(0).getArgumentArray()[0]);
    assertEquals("first", lines.list.get(0).getThrowableProxy().getMessage());
  }

  private static Supplier<String> failing(RuntimeException failed) {
    return () -> {
      throw failed;
    };
  }
}
