package dev.nightshift.activities.dbt;

import dev.nightshift.activities.door.Door;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Den;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process that keeps dbt warm ({@code warm/keeper.py}), and the door to it. */
final class Keeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);

  private static final List<String> SCRIPTS =
      List.of("keeper.py", "job.py", "walls.py", "warming.py", "writing.py");

  /** dbt says its version before it does anything; one that does not was forked in vain. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** It ends when it is told to, and with this JVM. */
  private static final Duration FOR_GOOD = Duration.ofDays(3650);

  private final Door door;
  private final CompletableFuture<Void> warm = new CompletableFuture<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Thread thread;
  private volatile boolean retiring;
  private volatile RuntimeException stopped;

  private Keeper(Door door, Processes processes, Command command) {
    this.door = door;
    this.thread = new Thread(() -> live(processes, command), "keeper of dbt");
    thread.setDaemon(true);
  }

  /** Begins to warm one up; {@code rooms} are the folders that all its jobs live in. */
  static Keeper start(
      Processes processes, Den den, List<Path> tools, List<Path> rooms, Path python) {
    try {
      Door door = Door.open();
      for (String script : SCRIPTS) {
        door.bring(Keeper.class, "warm/" + script);
      }
      for (Path room : rooms) {
        Folders.make(room);
      }
      Command command =
          Command.of(
                  Path.of("/tmp"),
                  FOR_GOOD,
                  List.of(
                      python.toString(),
                      "-s",
                      door.folder().resolve("keeper.py").toString(),
                      door.socket().toString()))
              .with(environment(python));
      Keeper keeper =
          new Keeper(door, processes, den.enclose(command, tools, rooms, door.folder()));
      keeper.thread.start();
      return keeper;
    } catch (IOException full) {
      throw new UncheckedIOException("A warm dbt's folder cannot be made in /tmp", full);
    }
  }

  private static Map<String, String> environment(Path python) {
    return Map.of(
        "PATH", python.getParent() + ":/usr/bin:/bin",
        "HOME", "/tmp",
        "LANG", "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE", "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS", "false",
        "DO_NOT_TRACK", "1");
  }

  private void live(Processes processes, Command command) {
    LineListener ready =
        line -> {
          if (line.startsWith("warm ")) {
            warm.complete(null);
          }
        };
    try {
      Outcome outcome = processes.run(command.with(ready), detail -> {});
      stopped = new Lost("the keeper ended with " + outcome.exitCode() + ": " + last(outcome));
      log.warn("{}", stopped.getMessage());
    } catch (RuntimeException ended) {
      stopped = ended;
    } finally {
      warm.completeExceptionally(stopped);
      door.close();
    }
  }

  private static String last(Outcome outcome) {
    return outcome.stderr().last(500);
  }

  /** Done when it takes jobs; failed when it never will. */
  CompletableFuture<Void> warm() {
    return warm;
  }

  /** How many jobs it was given. */
  int begun() {
    return begun.get();
  }

  /** It takes no more jobs, and ends when those that it has are done. */
  void letGo() {
    retiring = true;
    if (open.get() == 0) {
      close();
    }
  }

  /** Runs a job to its end; {@link Lost} when it came to none. */
  Outcome run(Processes processes, Command command, Map<String, Object> order, Alive alive) {
    begun.incrementAndGet();
    open.incrementAndGet();
    String job = UUID.randomUUID().toString();
    try (SocketChannel out = connected();
        SocketChannel err = connected();
        SocketChannel control = connected()) {
      return processes.follow(
          command,
          door.socket(),
          job,
          () -> {
            say(out, Map.of("job", job, "stream", "out"));
            say(err, Map.of("job", job, "stream", "err"));
            say(control, with(order, job));
            return new WarmJob(job, out, err, control, SILENCE);
          },
          alive);
    } catch (IOException broken) {
      throw lost("its door does not open: " + broken.getMessage());
    } finally {
      if (open.decrementAndGet() == 0 && retiring) {
        close();
      }
    }
  }

  private static Map<String, Object> with(Map<String, Object> order, String job) {
    Map<String, Object> named = new HashMap<>(order);
    named.put("job", job);
    return named;
  }

  private SocketChannel connected() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(door.socket()));
      return channel;
    } catch (IOException | RuntimeException broken) {
      channel.close();
      throw broken;
    }
  }

  private void say(SocketChannel channel, Map<String, ?> hello) {
    try {
      String line = Converter.json().writeValueAsString(hello) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException broken) {
      throw lost("its door is closed: " + broken.getMessage());
    }
  }

  /** The stop of this JVM is not the keeper's fault, and nothing is to be tried again for it. */
  private RuntimeException lost(String why) {
    RuntimeException ended = stopped;
    return ended == null || ended instanceof Lost ? new Lost(why) : ended;
  }

  /** Its jobs end with it. */
  @Override
  public void close() {
    thread.interrupt();
  }

  /** A job of which nobody knows how it ended: its runner is at fault, not its project. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(String message) {
      super(message);
    }
  }
}
