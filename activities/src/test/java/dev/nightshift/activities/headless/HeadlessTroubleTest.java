package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.scripted.Fault;
import dev.nightshift.activities.scripted.Fault.Kind;
import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.values.Leash;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real agents, and a model that goes wrong. */
class HeadlessTroubleTest {
  private static final Leash LEASH = new Leash(0, 0, 20, 0, 0);
  private static final List<String> AGENTS = List.of("claude-code", "codex");

  @TempDir Path temporary;

  private Headless world;

  @BeforeEach
  void project() throws IOException {
    world = new Headless(temporary);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** It edits by a command, and then says that it is done, but for what goes wrong before. */
  private Result work(String engine, int attempt, Fault fault) throws IOException {
    return work(engine, attempt, Step.says("The column is back.").after(fault));
  }

  private Result work(String engine, int attempt, Step last) throws IOException {
    String command = "echo 'select 2 as id' > models/orders.sql";
    boolean codex = engine.equals("codex");
    Step edits =
        Step.says("I write it.")
            .uses(
                codex ? "exec_command" : "Bash",
                Converter.json()
                    .writeValueAsString(
                        codex
                            ? Map.of("cmd", command)
                            : Map.of("command", command, "description", "a command")));
    try (ScriptedModel model = new ScriptedModel(Headless.SECRET).plays("", edits, last)) {
      return world.engine(URI.create(model.address()), attempt).work(world.task(engine, LEASH));
    }
  }

  static Stream<Arguments> passing() {
    Map<String, Fault> faults =
        Map.of(
            "429",
                Fault.status(429).saying("rate_limit_error", "slow down").with("Retry-After", "1"),
            "500", Fault.status(500),
            "529", Fault.status(529).saying("overloaded_error", "overloaded"),
            "cut", Fault.of(Kind.CUT));
    return AGENTS.stream()
        .flatMap(
            agent ->
                faults.entrySet().stream()
                    .map(one -> Arguments.of(agent, one.getKey(), one.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("passing")
  void what_passes_is_waited_out(String engine, String name, Fault fault) throws IOException {
    Result result = work(engine, 1, fault);
    assertEquals("done", result.stopped(), result.explanation());
    assertTrue(world.read(result.patch()).contains("+select 2 as id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex"})
  void a_model_that_stays_away_is_asked_again_later_and_at_last_no_more(String engine)
      throws IOException {
    Fault away = Fault.status(500).always();
    ApplicationFailure later = assertThrows(ApplicationFailure.class, () -> work(engine, 1, away));
    assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(later), later.getOriginalMessage());
    Result result = work(engine, 3, away);
    assertEquals("no_answer", result.stopped(), result.explanation());
    assertTrue(world.read(result.patch()).contains("+select 2 as id"), "what it did is kept");
  }

  static Stream<Arguments> lasting() {
    Map<String, Step> last =
        Map.of(
            "too_long",
            says(Fault.tooLong()),
            "refused",
            Step.says("I will not do that.").ends(Step.Ending.REFUSED),
            "unauthorized",
            says(Fault.status(403).saying("permission_error", "no credit")),
            "failed",
            says(Fault.status(404).saying("not_found_error", "no such model")));
    return AGENTS.stream()
        .flatMap(
            agent ->
                last.entrySet().stream()
                    .map(one -> Arguments.of(agent, one.getKey(), one.getValue())));
  }

  private static Step says(Fault instead) {
    return Step.says("never").after(instead.always());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lasting")
  void what_no_patience_cures_is_told_as_what_it_is(String engine, String stopped, Step last)
      throws IOException {
    Result result = work(engine, 1, last);
    assertEquals(stopped, result.stopped(), result.explanation());
  }
}
