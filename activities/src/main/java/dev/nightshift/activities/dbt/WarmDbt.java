package dev.nightshift.activities.dbt;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Den;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.process.Walls;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child of a warm process for each invocation: dbt without the seconds that it takes to start.
 */
final class WarmDbt implements DbtRunner, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WarmDbt.class);

  /** A dbt that cannot be kept warm is tried again when somebody may have mended it. */
  private static final Duration REST = Duration.ofMinutes(10);

  /** Warming takes 8 to 12 s on a quiet machine of two cores, 44 s on a very busy one. */
  private static final Duration LONGEST_WARMING = Duration.ofSeconds(90);

  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Of a job whose walls did not stand ({@code warm/job.py}): dbt has not said a word yet. */
  private static final int NOT_BEGUN = 70;

  private final Processes processes;
  private final Den den;
  private final Installation dbt;
  private final List<Path> rooms;
  private final Limits limits;
  private final Supplier<String> version;
  private final int jobsOfAKeeper;
  private final AtomicInteger done = new AtomicInteger();
  private Keeper keeper;
  private Keeper successor;
  private String environment = "";
  private long restUntil = System.nanoTime();

  /** A keeper is replaced after so many jobs, and when the version is another. */
  WarmDbt(
      Processes processes,
      Den den,
      Installation dbt,
      Home home,
      Limits limits,
      Supplier<String> version,
      int jobsOfAKeeper) {
    this.processes = processes;
    this.den = den;
    this.dbt = dbt;
    this.rooms = List.of(home.jobs(), home.workspaces(), home.sandboxes());
    this.limits = limits;
    this.version = version;
    this.jobsOfAKeeper = jobsOfAKeeper;
  }

  /** Only what is below the rooms is in its sight. */
  boolean reaches(Path folder) {
    return rooms.stream().anyMatch(folder::startsWith);
  }

  @Override
  public boolean isCaged() {
    return true;
  }

  /** Begins to warm one up, if none is; nobody waits for it here. */
  synchronized void begin() {
    if (keeper == null && System.nanoTime() - restUntil >= 0) {
      environment = version.get();
      keeper = start();
    }
  }

  @Override
  public Outcome run(Invocation invocation, Alive alive) {
    long begun = System.nanoTime();
    Keeper chosen = chosen(invocation.deadline(), alive);
    Walls walls = new Walls(dbt.folders(), invocation.readable(), invocation.writable(), limits);
    OptionalInt user = den.lodge(walls);
    Duration left = invocation.deadline().minusNanos(System.nanoTime() - begun);
    Command command =
        Command.of(invocation.directory(), left, List.of("dbt"))
            .with(invocation.attempt())
            .with(limits.allowance(walls.writable()))
            .with(invocation.lines())
            .withOutputIn(invocation.output());
    String unfit;
    try {
      Outcome outcome = chosen.run(processes, command, order(invocation, walls, user, left), alive);
      if (outcome.wasKilled()) {
        throw new Keeper.Lost("a job died of signal " + (outcome.exitCode() - 128));
      }
      if (outcome.exitCode() != NOT_BEGUN || outcome.stdout().bytes() > 0) {
        done.incrementAndGet();
        return outcome;
      }
      unfit = outcome.stderr().last(500);
    } catch (Keeper.Lost lost) {
      retire(chosen, lost);
      throw lost;
    }
    // Its folders are at fault: for the next job the keeper is as good as before.
    log.warn("a warm job did not begin, the plain dbt takes over: {}", unfit);
    throw new Keeper.Lost("it did not begin: " + unfit);
  }

  private Map<String, Object> order(
      Invocation invocation, Walls walls, OptionalInt user, Duration left) {
    Map<String, Object> order = new HashMap<>();
    order.put("arguments", invocation.arguments());
    order.put("directory", invocation.directory().toString());
    Map<String, String> variables = new HashMap<>(invocation.environment());
    variables.putIfAbsent("PATH", dbt.searchPath());
    order.put("environment", variables);
    order.put("covered", texts(rooms));
    order.put("tools", texts(walls.tools()));
    order.put("readable", texts(walls.readable()));
    order.put("writable", texts(walls.writable()));
    user.ifPresent(number -> order.put("user", number));
    order.put("seconds", left.toMillis() / 1000.0);
    order.put(
        "limits",
        Map.of(
            "memory_bytes", limits.memoryBytes(),
            "processes", limits.processes(),
            "open_files", limits.openFiles(),
            "file_bytes", limits.fileBytes(),
            "scratch_bytes", limits.scratchBytes()));
    return order;
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  /** One that is warm; waits for the first, and never for a successor. */
  private Keeper chosen(Duration deadline, Alive alive) {
    Keeper chosen = current();
    long begun = System.nanoTime();
    while (true) {
      long left = deadline.toNanos() - (System.nanoTime() - begun);
      try {
        chosen.warm().get(Math.min(BEAT.toNanos(), left), TimeUnit.NANOSECONDS);
        return chosen;
      } catch (TimeoutException warming) {
        long waited = System.nanoTime() - begun;
        if (waited >= deadline.toNanos()) {
          throw ErrorKind.TIMED_OUT.failure(
              "dbt was stopped after " + deadline.toSeconds() + " s: it still warmed up.");
        }
        if (waited > LONGEST_WARMING.toNanos()) {
          Keeper.Lost lost = new Keeper.Lost("it is not warm after " + LONGEST_WARMING);
          retire(chosen, lost);
          throw lost;
        }
        alive.beat("warming dbt up");
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof Keeper.Lost lost) {
          retire(chosen, lost);
          throw lost;
        }
        throw (RuntimeException) failed.getCause();
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        throw ErrorKind.INTERRUPTED.failure(
            "dbt was stopped because its step was cancelled.", asked);
      }
    }
  }

  private synchronized Keeper current() {
    if (keeper != null && !environment.equals(version.get())) {
      log.info("dbt's environment has changed; it is warmed up anew");
      keeper.letGo();
      keeper = null;
    }
    begin();
    if (keeper == null) {
      throw new Keeper.Lost("it could not be kept warm a while ago");
    }
    if (successor != null && successor.warm().isDone()) {
      keeper.letGo();
      keeper = successor;
      successor = null;
    } else if (successor == null && keeper.begun() >= jobsOfAKeeper) {
      successor = start();
    }
    return keeper;
  }

  /** How many jobs it took to their end; one of which a keeper lost track is none. */
  int done() {
    return done.get();
  }

  /** How many jobs the keeper of today was given. */
  synchronized int begun() {
    return keeper == null ? 0 : keeper.begun();
  }

  private Keeper start() {
    return Keeper.start(processes, den, dbt.folders(), rooms, dbt.python());
  }

  private synchronized void retire(Keeper failed, Keeper.Lost why) {
    if (keeper != failed) {
      return;
    }
    log.warn("the warm dbt failed: {}; the plain one takes over", why.getMessage());
    if (!failed.warm().isDone() || failed.warm().isCompletedExceptionally()) {
      restUntil = System.nanoTime() + REST.toNanos();
    }
    failed.letGo();
    keeper = null;
  }

  @Override
  public synchronized void close() {
    Stream.of(keeper, successor).filter(Objects::nonNull).forEach(Keeper::close);
    keeper = null;
    successor = null;
  }
}
