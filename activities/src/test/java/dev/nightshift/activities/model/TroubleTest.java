package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.http.Outbound;
import dev.nightshift.activities.scripted.Fault;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models.Stop;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void a_wrong_key_is_told_by_its_variable_and_never_repeated(String api) throws IOException {
    try (Desk desk = new Desk(folder, api, Step.says("Done."))) {
      desk.environment = Map.of(Desk.VARIABLE, "sk-a-wrong-one");
      ApplicationFailure failure = fails(desk, ErrorKind.UNAUTHORIZED);
      assertTrue(failure.isNonRetryable());
      assertTrue(failure.getOriginalMessage().contains("set DESK_KEY"), failure.getMessage());
      assertFalse(whole(failure).contains("sk-"), whole(failure));
    }
  }

  @Test
  void a_key_that_is_not_there_is_told_before_anything_is_sent() throws IOException {
    try (Desk desk = new Desk(folder, "openai", Step.says("Done."))) {
      desk.environment = Map.of();
      assertTrue(
          fails(desk, ErrorKind.UNAUTHORIZED).getOriginalMessage().contains("DESK_KEY_FILE"));
      desk.environment = Map.of(Desk.VARIABLE + "_FILE", folder.resolve("none").toString());
      fails(desk, ErrorKind.UNAUTHORIZED);
      assertEquals(List.of(), desk.scripted.seen());
    }
  }

  @Test
  void a_key_that_no_header_can_hold_is_not_repeated() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      desk.environment = Map.of(Desk.VARIABLE, "sk-first\nsk-second");
      ApplicationFailure failure = fails(desk, ErrorKind.UNAUTHORIZED);
      assertFalse(whole(failure).contains("sk-"), whole(failure));
    }
  }

  @Test
  void a_key_comes_out_of_a_file_too() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      Path file = Files.writeString(folder.resolve("key"), Desk.KEY + "\n");
      desk.environment = Map.of(Desk.VARIABLE + "_FILE", file.toString());
      assertEquals("Done.", desk.turn().said());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void who_asks_for_patience_is_asked_again_then(String api) throws IOException {
    Fault busy = Fault.status(429).saying("rate_limit_error", "slow down").with("Retry-After", "7");
    try (Desk desk = new Desk(folder, api, Step.says("Done.").after(busy))) {
      ApplicationFailure failure = fails(desk, ErrorKind.RATE_LIMITED);
      assertEquals(Duration.ofSeconds(7), failure.getNextRetryDelay());
      assertEquals("Done.", desk.turn().said());
      assertEquals(new Usage(100, 20, 1, 0.0006), desk.spent);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 529})
  void a_server_in_trouble_is_asked_again_and_that_costs_nothing(int status) throws IOException {
    Fault away = Fault.status(status).saying("overloaded_error", "overloaded");
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done.").after(away))) {
      assertFalse(fails(desk, ErrorKind.UNAVAILABLE).isNonRetryable());
      assertEquals("Done.", desk.turn().said());
      assertEquals(1, desk.spent.turns());
    }
  }

  @Test
  void an_account_without_money_is_not_asked_again() throws IOException {
    Fault poor = Fault.status(429).saying("insufficient_quota", "You exceeded your quota");
    try (Desk desk = new Desk(folder, "openai", Step.says("Done.").after(poor))) {
      assertTrue(fails(desk, ErrorKind.UNAUTHORIZED).getMessage().contains("no credit left"));
    }
  }

  @Test
  void a_model_that_is_not_there_is_told_by_what_to_change() throws IOException {
    Fault none = Fault.status(404).saying("not_found_error", "model: some-model");
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done.").after(none))) {
      assertTrue(
          fails(desk, ErrorKind.NOT_FOUND).getMessage().contains("is `model: some-model` right"));
    }
  }

  @Test
  void a_name_that_the_configuration_does_not_have_is_told() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      var ask = desk.ask();
      desk.model = desk.called("day", "anthropic", "x");
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> desk.models().turn(ask));
      assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(failure));
      assertTrue(failure.getMessage().contains("[day]"));
    }
  }

  @Test
  void what_the_api_finds_wrong_is_said_without_what_looks_like_a_key() throws IOException {
    Fault wrong =
        Fault.status(400).saying("invalid_request_error", "tools.0 with sk-proj-abc:\nno schema");
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done.").after(wrong))) {
      String says = fails(desk, ErrorKind.BAD_INPUT).getOriginalMessage();
      assertTrue(says.contains("tools.0 with … no schema"), says);
    }
  }

  @Test
  void a_redirect_is_not_followed_with_the_key() throws IOException {
    try (Desk desk = new Desk(folder, "openai", Step.says("Done."));
        Desk elsewhere = new Desk(folder, "openai", Step.says("Caught."))) {
      Fault moved = Fault.status(307).with("Location", elsewhere.scripted.address());
      desk.scripted.plays("", Step.says("Done.").after(moved));
      assertTrue(fails(desk, ErrorKind.BAD_INPUT).getMessage().contains("it is elsewhere"));
      assertEquals(List.of(), elsewhere.scripted.seen());
    }
  }

  @Test
  void a_server_that_is_not_there_costs_nothing() throws IOException {
    try (Desk desk = new Desk(folder, "openai", Step.says("Done."))) {
      desk.scripted.close();
      String says = fails(desk, ErrorKind.UNAVAILABLE).getOriginalMessage();
      assertTrue(says.contains("cannot be reached at http://127.0.0.1"), says);
      assertEquals(Usage.NONE, page(desk).usage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void an_answer_that_is_cut_off_is_asked_for_again_and_counted(String api) throws IOException {
    Fault cut = Fault.of(Fault.Kind.CUT);
    try (Desk desk = new Desk(folder, api, Step.says("Done.").after(cut))) {
      assertFalse(fails(desk, ErrorKind.UNAVAILABLE).isNonRetryable());
      assertEquals("Done.", desk.turn().said());
      assertEquals(2, desk.spent.turns());
      assertTrue(desk.spent.outputTokens() > 1_000, desk.spent.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void a_model_that_falls_silent_is_given_up(String api) throws IOException {
    Fault hang = Fault.of(Fault.Kind.HANG);
    try (Desk desk = new Desk(folder, api, Step.says("Done.").after(hang))) {
      desk.leash = new Leash(0, 0, 0, 0, 1);
      String says = fails(desk, ErrorKind.TIMED_OUT).getOriginalMessage();
      assertEquals("The model night has said nothing for 1 s.", says);
      desk.leash = Leash.standard();
      assertEquals("Done.", desk.turn().said());
    }
  }

  @Test
  void who_stays_silent_is_not_asked_for_ever() throws IOException {
    Fault hang = Fault.of(Fault.Kind.HANG).always();
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done.").after(hang))) {
      desk.leash = new Leash(0, 0, 0, 0, 1);
      assertFalse(fails(desk, ErrorKind.TIMED_OUT).isNonRetryable());
      assertFalse(fails(desk, ErrorKind.TIMED_OUT).isNonRetryable());
      ApplicationFailure last = fails(desk, ErrorKind.TIMED_OUT);
      assertTrue(last.isNonRetryable());
      assertEquals(
          "The model night has said nothing for 1 s. It was asked 3 times.",
          last.getOriginalMessage());
      assertEquals(3, last.getDetails().get(Usage.class).turns(), "each may have been paid");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void an_error_in_the_middle_is_asked_again_and_costs_what_was_told(String api)
      throws IOException {
    Fault broken = Fault.of(Fault.Kind.BROKEN).saying("overloaded_error", "Overloaded");
    try (Desk desk = new Desk(folder, api, Step.says("Done.").after(broken))) {
      fails(desk, ErrorKind.RATE_LIMITED);
      Usage told = page(desk).usage();
      assertTrue(told.outputTokens() <= 1, told.toString());
      assertEquals("Done.", desk.turn().said());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai", "openai-chat"})
  void a_conversation_that_cannot_be_shortened_is_too_long(String api) throws IOException {
    Step never = Step.says("Done.").after(Fault.tooLong().always());
    try (Desk desk = new Desk(folder, api, never)) {
      assertEquals(Stop.TOO_LONG, desk.turn().stop());
      assertEquals(List.of(400), desk.statuses());
      assertEquals(Usage.NONE, desk.spent);
    }
  }

  @Test
  void a_conversation_that_is_too_long_for_the_api_is_shortened_once() throws IOException {
    Step looks = Step.says("").uses("list", "{}");
    Step full = Step.says("Done.").after(Fault.tooLong());
    try (Desk desk = new Desk(folder, "anthropic", looks, looks, looks, looks, looks, full)) {
      var turn = desk.turn();
      for (int i = 0; i < 5; i++) {
        turn = desk.turn(desk.gave(turn.calls().get(0), "row ".repeat(500)));
      }
      assertEquals("Done.", turn.said());
      assertEquals(List.of(200, 200, 200, 200, 200, 400, 200), desk.statuses());
      assertTrue(desk.asked().toString().contains("«result of list, 2,052 characters, left out"));
    }
  }

  @Test
  void a_task_that_does_not_fit_is_not_sent() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      desk.task = "word ".repeat(100_000);
      assertEquals(Stop.TOO_LONG, desk.turn().stop());
      assertEquals(List.of(), desk.scripted.seen());
    }
  }

  @Test
  void who_stops_is_not_kept_waiting_by_a_silent_model() throws IOException {
    try (Desk desk = new Desk(folder, "anthropic", Step.says("Done."))) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(desk.scripted.address())).build();
      Wire wire = new Wire(Outbound.client());
      Thread.currentThread().interrupt();
      ApplicationFailure failure =
          assertThrows(
              ApplicationFailure.class,
              () -> wire.send(request, "It", Duration.ofMinutes(1), bytes -> {}));
      assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(failure));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void a_server_that_does_not_tell_what_it_counted_is_counted_by_length() throws IOException {
    try (Desk desk = new Desk(folder, "openai-chat", Step.says("Done.").counts(0, 0, 0))) {
      desk.turn();
      assertTrue(desk.spent.inputTokens() > 500, desk.spent.toString());
      assertTrue(desk.spent.outputTokens() > 50, desk.spent.toString());
    }
  }

  @Test
  void the_key_is_kept_nowhere() throws IOException {
    try (Desk desk = new Desk(folder, "openai", Step.says("Done."))) {
      desk.turn();
      assertEquals(List.of(), desk.blobs.holding(Desk.KEY));
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertFalse(Files.readString(file).contains(Desk.KEY), file.toString());
        }
      }
    }
  }

  private static TurnBook.Page page(Desk desk) {
    return new TurnBook(desk.home.turns(), () -> desk.now).page(desk.ask().session(), 0);
  }

  private static ApplicationFailure fails(Desk desk, ErrorKind kind) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, desk::turn);
    assertEquals(kind, ErrorKind.of(failure), failure.getMessage());
    return failure;
  }

  private static String whole(Throwable failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    return all.toString();
  }
}
