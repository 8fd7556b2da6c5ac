package dev.nightshift.activities.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void one_that_is_held_by_another_thread_is_not_had() throws InterruptedException {
    Path file = folder.resolve("lock");
    Hold hold = Locks.exclusive(file, LONG);
    assertTrue(Locks.tryExclusive(file).isEmpty());
    assertEquals(
        ErrorKind.UNAVAILABLE,
        ErrorKind.of(
            assertThrows(
                RuntimeException.class,
                () -> Locks.together(file, Duration.ofMillis(20), () -> "never"))));
    Thread other = new Thread(hold::close);
    other.start();
    other.join();
    Locks.tryExclusive(file).orElseThrow().close();
  }

  @Test
  void readers_share_it_and_keep_writers_out() {
    Path file = folder.resolve("lock");
    String seen =
        Locks.together(
            file,
            LONG,
            () ->
                Locks.together(
                    file, LONG, () -> Locks.tryExclusive(file).isEmpty() ? "shared" : "alone"));
    assertEquals("shared", seen);
    Locks.tryExclusive(file).orElseThrow().close();
  }

  @Test
  void it_holds_between_processes_and_dies_with_its_process()
      throws IOException, InterruptedException {
    Path file = folder.resolve("lock");
    Process other = holdInAnotherProcess(file);
    try {
      assertTrue(Locks.tryExclusive(file).isEmpty(), "another process holds it");
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(20, TimeUnit.SECONDS));
    }
    Locks.exclusive(file, LONG).close();
  }

  /** Holds a lock until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      Locks.exclusive(Path.of(arguments[0]), LONG);
      System.out.write('h');
      System.out.flush();
      Thread.currentThread().join();
    }
  }

  private static Process holdInAnotherProcess(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals('h', process.getInputStream().read());
    return process;
  }
}
