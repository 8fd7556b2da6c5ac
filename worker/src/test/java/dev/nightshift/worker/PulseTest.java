package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final Pulse.Clocks clocks = Pulse.Clocks.start();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void let_go() {
    end.countDown();
    clocks.beats().shutdownNow();
    clocks.deadlines().shutdownNow();
  }

  @Test
  void a_server_that_hangs_is_given_up_before_the_next_attempt_begins() {
    Duration timeout = Duration.ofSeconds(2);
    long begun = System.nanoTime();
    assertEquals(Pulse.Stopped.LOST, stopped(Beats.thatHang(end), timeout));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(timeout) < 0, took::toString);
  }

  @Test
  void each_beat_that_goes_through_moves_the_deadline() {
    AtomicInteger tried = new AtomicInteger();
    CountDownLatch outlived = new CountDownLatch(1);
    ActivityCompletionClient leaving =
        Beats.each(
            beat -> {
              tried.set(beat);
              if (beat > 4) {
                outlived.countDown();
                throw Beats.away();
              }
            });
    // A beat every 0.4 s: the fifth comes well after the first deadline, at 1.4 s.
    assertEquals(Pulse.Stopped.LOST, stopped(leaving, Duration.ofSeconds(2)));
    assertEquals(0, outlived.getCount(), "stopped at beat " + tried);
  }

  @Test
  void an_attempt_that_the_server_gave_up_stops_with_the_first_beat_that_says_so() {
    AtomicInteger tried = new AtomicInteger();
    ActivityCompletionClient another =
        Beats.each(
            beat -> {
              tried.set(beat);
              throw new ActivityCompletionFailureException(
                  new ActivityNotExistsException(new IllegalStateException("another has it")));
            });
    assertEquals(Pulse.Stopped.LOST, stopped(another, Duration.ofSeconds(5)));
    assertEquals(1, tried.get());
  }

  @Test
  void a_step_that_has_ended_is_never_interrupted() throws Exception {
    CountDownLatch beaten = new CountDownLatch(1);
    ActivityCompletionClient late =
        Beats.each(
            beat -> {
              beaten.countDown();
              throw Beats.away();
            });
    Pulse pulse = new Pulse(clocks, late, new byte[0], Duration.ofSeconds(1));
    assertTrue(beaten.await(10, TimeUnit.SECONDS));
    pulse.close();
    pulse.stop(Pulse.Stopped.LOST);
    assertFalse(Thread.interrupted());
    assertEquals(Pulse.Stopped.NOT, pulse.stopped());
  }

  /** What stops a step that waits for ever, and surely within ten seconds. */
  private Pulse.Stopped stopped(ActivityCompletionClient client, Duration timeout) {
    try (Pulse pulse = new Pulse(clocks, client, new byte[0], timeout)) {
      assertThrows(InterruptedException.class, () -> end.await(10, TimeUnit.SECONDS));
      return pulse.stopped();
    }
  }
}
