package dev.nightshift.activities.process;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The one way in which a process is started. What it starts never outlives the call: the whole tree
 * dies on the deadline, on an interrupt, when {@link Alive} throws, on {@link #close} and when the
 * JVM is told to stop.
 */
public final class Processes implements AutoCloseable {
  /**
   * bubblewrap's {@code --die-with-parent} fires when the thread that started it ends, so all start
   * from one that lives as long as the JVM.
   */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "process-starter");
            thread.setDaemon(true);
            return thread;
          });

  /** Carried by every process of a tree, so that one that changed its parent is still found. */
  static final String MARK = "NIGHTSHIFT_PROCESS";

  private final Register register;
  private final List<String> ownSession = ownSession();
  private final Set<Tree> living = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAll, "process-hook");
  private final ReadWriteLock starting = new ReentrantReadWriteLock();
  private volatile boolean closed;

  public Processes(Home home) {
    register = new Register(home.root().resolve("attempts"));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Runs it to its end, or to ours. A program that cannot be started fails as BROKEN; a stop that
   * was asked for as INTERRUPTED; a failed beat as what it threw.
   */
  public Outcome run(Command command, Alive alive) {
    String mark = UUID.randomUUID().toString();
    Started started = new Started();
    Attempt attempt = command.attempt();
    Tree tree =
        attempt == null
            ? started.start(command, mark)
            : register.begin(attempt, mark, () -> started.start(command, mark));
    try (Watch watch = new Watch(command, started.process, tree)) {
      Outcome outcome = watch.untilEnd(alive);
      if (closed) {
        throw stopping();
      }
      if (attempt != null && !register.end(attempt, tree)) {
        throw ErrorKind.INTERRUPTED.failure(
            "A newer attempt at " + attempt.key() + " took over; this one was stopped.");
      }
      return outcome;
    } finally {
      living.remove(tree);
      if (attempt != null) {
        register.end(attempt, tree);
      }
    }
  }

  /** Kills what runs; later runs are refused. */
  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // The hook is running or has run: there is nothing to remove.
      closed = true;
    }
  }

  /** A process that is being started meanwhile is waited for, or nobody would know of it. */
  private void killAll() {
    closed = true;
    starting.writeLock().lock();
    try {
      living.forEach(Tree::kill);
    } finally {
      starting.writeLock().unlock();
    }
  }

  private static RuntimeException stopping() {
    return ErrorKind.INTERRUPTED.failure("This worker is stopping; another one goes on.");
  }

  /** Holds the process beside its tree while the register is locked. */
  private final class Started {
    private Process process;

    Tree start(Command command, String mark) {
      starting.readLock().lock();
      try {
        if (closed) {
          throw stopping();
        }
        process = started(builder(command, mark), command.argv().get(0));
        Tree tree = new Tree(process.toHandle(), mark);
        living.add(tree);
        return tree;
      } finally {
        starting.readLock().unlock();
      }
    }
  }

  private ProcessBuilder builder(Command command, String mark) {
    List<String> argv = new ArrayList<>(ownSession);
    argv.addAll(command.argv());
    ProcessBuilder builder = new ProcessBuilder(argv).directory(command.directory().toFile());
    Map<String, String> environment = new HashMap<>(command.environment());
    environment.put(MARK, mark);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (command.input().isEmpty()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }
    return builder;
  }

  private static Process started(ProcessBuilder builder, String program) {
    Future<Process> starting = STARTER.submit(builder::start);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return starting.get();
        } catch (InterruptedException asked) {
          // It must be known before it can be killed.
          interrupted = true;
        } catch (ExecutionException failed) {
          throw ErrorKind.BROKEN.failure(
              program + " cannot be started: " + failed.getCause().getMessage(), failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A session of its own makes a tree recognisable after its leader ended. macOS has no setsid
   * program, but a Perl.
   */
  private static List<String> ownSession() {
    Optional<Path> setsid =
        Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).filter(Files::exists).findFirst();
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString());
    }
    return Files.exists(Path.of("/usr/bin/perl"))
        ? List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127", "--")
        : List.of();
  }

  /** One process from its start to its end. */
  private static final class Watch implements AutoCloseable {
    /** Often enough that a cancelled process dies while somebody looks at it. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    private static final Duration PATIENCE_FOR_STREAMS = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;
    private final Tree tree;
    private final Pump out;
    private final Pump err;
    private final long begun = System.nanoTime();

    Watch(Command command, Process process, Tree tree) {
      this.command = command;
      this.process = process;
      this.tree = tree;
      Path folder = command.output();
      out =
          new Pump(
              "stdout of " + process.pid(),
              process.getInputStream(),
              folder == null ? null : folder.resolve("stdout"),
              command.lines());
      err =
          new Pump(
              "stderr of " + process.pid(),
              process.getErrorStream(),
              folder == null ? null : folder.resolve("stderr"),
              LineListener.DEAF);
    }

    Outcome untilEnd(Alive alive) {
      out.start();
      err.start();
      try {
        tell();
        Outcome.Ending ending = waited(alive);
        // Its own end or ours: nothing of the tree stays behind.
        tree.sweep();
        int exitCode = ending == Outcome.Ending.EXITED ? process.waitFor() : 137;
        Outcome.Said stdout = out.finish(PATIENCE_FOR_STREAMS);
        Outcome.Said stderr = err.finish(PATIENCE_FOR_STREAMS);
        complain();
        return new Outcome(ending, exitCode, stdout, stderr, took());
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        throw ErrorKind.INTERRUPTED.failure(
            command.argv().get(0) + " was stopped because its step was cancelled.", asked);
      }
    }

    private Outcome.Ending waited(Alive alive) throws InterruptedException {
      while (true) {
        if (process.waitFor(BEAT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return Outcome.Ending.EXITED;
        }
        if (took().compareTo(command.deadline()) >= 0) {
          return Outcome.Ending.DEADLINE;
        }
        if (Weight.of(command.allowance().folders()) > command.allowance().bytes()) {
          return Outcome.Ending.DISK;
        }
        complain();
        alive.beat(command.lines().progress());
      }
    }

    private void complain() {
      if (out.failure() != null) {
        throw out.failure();
      }
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Longer input than a pipe holds would block on a process that reads late: its own thread. */
    private void tell() {
      if (command.input().isEmpty()) {
        return;
      }
      Thread teller =
          new Thread(
              () -> {
                try (var stdin = process.getOutputStream()) {
                  stdin.write(command.input().getBytes(StandardCharsets.UTF_8));
                } catch (IOException ended) {
                  // It may stop reading when it has read enough.
                  throw new UncheckedIOException(ended);
                }
              },
              "stdin of " + process.pid());
      teller.setUncaughtExceptionHandler((thread, unread) -> {});
      teller.setDaemon(true);
      teller.start();
    }

    @Override
    public void close() {
      tree.sweep();
    }
  }
}
