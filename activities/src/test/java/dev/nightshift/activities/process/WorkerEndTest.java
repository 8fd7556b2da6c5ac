package dev.nightshift.activities.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker leaves behind when it ends, gently or not. */
class WorkerEndTest {
  @TempDir Path folder;

  private Process worker;

  /** A worker in a process of its own: runs one long command, plain or caged. */
  static final class Worker {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Home home = new Home(folder.resolve("home"));
      Processes processes = new Processes(home);
      Path job = Files.createDirectories(folder.resolve("job"));
      Command command =
          Command.of(
                  job,
                  Duration.ofMinutes(5),
                  List.of("/bin/sh", "-c", "(sleep " + arguments[2] + " &); touch up; sleep 300"))
              .with(Map.of("PATH", "/usr/bin:/bin"))
              .with(new Attempt("work", 1));
      if (arguments[1].equals("caged")) {
        Toolchain tools = Toolchain.of(Home.of(System.getenv()));
        Cage cage = Cage.tried(tools.tool("bubblewrap").map(Toolchain.Tool::path), home, processes);
        Walls walls = new Walls(List.of(), List.of(), List.of(job), Limits.standard());
        command = cage.enclose(command, walls);
      }
      processes.run(command, detail -> {});
    }
  }

  private void begin(String how, String sleep) throws IOException {
    worker =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                folder.toString(),
                how,
                sleep)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile())
            .start();
    // The shell goes on before its child is what it will be.
    Waiting.until(() -> Files.exists(folder.resolve("job/up")) && sleeping(sleep) == 1);
  }

  @AfterEach
  void the_worker_is_gone() {
    if (worker != null) {
      worker.destroyForcibly();
    }
  }

  /** No other run's: one that failed may have left its own. */
  private static String seconds(int whole) {
    return whole + "." + ProcessHandle.current().pid();
  }

  private static long sleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .filter(ProcessTable::isRunning)
        .filter(
            process ->
                process.info().arguments().map(List::of).orElse(List.of()).equals(List.of(seconds)))
        .count();
  }

  @Test
  void asked_to_end_it_takes_its_trees_with_it() throws Exception {
    begin("plain", seconds(7301));
    worker.destroy();
    assertTrue(worker.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, sleeping(seconds(7301)));
  }

  @Test
  void killed_it_takes_what_is_caged_with_it() throws Exception {
    Needs.part(
        "bubblewrap",
        Toolchain.of(Home.of(System.getenv())).tool("bubblewrap").isPresent(),
        "it is not provisioned");
    begin("caged", seconds(7302));
    worker.destroyForcibly().waitFor();
    Waiting.until(() -> sleeping(seconds(7302)) == 0);
  }

  @Test
  void killed_it_leaves_plain_processes_to_the_next_attempt() throws Exception {
    begin("plain", seconds(7303));
    worker.destroyForcibly().waitFor();
    assertEquals(1, sleeping(seconds(7303)));

    try (Processes next = new Processes(new Home(folder.resolve("home")))) {
      Command command =
          Command.of(folder, Duration.ofSeconds(5), List.of("/bin/true"))
              .with(new Attempt("work", 2));
      next.run(command, detail -> {});
    }
    assertEquals(0, sleeping(seconds(7303)));
  }
}
