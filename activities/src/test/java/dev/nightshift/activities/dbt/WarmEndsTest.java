package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a warm job when somebody dies, and what it sees while it lives. */
class WarmEndsTest {
  private static Processes processes;
  private static Runners warm;

  @TempDir Path folder;
  private World world;

  @BeforeAll
  static void a_keeper_of_its_own() {
    Needs.part("bubblewrap", Warmth.CAGE.level() == Cage.Level.BUBBLEWRAP, Warmth.CAGE.reason());
    processes = new Processes(Warmth.HOME);
    warm = Runners.warm(processes, Warmth.CAGE, Warmth.TOOLCHAIN.required("dbt"), Warmth.HOME);
  }

  @AfterAll
  static void closed() {
    if (warm != null) {
      warm.close();
      processes.close();
    }
  }

  @BeforeEach
  void a_model_that_waits_until_it_may_go_on() {
    world =
        new World(folder.resolve("shop.duckdb"))
            .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n");
    world
        .load("create table raw_orders as select 1 as id")
        .file(
            "models/waits.py",
            """
            import os, time

            def model(dbt, session):
                while not os.path.exists("%s"):
                    time.sleep(0.01)
                return session.sql("select 1 as x")
            """
                .formatted(world.project.resolve("go")));
    // One that still warms up forks as well, to see whether it can.
    assertTrue(world.run(warm, Verb.PARSE).success());
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    world.close();
    try (var jobs = Files.list(Warmth.HOME.jobs())) {
      assertEquals(0, jobs.count());
    }
  }

  @Test
  void a_job_that_dies_is_done_plainly() throws Exception {
    CompletableFuture<DbtResult> result = begun();
    job().destroyForcibly();
    world.file("go", "");
    assertTrue(result.get().success(), result.get().toString());
  }

  @Test
  void a_keeper_that_dies_is_replaced_and_its_job_is_done_plainly() throws Exception {
    CompletableFuture<DbtResult> result = begun();
    ProcessHandle dead = job().parent().orElseThrow();
    dead.destroyForcibly();
    world.file("go", "");
    assertTrue(result.get().success(), result.get().toString());

    assertTrue(world.run(warm, Verb.BUILD).success());
    assertEquals(1, warm.warm.orElseThrow().begun(), "it was not done by a new keeper");
  }

  @Test
  void a_cancelled_job_is_dead_when_the_call_returns() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<DbtResult> result =
        CompletableFuture.supplyAsync(
            () -> {
              thread.set(Thread.currentThread());
              return world.run(warm, Verb.BUILD);
            });
    ProcessHandle job = job();
    thread.get().interrupt();
    ExecutionException ended = assertThrows(ExecutionException.class, result::get);
    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(ended.getCause()));
    assertFalse(isRunning(job));
  }

  @Test
  void a_job_sees_no_other_and_is_nobody() throws Exception {
    Files.createDirectories(Warmth.HOME.workspaces().resolve("somebody-elses"));
    world.file(
        "models/looks.py",
        """
        import os, socket

        def refused(path):
            try:
                open(path, "w")
            except OSError:
                return True
            return False

        # Within a user namespace it may be called 0 and be an ordinary user outside.
        def outside(user):
            for line in open("/proc/self/uid_map"):
                inner, outer, many = map(int, line.split())
                if inner <= user < inner + many:
                    return outer + user - inner

        def model(dbt, session):
            home = "%s"
            mine = "%s"
            seen = {
                "workspaces": os.listdir(home + "/workspaces") == [mine],
                "jobs": len(os.listdir(home + "/jobs")) == 1,
                "sandboxes": len(os.listdir(home + "/sandboxes")) == 1,
                "home": sorted(os.listdir(home)) == ["jobs", "sandboxes", "workspaces"],
                "door": not [n for n in os.listdir("/tmp") if n.startswith("nightshift-")],
                "first": os.getpid() == 1,
                "processes": [n for n in os.listdir("/proc") if n.isdigit()] == ["1"],
                "user": outside(os.getuid()) not in (None, 0),
                "powers": "CapEff:\\t0000000000000000" in open("/proc/self/status").read(),
                "network": [n for _, n in socket.if_nameindex()] == ["lo"],
                "workspace": refused(home + "/workspaces/" + mine + "/x"),
                "elsewhere": refused(home + "/workspaces/x"),
            }
            wrong = str(sorted(k for k, right in seen.items() if not right))
            if True:
                raise Exception("SEEN " + wrong + " " + str(os.listdir(home + "/sandboxes")))
            return session.sql("select 1 as x")
        """
            .formatted(Warmth.HOME.root(), world.project.getFileName()));
    world.file("go", "");

    DbtResult result = world.run(warm, Verb.BUILD);

    assertTrue(result.red().toString().contains("SEEN []"), result.toString());
  }

  private CompletableFuture<DbtResult> begun() {
    return CompletableFuture.supplyAsync(() -> world.run(warm, Verb.BUILD));
  }

  /** The process that a keeper forked: a Python below a Python. */
  private ProcessHandle job() {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < patience) {
      Optional<ProcessHandle> found =
          ProcessHandle.current()
              .descendants()
              .filter(WarmEndsTest::isRunning)
              .filter(one -> isKeeper(one) && one.parent().filter(p -> isKeeper(p)).isPresent())
              .filter(one -> one.children().findAny().isEmpty())
              .filter(one -> !isBubblewrap(one.parent().orElseThrow()))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("no job was begun");
  }

  private static boolean isKeeper(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("keeper.py");
  }

  private static boolean isBubblewrap(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("bwrap");
  }

  /** A zombie has no command. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
