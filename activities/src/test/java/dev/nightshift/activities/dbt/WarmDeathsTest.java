package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may end a warm job, how soon it is dead then, and that its keeper goes on. */
class WarmDeathsTest {
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  /** The toolchain may be in a folder that a job would not see. */
  private static final List<Path> TOOLS =
      new Installation(Warmth.PROCESSES, Warmth.TOOLCHAIN.required("dbt")).folders();

  private final WarmDbt warm = Warmth.WARM.warm.orElse(null);

  @TempDir Path folder;
  private World world;
  private int begun;

  @BeforeEach
  void a_model_that_waits() {
    Needs.part("bubblewrap", Warmth.CAGE.level() == Cage.Level.BUBBLEWRAP, Warmth.CAGE.reason());
    world = WarmProcesses.waiting(folder.resolve("shop.duckdb"));
    assertTrue(world.run(Warmth.WARM, Verb.PARSE).success());
    begun = warm.begun();
  }

  @AfterEach
  void the_keeper_is_the_same_and_takes_the_next() throws IOException {
    int done = warm.done();
    assertTrue(world.run(Warmth.WARM, Verb.PARSE).success());
    assertEquals(done + 1, warm.done(), "it was not done warm");
    assertTrue(warm.begun() > begun, "its keeper was thrown away");
    world.close();
    try (var jobs = Files.list(Warmth.HOME.jobs())) {
      assertEquals(0, jobs.count());
    }
  }

  @Test
  void a_cancelled_job_is_dead_at_once_and_when_the_call_returns() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<DbtResult> result =
        CompletableFuture.supplyAsync(
            () -> {
              thread.set(Thread.currentThread());
              return world.run(Warmth.WARM, Verb.BUILD);
            });
    List<ProcessHandle> job = WarmProcesses.waitingJob();

    long cancelled = System.nanoTime();
    thread.get().interrupt();

    assertAtOnce(cancelled, job);
    assertInterrupted(result);
  }

  @Test
  void after_its_deadline_it_is_dead_at_once() {
    Late late = new Late(Duration.ofSeconds(4));
    assertAtOnce(late.deadline, WarmProcesses.waitingJob());
    late.assertStopped();
  }

  /** As when this JVM is held up: its keeper knows the deadline too. */
  @Test
  void after_its_deadline_it_is_dead_at_once_when_nobody_here_looks() {
    CompletableFuture<Long> ended = new CompletableFuture<>();
    world.alive(detail -> ended.join());
    Late late = new Late(Duration.ofSeconds(4));
    List<ProcessHandle> job = WarmProcesses.waitingJob();
    try {
      assertAtOnce(late.deadline, job);
    } finally {
      ended.complete(0L);
    }
    late.assertStopped();
  }

  @Test
  void a_job_whose_client_vanishes_is_dead_at_once() throws Exception {
    CompletableFuture<DbtResult> other = begun();
    Path door = WarmProcesses.door(WarmProcesses.waitingJob().get(0));
    world.file("go", "");
    assertTrue(other.get().success());
    Files.delete(world.project.resolve("go"));

    Path room = Files.createDirectories(Warmth.HOME.jobs().resolve("somebodys"));
    world.file(
        "profiles.yml",
        "shop: {target: dev, outputs: {dev: {type: duckdb, path: %s/x.duckdb}}}".formatted(room));
    try (SocketChannel out = said(door, Map.of("job", "raw", "stream", "out"));
        SocketChannel err = said(door, Map.of("job", "raw", "stream", "err"));
        SocketChannel control = said(door, order(room))) {
      List<ProcessHandle> job = WarmProcesses.waitingJob();

      long vanished = System.nanoTime();
      control.close();

      assertAtOnce(vanished, job);
    } finally {
      Folders.delete(room);
    }
  }

  @Test
  void a_newer_attempt_of_the_same_step_ends_it() {
    CompletableFuture<DbtResult> older = begun(new Attempt("wf/newer", 1));
    List<ProcessHandle> job = WarmProcesses.waitingJob();

    assertTrue(world.attempt(new Attempt("wf/newer", 2)).run(Warmth.WARM, Verb.PARSE).success());

    assertFalse(job.stream().anyMatch(WarmProcesses::isRunning));
    assertInterrupted(older);
  }

  @Test
  void another_workers_attempt_ends_it_when_it_is_newer_and_is_refused_when_older() {
    CompletableFuture<DbtResult> result = begun(new Attempt("wf/worker", 2));
    List<ProcessHandle> job = WarmProcesses.waitingJob();
    try (Processes other = new Processes(Warmth.HOME)) {
      RuntimeException refused =
          assertThrows(RuntimeException.class, () -> plainly(other, new Attempt("wf/worker", 1)));
      assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(refused));
      assertTrue(job.stream().allMatch(WarmProcesses::isRunning));

      assertTrue(plainly(other, new Attempt("wf/worker", 3)).succeeded());
    }
    assertFalse(job.stream().anyMatch(WarmProcesses::isRunning));
    assertInterrupted(result);
  }

  private static Outcome plainly(Processes processes, Attempt attempt) {
    Command command = Command.of(Path.of("/"), Duration.ofSeconds(20), List.of("/bin/true"));
    return processes.run(command.with(attempt), detail -> {});
  }

  private CompletableFuture<DbtResult> begun(Attempt attempt) {
    world.attempt(attempt);
    return begun();
  }

  private CompletableFuture<DbtResult> begun() {
    SandboxDbt dbt = world.dbt(Warmth.WARM);
    return CompletableFuture.supplyAsync(() -> dbt.run(world.command(Verb.BUILD, 120)));
  }

  /** A build that does not come to its end in time. */
  private final class Late {
    private final CompletableFuture<DbtResult> result;
    private final long deadline;

    Late(Duration patience) {
      SandboxDbt dbt = world.dbt(Warmth.WARM);
      var command = world.command(Verb.BUILD, (int) patience.toSeconds());
      deadline = System.nanoTime() + patience.toNanos();
      result = CompletableFuture.supplyAsync(() -> dbt.run(command));
    }

    void assertStopped() {
      assertFalse(assertDoesNotThrow(() -> result.get(20, TimeUnit.SECONDS)).ended());
    }
  }

  private static void assertInterrupted(CompletableFuture<DbtResult> result) {
    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(assertEnded(result).getCause()));
  }

  private static ExecutionException assertEnded(CompletableFuture<DbtResult> result) {
    return assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
  }

  private static void assertAtOnce(long since, List<ProcessHandle> job) {
    Duration took = Duration.ofNanos(WarmProcesses.endOf(job) - since);
    assertFalse(took.isNegative(), "it was dead before");
    assertTrue(took.compareTo(AT_ONCE) < 0, "it was dead after " + took);
  }

  private SocketChannel said(Path door, Map<String, ?> hello) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(door));
    String line = Converter.json().writeValueAsString(hello) + "\n";
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private Map<String, Object> order(Path room) {
    String project = world.project.toString();
    return Map.of(
        "job", "raw",
        "arguments", List.of("build", "--target-path", room + "/t", "--log-path", room + "/l"),
        "directory", project,
        "environment", Map.of("PATH", "/usr/bin:/bin", "HOME", room.toString()),
        "covered", List.of(Warmth.HOME.workspaces().toString(), Warmth.HOME.jobs().toString()),
        "tools", TOOLS.stream().map(Path::toString).toList(),
        "readable", List.of(project),
        "writable", List.of(room.toString()),
        "seconds", 60,
        "limits",
            Map.of(
                "memory_bytes", 1L << 31,
                "processes", 1000,
                "open_files", 1000,
                "file_bytes", 1L << 30,
                "scratch_bytes", 1L << 26));
  }
}
