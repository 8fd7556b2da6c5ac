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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child of a warm process for each invocation: dbt without the seconds that it takes to start.
 */
final class WarmDbt implements DbtRunner, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WarmDbt.class);

  /** The keeper's memory stays flat; this is for what nobody thought of. */
  private static final int JOBS_OF_A_KEEPER = 500;

  /** A dbt that cannot be kept warm is tried again when somebody may have mended it. */
  private static final Duration REST = Duration.ofMinutes(10);

  /** Warming takes 8 to 12 s on a quiet machine of two cores, 44 s on a very busy one. */
  private static final Duration LONGEST_WARMING = Duration.ofSeconds(90);

  private final Processes processes;
  private final Den den;
  private final Installation dbt;
  private final List<Path> rooms;
  private final Limits limits;
  private Keeper keeper;
  private Keeper successor;
  private String environment = "";
  private long restUntil = System.nanoTime();

  WarmDbt(Processes processes, Den den, Installation dbt, Home home, Limits limits) {
    this.processes = processes;
    this.den = den;
    this.dbt = dbt;
    this.rooms = List.of(home.jobs(), home.workspaces(), home.sandboxes());
    this.limits = limits;
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
      environment = dbt.version();
      keeper = start();
    }
  }

  @Override
  public Outcome run(Invocation invocation, Alive alive) {
    Keeper chosen = chosen(alive);
    Walls walls = new Walls(dbt.folders(), invocation.readable(), invocation.writable(), limits);
    OptionalInt user = den.lodge(walls);
    Command command =
        Command.of(invocation.directory(), invocation.deadline(), List.of("dbt"))
            .with(new Command.Allowance(walls.writable(), limits.diskBytes()))
            .with(invocation.lines())
            .withOutputIn(invocation.output());
    try {
      Outcome outcome = chosen.run(processes, command, order(invocation, walls, user), alive);
      if (outcome.wasKilled()) {
        throw new Keeper.Lost("a job died of signal " + (outcome.exitCode() - 128));
      }
      return outcome;
    } catch (Keeper.Lost lost) {
      retire(chosen, lost);
      throw lost;
    }
  }

  private Map<String, Object> order(Invocation invocation, Walls walls, OptionalInt user) {
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
    order.put("seconds", invocation.deadline().toMillis() / 1000.0);
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
  private Keeper chosen(Alive alive) {
    Keeper chosen = current();
    long patience = System.nanoTime() + LONGEST_WARMING.toNanos();
    while (true) {
      try {
        chosen.warm().get(1, TimeUnit.SECONDS);
        return chosen;
      } catch (TimeoutException warming) {
        if (System.nanoTime() > patience) {
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
    if (keeper != null && !environment.equals(dbt.version())) {
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
    } else if (successor == null && keeper.begun() >= JOBS_OF_A_KEEPER) {
      successor = start();
    }
    return keeper;
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
