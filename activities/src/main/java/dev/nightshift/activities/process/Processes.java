package dev.nightshift.activities.process;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.function.Supplier;
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
    OwnProcess running = new OwnProcess(started.process, tree);
    running.tell(command.input());
    try (Watch watch = new Watch(command, running)) {
      Outcome outcome = watch.untilEnd(alive);
      if (closed) {
        throw stopping();
      }
      if (attempt != null && !register.end(attempt, mark)) {
        throw superseded(attempt);
      }
      return outcome;
    } finally {
      living.remove(tree);
      if (attempt != null) {
        register.end(attempt, mark);
      }
    }
  }

  /**
   * Waits in the same way for work that another process does for us, and that is ordered here: of
   * the command only deadline, attempt, allowance, listener and output count. A newer attempt ends
   * it by its name, told at the door of that process; however it ends then, it is told so.
   */
  public Outcome follow(
      Command command, Path door, String name, Supplier<Running> order, Alive alive) {
    Attempt attempt = command.attempt();
    if (attempt == null) {
      return watched(command, order, alive);
    }
    register.begin(attempt, new Errand(door, name));
    try {
      Outcome outcome = watched(command, order, alive);
      if (register.end(attempt, name)) {
        return outcome;
      }
    } catch (RuntimeException failed) {
      if (register.end(attempt, name)) {
        throw failed;
      }
    }
    throw superseded(attempt);
  }

  private static Outcome watched(Command command, Supplier<Running> order, Alive alive) {
    try (Watch watch = new Watch(command, order.get())) {
      return watch.untilEnd(alive);
    }
  }

  private static RuntimeException superseded(Attempt attempt) {
    return ErrorKind.INTERRUPTED.failure(
        "A newer attempt at " + attempt.key() + " took over; this one was stopped.");
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
    if (command.input() == Command.Input.NOTHING) {
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
}
