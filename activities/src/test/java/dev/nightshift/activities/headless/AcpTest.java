package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.headless.ScriptedModel.Step;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.values.Leash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar to agents of the Agent Client Protocol; the rest they share with the others. */
class AcpTest {
  private static final String ENGINE = "acp:scripted";
  private static final Leash LEASH = Leash.standard();

  @TempDir Path temporary;
  private Headless world;

  @BeforeEach
  void a_project_and_the_agents() throws IOException {
    world = new Headless(temporary);
  }

  @AfterEach
  void closed() {
    world.close();
  }

  private Result work(String word, Leash leash, Step... steps) throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(steps)) {
      return world.engine(model.address(), 1, word).work(world.task(ENGINE, leash));
    }
  }

  private static Step asks(String kind, String path, String command) {
    return Step.calls("Bash", Map.of("command", command, "kind", kind, "paths", List.of(path)));
  }

  @Test
  void it_may_what_can_be_done_in_the_cage_and_what_it_may_not_is_told() throws IOException {
    Result result =
        work(
            "asks",
            LEASH,
            asks("edit", "models/orders.sql", "echo 'select 2 as id' > models/orders.sql"),
            asks("edit", "/etc/passwd", "echo no > models/no.sql"),
            asks("fetch", "", "echo no > models/neither.sql"),
            asks("execute", "", "echo 'select 3 as id' > models/more.sql"),
            Step.says("Done."));

    assertEquals("done", result.stopped(), result.explanation());
    assertEquals(List.of("models/more.sql", "models/orders.sql"), result.files());
    assertTrue(result.explanation().startsWith("Done."), result.explanation());
    assertTrue(
        result.explanation().contains("- Use Bash: /etc/passwd is outside of the project"),
        result.explanation());
    assertTrue(
        result.explanation().contains("- Use Bash: there is no network in the cage"),
        result.explanation());
  }

  @Test
  void one_that_the_configuration_does_not_have_is_told() throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(Step.says("never"))) {
      HeadlessEngine engine = world.engine(model.address(), 1);
      Exception refused =
          assertThrows(Exception.class, () -> engine.work(world.task("acp:nobody", LEASH)));
      assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(refused));
    }
  }

  @Test
  void one_that_never_answers_is_silent() throws IOException {
    Result result = work("mute", new Leash(0, 0, 0, 0, 4), Step.says("never"));
    assertEquals("silent", result.stopped(), result.explanation());
    assertNull(result.patch());
  }

  @Test
  void one_that_speaks_something_else_is_told_and_not_waited_for() throws IOException {
    Result result = work("babbles", LEASH, Step.says("never"));
    assertEquals("failed", result.stopped(), result.explanation());
    assertTrue(result.explanation().contains("no Agent Client Protocol"), result.explanation());
  }

  @ParameterizedTest
  @CsvSource({
    "newer, failed, it speaks version 2 of the protocol",
    "locked, failed, Authentication required",
    "tires, budget, the agent allows itself no more",
    "files, done, Well then.",
  })
  void it_ends_as_it_says(String word, String stopped, String why) throws IOException {
    Step edits = Headless.shell(ENGINE, "echo 'select 2 as id' > models/orders.sql");
    Result result = work(word, LEASH, edits, Step.says("Well then."));
    assertEquals(stopped, result.stopped(), result.explanation());
    assertTrue(result.explanation().contains(why), result.explanation());
  }

  @Test
  void a_refusal_is_the_models_no() throws IOException {
    Result result = work("refuses", LEASH, Step.says("I will not."));
    assertEquals("refused", result.stopped(), result.explanation());
    assertTrue(result.explanation().startsWith("I will not."), result.explanation());
  }

  @Test
  void a_model_without_a_price_is_not_asked() throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(Step.says("never"))) {
      Result result = world.engine(model.address(), 1, "dear").work(world.task(ENGINE, LEASH));
      assertEquals("budget", result.stopped(), result.explanation());
      assertTrue(result.explanation().contains("a price for «dear»"), result.explanation());
      assertEquals(0, model.seen().size());
    }
  }

  @Test
  void its_requests_are_held_to_the_money() throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(Step.says("never"))) {
      Result result =
          world.engine(model.address(), 1).work(world.task(ENGINE, new Leash(0.3, 0, 0, 0, 0)));
      assertEquals("budget", result.stopped(), result.explanation());
      assertEquals(0, model.seen().size(), "32000 tokens of an answer cost 0.48");
    }
  }

  @Test
  void one_that_cannot_load_a_session_begins_anew_on_what_it_left() throws Exception {
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell(ENGINE, "echo 'select 2 as id' > models/orders.sql"),
            Step.hangs(),
            Step.says("Done at last."))) {
      CompletableFuture<Result> first =
          CompletableFuture.supplyAsync(
              () -> world.engine(model.address(), 1, "forgets").work(world.task(ENGINE, LEASH)));
      assertTrue(model.hangs().await(60, TimeUnit.SECONDS));
      Path kept = Waits.forFile(world.home.agents(), "kept.json");
      Waits.until(() -> Waits.text(kept).contains("changes.patch"));
      HeadlessEngineTest.agentsProcesses().forEach(ProcessHandle::destroyForcibly);
      assertThrows(Exception.class, first::get);

      model.goOn();
      int before = model.seen().size();
      Result result = world.engine(model.address(), 2, "forgets").work(world.task(ENGINE, LEASH));

      assertEquals("done", result.stopped(), result.explanation());
      String body = model.seen().get(before).body();
      assertTrue(body.contains("was cut off"), body);
      assertTrue(body.contains("The column total is gone."), body);
      assertFalse(body.contains("assistant"), "it remembers nothing: " + body);
      assertTrue(world.read(result.patch()).contains("+select 2 as id"));
    }
  }

  @Test
  void a_cancellation_reaches_it_and_what_it_leaves_then_is_kept() throws Exception {
    try (ScriptedModel model = ScriptedModel.playing(Step.hangs())) {
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread step =
          new Thread(
              () -> {
                try {
                  world.engine(model.address(), 1).work(world.task(ENGINE, LEASH));
                  ended.complete(null);
                } catch (RuntimeException stopped) {
                  ended.complete(stopped);
                }
              });
      step.start();
      assertTrue(model.hangs().await(60, TimeUnit.SECONDS));
      step.interrupt();

      assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(ended.get(60, TimeUnit.SECONDS)));
      Path file = Waits.forFile(world.home.agents(), "kept.json");
      Kept kept = Converter.json().readValue(Files.readAllBytes(file), Kept.class);
      assertTrue(world.read(kept.patch()).contains("cancelled.sql"), "it writes it when told");
    }
  }
}
