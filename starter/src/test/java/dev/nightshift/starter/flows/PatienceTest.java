package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, Namespace nope is not found.",
    "UNAUTHENTICATED, Request unauthorized.",
  })
  void a_server_that_does_not_know_us_is_as_good_as_away(Status.Code code, String says) {
    RuntimeException wrapped = new IllegalStateException(refused(code, says));
    TemporalAway away = assertThrows(TemporalAway.class, () -> within(wrapped));
    assertEquals(
        "Temporal refuses: " + says + " Are TEMPORAL_NAMESPACE and what lets you in right?",
        away.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, workflow not found for ID: fix/shop/a",
    "PERMISSION_DENIED, no schedules for you",
  })
  void what_else_a_server_says_no_to_is_left_to_whoever_asked(Status.Code code, String says) {
    RuntimeException no = refused(code, says);
    assertSame(no, assertThrows(RuntimeException.class, () -> within(no)));
  }

  @Test
  void who_may_begin_nothing_is_told_as_where_no_server_is() {
    RuntimeException no = refused(Status.Code.PERMISSION_DENIED, "Request unauthorized.");
    TemporalAway away = assertThrows(TemporalAway.class, () -> toBegin(no));
    assertEquals(
        "Temporal refuses: Request unauthorized. Are TEMPORAL_NAMESPACE and what lets you in right?",
        away.getMessage());
    RuntimeException defect = new IllegalStateException("ours");
    assertSame(defect, assertThrows(RuntimeException.class, () -> toBegin(defect)));
  }

  @Test
  void a_server_that_is_not_there_is_away() {
    RuntimeException no = refused(Status.Code.UNAVAILABLE, "io exception");
    assertThrows(TemporalAway.class, () -> within(no));
  }

  private static RuntimeException refused(Status.Code code, String says) {
    return code.toStatus().withDescription(says).asRuntimeException();
  }

  private static void toBegin(RuntimeException answer) {
    Patience.toBegin(
        Duration.ofSeconds(5),
        () -> {
          throw answer;
        });
  }

  private static void within(RuntimeException answer) {
    Patience.within(
        Duration.ofSeconds(5),
        () -> {
          throw answer;
        });
  }
}
