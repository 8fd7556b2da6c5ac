package dev.nightshift.starter.local;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.memory.MemoryServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Server, worker and starter, each a process of its own; they stop together, the server last. */
public final class Night implements AutoCloseable {
  /** The starter says this once it listens; the rest of the line is the board's address. */
  public static final String BOARD_LINE = "board: ";

  /** The worker says this once it polls. */
  public static final String WORKER_LINE = "working";

  private static final Pattern BOARD =
      Pattern.compile("^" + BOARD_LINE + "(\\S+)", Pattern.MULTILINE);
  private static final int SECONDS_TO_START = 180;

  private final DevServer server;
  private final List<Companion> ours = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private String board = "";

  private Night(DevServer server) {
    this.server = server;
  }

  /** What a night needs to begin. Ports of 0 are chosen. */
  public record Plan(
      Toolchain toolchain,
      Path home,
      Path configuration,
      int temporalPort,
      int uiPort,
      Integer starterPort,
      Map<String, String> environment) {
    public Plan {
      environment = Map.copyOf(environment);
    }

    /** Whether there will be a server that lives in memory. */
    boolean inMemory() {
      return toolchain.doesWithout("temporal");
    }

    /** What a person is told before a night in memory; nothing before any other. */
    List<String> notice() {
      return inMemory()
          ? List.of(
              "There is no Temporal server on this machine, so this night runs on one in memory:",
              MemoryServer.WITHOUT + ".",
              MemoryServer.REMEDY + ".")
          : List.of();
    }

    /** Null leaves the port to the configuration. */
    String[] starterOptions() {
      return starterPort == null
          ? new String[0]
          : new String[] {"--port", String.valueOf(starterPort)};
    }

    Path log(String name) {
      return home.resolve("logs").resolve(name + ".log");
    }
  }

  /** Starts all three and waits until each is ready; what started is stopped when one is not. */
  public static Night start(Plan plan) throws InterruptedException {
    DevServer server = server(plan);
    Night night = new Night(server);
    Runtime.getRuntime().addShutdownHook(new Thread(night::close, "night-stop"));
    boolean ready = false;
    try {
      server.awaitReady();
      Companion worker = night.companion("worker", plan);
      Companion starter = night.companion("starter", plan, plan.starterOptions());
      worker.await(() -> worker.said().contains(WORKER_LINE), SECONDS_TO_START);
      starter.await(() -> BOARD.matcher(starter.said()).find(), SECONDS_TO_START);
      Matcher line = BOARD.matcher(starter.said());
      night.board = line.find() ? line.group(1) : "";
      ready = true;
      return night;
    } finally {
      if (!ready) {
        night.close();
      }
    }
  }

  /** A real server, or where provisioning could get none, one that lives in memory. */
  private static DevServer server(Plan plan) {
    Path log = plan.log("temporal");
    if (plan.inMemory()) {
      return DevServer.inMemory(log, plan.temporalPort());
    }
    return DevServer.start(
        plan.toolchain().required("temporal").path(),
        Folders.make(plan.home().resolve("server")).resolve("temporal.db"),
        log,
        plan.temporalPort(),
        plan.uiPort(),
        List.of());
  }

  public String temporal() {
    return server.address();
  }

  /** Where to look at Temporal, or why there is nothing to look at; and its address. */
  public String look() {
    return server.ui().orElse("in memory: " + MemoryServer.WITHOUT) + " (" + temporal() + ")";
  }

  /** The board's address, with its token. */
  public String board() {
    return board;
  }

  /**
   * Returns when one of the three has ended by itself, with what it said last; empty when all are
   * being stopped.
   */
  public Optional<String> awaitTrouble() throws InterruptedException {
    while (true) {
      for (Companion one : all()) {
        if (one.endsWithin(300)) {
          // A terminal's Ctrl-C reaches them as it reaches us, and they may be quicker.
          return closing.await(1, TimeUnit.SECONDS)
              ? Optional.empty()
              : Optional.of("The " + one.name() + " ended by itself:\n" + one.lastLines());
        }
      }
    }
  }

  /** What ended by itself until now, in a sentence; empty where all of it lives. */
  Optional<String> trouble() throws InterruptedException {
    for (Companion one : all()) {
      if (one.endsWithin(0)) {
        return Optional.of("The " + one.name() + " ended by itself:\n" + one.lastLines());
      }
    }
    return Optional.empty();
  }

  /** The three processes, for whoever must find them when we are gone. */
  List<ProcessHandle> processes() {
    return all().stream().map(Companion::handle).toList();
  }

  private List<Companion> all() {
    List<Companion> all = new ArrayList<>(ours);
    all.add(server.process());
    return all;
  }

  /** How a command of ours is started in a process of its own, as {@code up} does. */
  public static List<String> command(List<String> arguments) {
    return Companion.ours("dev.nightshift.starter.Main", arguments);
  }

  private Companion companion(String name, Plan plan, String... options) {
    Map<String, String> environment = new HashMap<>(plan.environment());
    environment.put("NIGHTSHIFT_HOME", plan.home().toString());
    environment.put("TEMPORAL_ADDRESS", server.address());
    environment.putIfAbsent("TEMPORAL_NAMESPACE", "default");
    List<String> arguments =
        new ArrayList<>(List.of(name, "--config", plan.configuration().toString()));
    arguments.addAll(List.of(options));
    Companion started =
        Companion.start(
            name,
            command(arguments),
            environment,
            plan.configuration().toAbsolutePath().getParent(),
            plan.log(name));
    ours.add(started);
    return started;
  }

  @Override
  public void close() {
    closing.countDown();
    for (int i = ours.size() - 1; i >= 0; i--) {
      ours.get(i).close();
    }
    server.close();
  }
}
