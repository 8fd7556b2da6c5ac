package dev.nightshift.activities.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final Alive QUIET = detail -> {};

  @TempDir Path folder;

  private Processes processes;

  @BeforeEach
  void a_runner() {
    processes = new Processes(new Home(folder.resolve("home")));
  }

  @AfterEach
  void closed() {
    processes.close();
  }

  private Command shell(String script) {
    return Command.of(folder, Duration.ofSeconds(30), List.of("/bin/sh", "-c", script, "sh"))
        .with(Map.of("PATH", "/usr/bin:/bin", "FOLDER", folder.toString()));
  }

  /** Writes its child's number where we find it, and stays. */
  private Command parentOf(String child) {
    return shell(
        child
            + " & echo $! > \"$FOLDER/child.new\"; "
            + "mv \"$FOLDER/child.new\" \"$FOLDER/child\"; wait");
  }

  private ProcessHandle child() throws IOException {
    Path file = folder.resolve("child");
    Waiting.until(() -> Files.exists(file));
    long pid = Long.parseLong(Files.readString(file).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Test
  void both_streams_and_the_exit_code_come_back() {
    Outcome outcome = processes.run(shell("echo out; echo err >&2; exit 3"), QUIET);

    assertEquals(3, outcome.exitCode());
    assertEquals("out\n", outcome.stdout().text());
    assertEquals("err\n", outcome.stderr().text());
    assertFalse(outcome.succeeded());
  }

  @Test
  void nothing_of_our_environment_is_inherited() {
    String said = processes.run(shell("env"), QUIET).stdout().text();

    List<String> names = said.lines().map(line -> line.replaceFirst("=.*", "")).sorted().toList();
    List<String> given = new ArrayList<>(names);
    // The shell sets these itself.
    given.removeAll(List.of("PWD", "SHLVL", "_", "OLDPWD"));
    assertEquals(List.of("FOLDER", Processes.MARK, "PATH"), given);
  }

  @Test
  void input_larger_than_a_pipe_is_read_to_its_end() {
    String input = "x".repeat(300_000);
    Outcome outcome = processes.run(shell("wc -c").withInput(input), QUIET);
    assertEquals("300000", outcome.stdout().text().strip());
  }

  @Test
  void long_output_keeps_head_and_tail_in_memory_and_all_in_the_file() throws IOException {
    Command command = shell("seq 1 100000; echo last").withOutputIn(folder.resolve("out"));
    Outcome outcome = processes.run(command, QUIET);

    assertTrue(outcome.stdout().text().startsWith("1\n2\n"));
    assertTrue(outcome.stdout().text().endsWith("last\n"));
    assertTrue(outcome.stdout().text().contains("bytes left out"));
    assertTrue(outcome.stdout().text().length() < 140_000);
    assertEquals(100_001, Files.readAllLines(outcome.stdout().file()).size());
  }

  @Test
  void a_listener_hears_each_line_and_its_failure_ends_the_process() {
    List<String> heard = new ArrayList<>();
    processes.run(shell("printf 'a\\nb\\nc'").with(heard::add), QUIET);
    assertEquals(List.of("a", "b", "c"), heard);

    IllegalStateException own = new IllegalStateException("enough");
    Command endless =
        shell("echo now; sleep 60")
            .with(
                (LineListener)
                    line -> {
                      throw own;
                    });
    assertSame(own, assertThrows(IllegalStateException.class, () -> processes.run(endless, QUIET)));
  }

  @Test
  void the_deadline_kills_children_too() throws IOException {
    Command command =
        new Command(
            parentOf("sleep 60").argv(),
            folder,
            Map.of("PATH", "/usr/bin:/bin", "FOLDER", folder.toString()),
            Duration.ofSeconds(1),
            null,
            null,
            null,
            null,
            null);
    Outcome outcome = processes.run(command, QUIET);

    assertEquals(Outcome.Ending.DEADLINE, outcome.ending());
    assertTrue(Waiting.ended(Files.readString(folder.resolve("child"))));
  }

  @Test
  void a_beat_that_throws_kills_the_tree_and_is_thrown_again() throws IOException {
    IllegalStateException cancelled = new IllegalStateException("cancelled");
    Alive lost =
        detail -> {
          throw cancelled;
        };

    assertSame(
        cancelled,
        assertThrows(IllegalStateException.class, () -> processes.run(parentOf("sleep 60"), lost)));
    assertTrue(Waiting.ended(Files.readString(folder.resolve("child"))));
  }

  @Test
  void an_interrupt_kills_the_tree() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                processes.run(parentOf("sleep 60").with(new Attempt("wf/run/1", 1)), QUIET);
                end.complete(null);
              } catch (RuntimeException stopped) {
                end.complete(stopped);
              }
            });
    caller.start();
    ProcessHandle child = child();
    caller.interrupt();

    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(end.get(10, TimeUnit.SECONDS)));
    assertTrue(Waiting.ended(child.pid()));
  }

  @Test
  void what_outlives_its_parent_is_killed_however_it_left() throws IOException {
    String daemon =
        "setsid sh -c '(sleep 60 & echo $! > \"$FOLDER/child\")' < /dev/null > /dev/null 2>&1";
    Outcome outcome = processes.run(shell(daemon + "; echo done"), QUIET);

    assertEquals("done\n", outcome.stdout().text());
    assertTrue(Waiting.ended(Files.readString(folder.resolve("child"))));
  }

  @Test
  void closing_kills_what_runs_and_refuses_what_comes() throws Exception {
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(() -> processes.run(parentOf("sleep 60"), QUIET));
    ProcessHandle child = child();
    processes.close();

    ExecutionException stopped =
        assertThrows(ExecutionException.class, () -> running.get(10, TimeUnit.SECONDS));
    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(stopped));
    assertTrue(Waiting.ended(child.pid()));
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> processes.run(shell("true"), QUIET));
    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(refused));
  }

  @Test
  void a_newer_attempt_kills_the_older_one_of_another_worker() throws Exception {
    Attempt older = new Attempt("wf/run/1", 1);
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(() -> processes.run(parentOf("sleep 60").with(older), QUIET));
    ProcessHandle child = child();

    try (Processes other = new Processes(new Home(folder.resolve("home")))) {
      Outcome outcome = other.run(shell("echo mine").with(new Attempt("wf/run/1", 2)), QUIET);
      assertEquals("mine\n", outcome.stdout().text());
    }

    ExecutionException superseded =
        assertThrows(ExecutionException.class, () -> running.get(10, TimeUnit.SECONDS));
    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(superseded));
    assertTrue(Waiting.ended(child.pid()));
  }

  @Test
  void an_older_attempt_does_not_begin_beside_a_newer_one() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Command newer =
        shell("echo up; sleep 60")
            .with(new Attempt("wf/run/1", 2))
            .with((LineListener) line -> begun.countDown());
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(() -> processes.run(newer, QUIET));
    assertTrue(begun.await(10, TimeUnit.SECONDS));

    RuntimeException late =
        assertThrows(
            RuntimeException.class,
            () -> processes.run(shell("true").with(new Attempt("wf/run/1", 1)), QUIET));

    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(late));
    assertFalse(running.isDone());
    processes.close();
    assertThrows(ExecutionException.class, () -> running.get(10, TimeUnit.SECONDS));
  }

  @Test
  void a_number_that_another_process_has_now_is_not_killed() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    Attempt attempt = new Attempt("wf/run/1", 2);
    Path file = folder.resolve("home/attempts/" + attempt.workName() + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"pid\":" + bystander.pid() + ",\"birth\":\"earlier\",\"mark\":\"m-gone\",\"number\":1}");

    assertTrue(processes.run(shell("true").with(attempt), QUIET).succeeded());

    assertTrue(bystander.isAlive());
    bystander.destroyForcibly();
  }

  @Test
  void a_full_folder_stops_it() {
    Path fills = folder.resolve("fills");
    Command command =
        shell(
                "mkdir -p \"$FOLDER/fills\"; i=0; while :; do i=$((i+1)); "
                    + "head -c 100000 /dev/zero > \"$FOLDER/fills/$i\"; done")
            .with(new Command.Allowance(List.of(fills), 2_000_000, Long.MAX_VALUE));
    assertEquals(Outcome.Ending.DISK, processes.run(command, QUIET).ending());
  }

  @Test
  void many_that_hold_too_much_together_are_stopped() {
    String holds = "x=$(head -c 30000000 /dev/zero | tr '\\0' x); sleep 60; :";
    Command command =
        shell("(" + holds + ") & (" + holds + ") & (" + holds + ") & wait")
            .with(new Command.Allowance(List.of(), Long.MAX_VALUE, 60_000_000));
    assertEquals(Outcome.Ending.MEMORY, processes.run(command, QUIET).ending());
  }

  @Test
  void a_program_that_is_not_there_is_broken_and_said_by_name() {
    RuntimeException missing =
        assertThrows(
            RuntimeException.class,
            () ->
                processes.run(
                    Command.of(Path.of("/no/such/folder"), Duration.ofSeconds(1), List.of("nope")),
                    QUIET));
    assertEquals(ErrorKind.BROKEN, ErrorKind.of(missing));
    assertTrue(ErrorKind.messageOf(missing).contains("nope"));
  }
}
