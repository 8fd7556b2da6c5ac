package dev.nightshift.activities.dbt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Warm jobs as the system sees them, and a model that waits in one. */
final class WarmProcesses {
  private WarmProcesses() {}

  /** Its model waits until there is a file {@code go}, and a child of its own waits with it. */
  static World waiting(Path production) {
    World world =
        new World(production)
            .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
            .load("create table raw_orders as select 1 as id");
    return world.file(
        "models/waits.py",
        """
        import os, subprocess, time

        def model(dbt, session):
            child = subprocess.Popen(["/bin/sleep", "600"], start_new_session=True)
            while not os.path.exists("%s"):
                time.sleep(0.01)
            child.kill()
            child.wait()
            return session.sql("select 1 as x")
        """
            .formatted(world.project.resolve("go")));
  }

  /** The process that a keeper forked: a Python below a Python. */
  static ProcessHandle job() {
    return found(
        () ->
            ProcessHandle.current()
                .descendants()
                .filter(WarmProcesses::isRunning)
                .filter(one -> isKeeper(one) && one.parent().filter(p -> isKeeper(p)).isPresent())
                .filter(one -> !isBubblewrap(one) && !isBubblewrap(one.parent().orElseThrow()))
                .findFirst());
  }

  /** The job with what it has begun, when its model waits. */
  static List<ProcessHandle> waitingJob() {
    ProcessHandle job = job();
    ProcessHandle child =
        found(() -> job.children().filter(one -> words(one).contains("sleep 600")).findFirst());
    return List.of(job, child);
  }

  /** The socket of the keeper that forked it. */
  static Path door(ProcessHandle job) {
    String words = words(job.parent().orElseThrow());
    return Path.of(words.substring(words.lastIndexOf(' ') + 1));
  }

  /** When all were dead first, by this JVM's clock. */
  static long endOf(List<ProcessHandle> processes) {
    List<ProcessHandle> living = new ArrayList<>(processes);
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < patience) {
      living.removeIf(one -> !isRunning(one));
      if (living.isEmpty()) {
        return System.nanoTime();
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    throw new AssertionError(living + " did not end");
  }

  /** A zombie has no command. */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static ProcessHandle found(Supplier<Optional<ProcessHandle>> search) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < patience) {
      Optional<ProcessHandle> found = search.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("no job was begun");
  }

  private static boolean isKeeper(ProcessHandle process) {
    return words(process).contains("keeper.py");
  }

  private static String words(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static boolean isBubblewrap(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("bwrap");
  }
}
