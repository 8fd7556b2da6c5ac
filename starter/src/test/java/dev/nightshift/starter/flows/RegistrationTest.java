package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<Status> answers = new ArrayDeque<>();
  private boolean away;

  @Test
  void it_is_done_once() {
    Registration registration = new Registration(this::reach, this::answer);
    registration.beforeStart(LONG);
    registration.beforeStart(LONG);
    assertEquals(1, asked.get());
  }

  @Test
  void where_temporal_is_away_the_start_is_refused_and_a_later_one_does_it() {
    Registration registration = new Registration(this::reach, this::answer);
    away = true;
    assertThrows(StatusRuntimeException.class, () -> registration.beforeStart(LONG));
    assertEquals(0, asked.get());
    away = false;
    registration.beforeStart(LONG);
    assertEquals(1, asked.get());
  }

  @Test
  void where_it_broke_off_the_next_start_tries_again() {
    answers.addAll(List.of(Status.UNAVAILABLE, Status.DEADLINE_EXCEEDED, Status.NOT_FOUND));
    Registration registration = new Registration(this::reach, this::answer);
    for (int start = 1; start <= 5; start++) {
      registration.beforeStart(LONG);
      assertEquals(Math.min(start, 4), asked.get());
    }
  }

  @Test
  @Timeout(10)
  void nobody_waits_longer_than_they_may() {
    CountDownLatch never = new CountDownLatch(1);
    Registration registration =
        new Registration(
            this::reach,
            () -> {
              try {
                never.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    Patience.within(
        Duration.ofMillis(200),
        () -> {
          registration.beforeStart(LONG);
          return null;
        });
    never.countDown();
  }

  @ParameterizedTest
  @EnumSource(names = {"PERMISSION_DENIED", "UNIMPLEMENTED"})
  void where_it_is_not_allowed_it_is_left_to_the_worker(Status.Code code) {
    answers.add(code.toStatus());
    Registration registration = new Registration(this::reach, this::answer);
    registration.beforeStart(LONG);
    registration.beforeStart(LONG);
    assertEquals(1, asked.get());
  }

  @Test
  @Timeout(20)
  void a_slow_one_keeps_no_start_waiting_and_is_not_begun_again() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Registration registration =
        new Registration(
            this::reach,
            () -> {
              asked.incrementAndGet();
              await(held);
              done.countDown();
            });
    registration.beforeStart(Duration.ofMillis(20));
    registration.beforeStart(Duration.ofMillis(20));
    held.countDown();
    assertTrue(done.await(10, TimeUnit.SECONDS));
    registration.beforeStart(LONG);
    assertEquals(1, asked.get());
  }

  private void reach() {
    if (away) {
      throw Status.UNAVAILABLE.asRuntimeException();
    }
  }

  private void answer() {
    asked.incrementAndGet();
    Status status = answers.poll();
    if (status != null) {
      throw status.asRuntimeException();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
