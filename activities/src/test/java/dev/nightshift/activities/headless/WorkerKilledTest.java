package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.headless.ScriptedModel.Step;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.values.Leash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that is killed without a word, and another one on the same home. */
class WorkerKilledTest {
  @TempDir Path temporary;

  /** A worker in a process of its own. */
  static final class Worker {
    public static void main(String[] arguments) throws IOException {
      Headless world = new Headless(Path.of(arguments[0]), arguments[1]);
      world.engine(URI.create(arguments[2]), 1).work(world.task(arguments[3], Leash.standard()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void the_next_one_goes_on_in_the_agents_own_session(String engine) throws Exception {
    try (Headless world = new Headless(temporary);
        ScriptedModel model =
            ScriptedModel.playing(
                Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
                Step.hangs(),
                Step.says("Done at last."))) {
      Process worker =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Worker.class.getName(),
                  temporary.toString(),
                  world.workspace.base(),
                  model.address().toString(),
                  engine)
              .redirectErrorStream(true)
              .redirectOutput(temporary.resolve("worker.log").toFile())
              .start();
      try {
        assertTrue(model.hangs().await(60, TimeUnit.SECONDS));
        Path kept = Waits.forFile(world.home.agents(), "kept.json");
        Waits.until(() -> Waits.text(kept).contains("session.jsonl"));
        Waits.until(() -> Waits.text(kept).contains("changes.patch"));
      } finally {
        worker.destroyForcibly().waitFor();
      }

      model.goOn();
      int before = model.seen().size();
      Result result = world.engine(model.address(), 2).work(world.task(engine, Leash.standard()));

      assertEquals("done", result.stopped(), result.explanation());
      assertEquals("Done at last.", result.explanation());
      assertTrue(world.read(result.patch()).contains("+select 2 as id"));
      assertEquals(1, model.seen().size() - before, "only the turn in flight is asked again");
      assertTrue(result.usage().outputTokens() > 30_000, "it is counted at its worst");
    }
  }
}
