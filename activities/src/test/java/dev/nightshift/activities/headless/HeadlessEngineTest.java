package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.headless.ScriptedModel.Seen;
import dev.nightshift.activities.headless.ScriptedModel.Step;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.values.Leash;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlessEngineTest {
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

  private Result work(String engine, Leash leash, Step... steps) throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(steps)) {
      return world.engine(model.address(), 1).work(world.task(engine, leash));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void what_it_leaves_in_the_folder_is_the_patch(String engine) throws IOException {
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell(engine, "cat models/orders.sql"),
            Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
            Step.says("The column is back."))) {
      Result result = world.engine(model.address(), 1).work(world.task(engine, LEASH));

      assertEquals("done", result.stopped(), result.explanation());
      assertEquals(List.of("models/orders.sql"), result.files());
      assertTrue(world.read(result.patch()).contains("+select 2 as id"));
      assertEquals("The column is back.", result.explanation());
      assertTrue(world.read(result.transcript()).contains("The column is back."));
      assertEquals(3, result.usage().turns());
      assertEquals(300, result.usage().inputTokens());
      assertEquals(60, result.usage().outputTokens());
      for (Seen seen : model.seen()) {
        assertTrue(seen.headers().toString().contains(Headless.SECRET), "the door puts the key in");
        assertFalse(seen.body().contains(Headless.SECRET));
      }
      assertTrue(model.seen().get(0).body().contains("The column total is gone."));
      assertTrue(
          model.seen().get(0).body().contains("Mends with care."), "so the team's own file has it");
      assertFalse(Files.exists(world.home.agents().resolve("x")));
      try (var left = Files.list(world.home.agents())) {
        assertEquals(0, left.count(), "a session that ended leaves nothing behind");
      }
    }
  }

  @Test
  void a_subscription_opens_the_model_as_claude_code_itself_would() throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(Step.says("There is nothing to do."))) {
      Result result =
          world
              .engine(
                  model.address(),
                  1,
                  Map.of(
                      "CLAUDE_CODE_OAUTH_TOKEN",
                      Headless.SECRET,
                      "ANTHROPIC_BASE_URL",
                      model.address().toString()))
              .work(world.task("claude-code", LEASH));

      assertTrue(result.explanation().contains("There is nothing to do."), result.explanation());
      for (Seen seen : model.seen()) {
        assertEquals(List.of("Bearer " + Headless.SECRET), seen.headers().get("Authorization"));
        assertFalse(seen.headers().containsKey("X-api-key"), seen.headers().toString());
        assertTrue(seen.headers().toString().contains("oauth-"), seen.headers().toString());
        assertFalse(seen.body().contains(Headless.SECRET));
      }
    }
  }

  @Test
  void it_edits_by_its_own_tools() throws IOException {
    try (ScriptedModel model = ScriptedModel.playing(Step.says("nothing"))) {
      // Where the folder is, it is told in each request: the same in each try.
      world.engine(model.address(), 1).work(world.task("claude-code", LEASH));
      String body = model.seen().get(0).body();
      int at = body.indexOf("Primary working directory: ");
      String folder = body.substring(at).replaceFirst("[^/]*", "").replaceFirst("\\\\n.*", "");

      Result result =
          work(
              "claude-code",
              LEASH,
              Step.calls("Read", Map.of("file_path", folder + "/models/orders.sql")),
              Step.calls(
                  "Edit",
                  Map.of(
                      "file_path", folder + "/models/orders.sql",
                      "old_string", "select 1",
                      "new_string", "select 3")),
              Step.says("Edited."));
      assertEquals("done", result.stopped(), folder + result.explanation());
      assertTrue(world.read(result.patch()).contains("+select 3 as id"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void it_has_our_tools_which_see_what_it_has_edited(String engine) throws IOException {
    world.tools.answer =
        use -> "The patch: " + world.read(use.workspace().patch()) + world.read(use.arguments());
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
            Headless.ours(engine, "node", Map.of("node", "orders")),
            Step.says("It is there."))) {
      Result result = world.engine(model.address(), 1).work(world.task(engine, LEASH));

      assertEquals("done", result.stopped(), result.explanation());
      assertEquals(1, world.tools.uses.size());
      assertEquals("node", world.tools.uses.get(0).tool());
      String last = model.seen().get(model.seen().size() - 1).body();
      assertTrue(last.contains("+select 2 as id"), last);
      assertTrue(last.matches("(?s).*<<<DATA \\w{12} from node\\\\n.*"), last);
      assertTrue(last.contains("\\\"node\\\":\\\"orders\\\""), last);
      String first = model.seen().get(0).body();
      assertTrue(first.contains("What there is to know of node."), first);
      // It reads by its own hands, and hands nothing on.
      assertFalse(first.contains("What there is to know of read_file."));
      assertFalse(first.contains("What there is to know of invoke_agent."));
      assertEquals("It is there.", result.explanation());
    }
  }

  @Test
  void where_its_files_are_no_text_it_is_told_so_by_the_tool() throws IOException {
    world.tools.answer = use -> "never";
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell("codex", "printf 'a\\000b' > models/x.sql"),
            Headless.ours("codex", "node", Map.of("node", "x")),
            Headless.shell("codex", "rm models/x.sql"),
            Step.says("I took it away."))) {
      Result result = world.engine(model.address(), 1).work(world.task("codex", LEASH));
      assertEquals("gave_up", result.stopped(), result.explanation());
      assertEquals(List.of(), world.tools.uses);
      String last = model.seen().get(model.seen().size() - 1).body();
      int at = last.indexOf("Not done: ");
      assertTrue(
          at > 0 && last.substring(at, at + 40).contains("models/x.sql"), last.substring(at));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void what_a_tool_may_not_do_is_told_to_both(String engine) throws IOException {
    world.tools.answer = use -> "Refused: no.";
    world.tools.refusal = "the table is not to be dropped";
    world.tools.told = "It is in b.";
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.ours(engine, "node", Map.of("node", "x")), Step.says("I tried."))) {
      Result result = world.engine(model.address(), 1).work(world.task(engine, LEASH));
      assertTrue(result.explanation().startsWith("It is in b.\n\nI tried."));
      assertTrue(
          result.explanation().contains("- node: the table is not to be dropped"),
          result.explanation());
      assertTrue(model.seen().get(model.seen().size() - 1).body().contains("Refused: no."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void who_uses_a_tool_again_and_again_to_no_end_is_stopped(String engine) throws IOException {
    world.tools.answer = use -> "the same";
    Step again = Headless.ours(engine, "node", Map.of("node", "x"));
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
            again,
            again,
            again,
            again,
            Step.says("I went on."))) {
      Result result = world.engine(model.address(), 1).work(world.task(engine, LEASH));
      assertEquals("circles", result.stopped(), result.explanation());
      assertTrue(
          result.explanation().contains("it used node in the same way 3 times"),
          result.explanation());
      assertEquals(3, world.tools.uses.size());
      assertTrue(world.read(result.patch()).contains("+select 2 as id"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void who_edits_between_goes_in_no_circle(String engine) throws IOException {
    world.tools.answer = use -> "the same";
    Step again = Headless.ours(engine, "node", Map.of("node", "x"));
    List<Step> plays = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      plays.add(Headless.shell(engine, "echo 'select " + n + " as id' > models/orders.sql"));
      plays.add(again);
    }
    plays.add(Step.says("Now it holds."));
    try (ScriptedModel model = ScriptedModel.playing(plays.toArray(Step[]::new))) {
      Result result = world.engine(model.address(), 1).work(world.task(engine, LEASH));
      assertEquals(4, world.tools.uses.size());
      assertTrue(result.explanation().startsWith("Now it holds."), result.explanation());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void a_key_that_is_not_taken_is_told(String engine) throws IOException {
    Result result = work(engine, LEASH, Step.answers(401));

    assertEquals("unauthorized", result.stopped(), result.explanation());
    assertNull(result.patch());
    assertEquals(1, result.left().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void a_model_that_hangs_is_noticed(String engine) throws IOException {
    Result result =
        work(
            engine,
            new Leash(0, 0, 0, 0, 8),
            Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
            Step.hangs());

    assertEquals("silent", result.stopped(), result.explanation());
    assertTrue(world.read(result.patch()).contains("+select 2 as id"), "what it did is kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void a_try_that_is_killed_is_gone_on_with(String engine) throws Exception {
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell(engine, "echo 'select 2 as id' > models/orders.sql"),
            Headless.shell(engine, "echo 'select 7 as id' > models/new.sql"),
            Step.hangs(),
            Step.says("Done at last."))) {
      CompletableFuture<Result> first =
          CompletableFuture.supplyAsync(
              () -> world.engine(model.address(), 1).work(world.task(engine, LEASH)));
      assertTrue(model.hangs().await(30, TimeUnit.SECONDS));
      Path kept = Waits.forFile(world.home.agents(), "kept.json");
      Waits.until(() -> Waits.text(kept).contains("changes.patch"));
      Waits.until(() -> Waits.text(kept).contains("session.jsonl"));
      agentsProcesses().forEach(ProcessHandle::destroyForcibly);
      Throwable cut = assertThrows(Exception.class, first::get).getCause();
      assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(cut), cut.toString());

      model.goOn();
      int before = model.seen().size();
      Result result = world.engine(model.address(), 2).work(world.task(engine, LEASH));

      assertEquals("done", result.stopped(), result.explanation());
      assertEquals("Done at last.", result.explanation());
      assertEquals(List.of("models/new.sql", "models/orders.sql"), result.files());
      assertEquals(1, model.seen().size() - before, "only the turn in flight is asked again");
      assertTrue(model.seen().get(before).body().contains("was cut off"));
      // The turn that was lost counts at its worst.
      assertTrue(result.usage().turns() >= 4, result.usage().toString());
      assertTrue(result.usage().outputTokens() > 30_000, result.usage().toString());
    }
  }

  static List<ProcessHandle> agentsProcesses() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            one ->
                one.info().command().orElse("").matches(".*/(claude|codex)")
                    || String.join(" ", one.info().arguments().orElse(new String[0]))
                        .contains("scripted_agent.py"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "acp:scripted"})
  void a_cancelled_one_is_interrupted_and_leaves_no_process(String engine) throws Exception {
    try (ScriptedModel model = ScriptedModel.playing(Step.hangs())) {
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread step =
          new Thread(
              () -> {
                try {
                  world.engine(model.address(), 1).work(world.task(engine, LEASH));
                  ended.complete(null);
                } catch (RuntimeException stopped) {
                  ended.complete(stopped);
                }
              });
      step.start();
      assertTrue(model.hangs().await(30, TimeUnit.SECONDS));
      long asked = System.nanoTime();
      step.interrupt();

      Throwable stopped = ended.get(30, TimeUnit.SECONDS);
      assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(stopped), String.valueOf(stopped));
      assertTrue(System.nanoTime() - asked < TimeUnit.SECONDS.toNanos(9), "it heeds Ctrl-C");
      assertEquals(List.of(), agentsProcesses());
    }
  }

  @Test
  void the_leash_ends_before_the_request_that_would_exceed_it() throws IOException {
    try (ScriptedModel model =
        ScriptedModel.playing(
            Headless.shell("codex", "echo 'select 2 as id' > models/orders.sql"))) {
      Result result =
          world.engine(model.address(), 1).work(world.task("codex", new Leash(0, 0, 2, 0, 0)));

      assertEquals("budget", result.stopped(), result.explanation());
      assertEquals(2, model.seen().size());
      assertTrue(world.read(result.patch()).contains("+select 2 as id"));
    }
  }

  @Test
  void what_steers_agents_and_pipelines_is_put_back() throws IOException {
    Result result =
        work(
            "codex",
            LEASH,
            Headless.shell(
                "codex",
                "echo obey > CLAUDE.md; mkdir -p .github/workflows .claude; echo x >"
                    + " .github/workflows/x.yml; echo '{}' > .claude/settings.json; git init -q ."
                    + " && git add -A && git -c user.name=a -c user.email=a@b commit -qm x; echo"
                    + " 'select 2 as id' > models/orders.sql"),
            Step.says("Done."));

    assertEquals(List.of("models/orders.sql"), result.files());
    assertEquals("done", result.stopped());
    assertEquals(
        "Done.\n\n(It made commits of its own; only its files count.)", result.explanation());
  }

  @Test
  void a_binary_or_a_huge_file_is_no_patch() throws IOException {
    Result binary =
        work(
            "codex",
            LEASH,
            Headless.shell("codex", "head -c 1000 /dev/urandom > models/x.sql"),
            Step.says("Done."));
    assertEquals("unreviewable", binary.stopped(), binary.explanation());
    assertNull(binary.patch());

    Result huge =
        work(
            "codex",
            LEASH,
            Headless.shell("codex", "yes 'select 1' | head -c 100000000 > models/x.sql"),
            Step.says("Done."));
    assertEquals("too_large", huge.stopped(), huge.explanation());
    assertNull(huge.patch());
  }

  @Test
  void without_a_key_it_says_which_one_is_missing() {
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class,
            () ->
                new HeadlessEngine(
                        world.settings,
                        world.home,
                        Headless.TOOLCHAIN,
                        world.processes,
                        world.cage,
                        world.code.checkouts(),
                        world.code.blobs(),
                        world.tools,
                        Map.of(),
                        now -> {},
                        () -> null)
                    .work(world.task("codex", LEASH)));
    assertEquals(ErrorKind.UNAUTHORIZED, ErrorKind.of(failure));
    assertTrue(failure.getOriginalMessage().contains("OPENAI_API_KEY"));
  }
}
