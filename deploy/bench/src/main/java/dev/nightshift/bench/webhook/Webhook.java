package dev.nightshift.bench.webhook;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.starter.local.Night;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Webhooks against starts by the bare SDK, at half the rate that those reach; then five times that
 * rate for half a minute, with a busy worker and a starter that is killed in the middle. The runs'
 * artifacts cannot be read, so that a flow is over when that is reported.
 */
public final class Webhook implements Benchmark {
  static final String PROJECT = "shop";
  static final String NIGHT = "last-night";
  private static final String SECRET = "only for this machine";
  private static final double BAR = 1.5;
  private static final double FLAT = 1.3;
  private static final int HANDS_OF_THE_BARE = 16;

  /** As many as may wait for an answer for a second, and some. */
  private static final int FLOOD_HANDS = 400;

  private static final int HANDS = 32;
  private static final double FEWEST_SECONDS = 60;

  /** Of fewer the slowest hundredth is what a disk happened to do. */
  private static final double FEWEST_STARTS = 1000;

  private static final double SECONDS_A_WORD = 5;
  private static final double SECONDS_OF_FLOOD = 30;
  private static final double SECONDS_TO_WARM = 4;

  private final AtomicInteger number = new AtomicInteger();

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String shows() {
    return "a webhook's start against a bare one, and a flood with the starter killed in it";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-webhook");
    Home real = Home.of(System.getenv());
    Home home = new Home(folder.resolve("home"));
    Files.createDirectories(home.logs());
    Files.copy(real.toolchain(), home.toolchain());
    Files.createDirectories(folder.resolve("artifacts").resolve(NIGHT));
    Files.writeString(folder.resolve("artifacts").resolve(NIGHT).resolve("run_results.json"), "{");
    Path configuration =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            worker: {dbt: plain}
            projects:
              - name: %s
                repository: acme/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
            """
                .formatted(PROJECT));
    try (DevServer server =
        DevServer.start(
                Toolchain.of(real).required("temporal").path(),
                folder.resolve("temporal.db"),
                home.logs().resolve("temporal.log"),
                0,
                0,
                List.of())
            .awaitReady()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("NIGHTSHIFT_HOME", home.root().toString());
      environment.put("TEMPORAL_ADDRESS", server.address());
      environment.put("TEMPORAL_NAMESPACE", "default");
      environment.put(RunHook.SECRET, SECRET);
      try (Temporal temporal = Temporal.connect(environment)) {
        temporal.registerAttributes();
        return measured(
            new Programs(configuration, environment, home.logs()), temporal.client(), progress);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  /** The starter on a port that it keeps, and the worker. */
  private record Programs(
      Path configuration, Map<String, String> environment, Path logs, int port) {
    Programs(Path configuration, Map<String, String> environment, Path logs) {
      this(configuration, environment, logs, DevServer.freePort());
    }

    Ours starter() throws Exception {
      return start("starter", Night.BOARD_LINE, "--port", String.valueOf(port));
    }

    Ours worker() throws Exception {
      return start("worker", Night.WORKER_LINE);
    }

    private Ours start(String name, String ready, String... options) throws Exception {
      List<String> arguments = new ArrayList<>(List.of(name, "--config", configuration.toString()));
      arguments.addAll(List.of(options));
      return Ours.start(arguments, environment, logs.resolve(name + ".log"), ready);
    }

    HookSender sender() {
      return new HookSender(
          URI.create("http://127.0.0.1:" + port + "/"), SECRET, Clock.systemUTC());
    }
  }

  private List<Figure> measured(Programs programs, WorkflowClient client, Consumer<String> progress)
      throws Exception {
    List<Figure> figures = new ArrayList<>();
    double rate;
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (Ours starter = programs.starter()) {
      HookSender sender = programs.sender();
      Lines lines = new Lines(programs.port());
      Supplier<Boolean> hook = () -> hook(sender, lines, acknowledged);
      Supplier<Boolean> bare = () -> bare(client);
      try (Beat beat = new Beat(HANDS)) {
        beat.during(20, SECONDS_TO_WARM, new Turn(hook)::once);
        beat.during(20, SECONDS_TO_WARM, new Turn(bare)::once);
      }
      rate = reached(bare);
      progress.accept("bare starts reach %.0f a second".formatted(rate));
      progress.accept("hooks reach %.0f a second".formatted(reached(hook)));
      figures.addAll(besideBare(rate / 2, hook, bare, progress));
    }
    figures.addAll(flood(programs, client, rate * 5, acknowledged, progress));
    return figures;
  }

  /** As many as it can, a few hands at a time; who is told to come again does so after this. */
  private static double reached(Supplier<Boolean> start) throws InterruptedException {
    LongAdder done = new LongAdder();
    double seconds = 4;
    long until = System.nanoTime() + (long) (seconds * 1e9);
    List<Thread> hands = new ArrayList<>();
    for (int n = 0; n < HANDS_OF_THE_BARE; n++) {
      Thread hand =
          new Thread(
              () -> {
                while (System.nanoTime() < until && start.get()) {
                  done.increment();
                }
              });
      hand.start();
      hands.add(hand);
    }
    for (Thread hand : hands) {
      hand.join();
    }
    return done.sum() / seconds;
  }

  /** By turns, one and one: a disk that stands still for a moment does so to both. */
  private static List<Figure> besideBare(
      double rate, Supplier<Boolean> hook, Supplier<Boolean> bare, Consumer<String> progress)
      throws InterruptedException {
    Turn ours = new Turn(hook);
    Turn theirs = new Turn(bare);
    AtomicInteger starts = new AtomicInteger();
    double seconds = Math.max(FEWEST_SECONDS, 2 * FEWEST_STARTS / rate);
    try (Beat beat = new Beat(HANDS)) {
      for (double left = seconds; left > 0; left -= SECONDS_A_WORD) {
        beat.during(
            rate, SECONDS_A_WORD, () -> (starts.getAndIncrement() % 2 == 0 ? ours : theirs).once());
        progress.accept("hook " + ours + ", bare " + theirs);
      }
    }
    return List.of(
        Figure.of("start, median", ours.quantile(0.5), theirs.quantile(0.5), BAR, "ms"),
        Figure.of("start, p99", ours.quantile(0.99), theirs.quantile(0.99), BAR, "ms"),
        Figure.limit("refused at half the rate", ours.refused(), 0, "answers"));
  }

  private boolean hook(HookSender sender, Lines lines, Set<String> acknowledged) {
    String run = "half-" + number.incrementAndGet();
    try {
      boolean taken = lines.send(sender.letter(PROJECT, run, NIGHT)).status() == 200;
      if (taken) {
        acknowledged.add(Ids.fix(PROJECT, run));
      }
      return taken;
    } catch (java.io.IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private boolean bare(WorkflowClient client) {
    String run = "bare-" + number.incrementAndGet();
    client
        .newUntypedWorkflowStub(
            "Bare",
            WorkflowOptions.newBuilder()
                .setWorkflowId("bare/" + PROJECT + "/" + run)
                .setTaskQueue("nobody's")
                .build())
        .start(
            new RemediationRequest(
                PROJECT,
                "acme/shop",
                run,
                "",
                "bench",
                new Location(PROJECT, NIGHT, null, null),
                "rules",
                null,
                null));
    return true;
  }

  private static List<Figure> flood(
      Programs programs,
      WorkflowClient client,
      double rate,
      Set<String> acknowledged,
      Consumer<String> progress)
      throws Exception {
    Flood flood = new Flood(programs.sender(), programs.port(), "flood-");
    ExecutorService aside = Executors.newSingleThreadExecutor();
    try (Ours worker = programs.worker();
        Lives lives = new Lives(programs::starter, SECONDS_OF_FLOOD);
        Beat beat = new Beat(FLOOD_HANDS)) {
      Future<Lives.Heap> lived = aside.submit(lives);
      beat.during(rate, SECONDS_OF_FLOOD, flood::tell);
      Lives.Heap heap = lived.get();
      progress.accept(
          ("%.0f a second for %.0f s: %d acknowledged, %d told to come again, %d without an answer,"
                  + " the slowest asked for at %.1f s")
              .formatted(
                  rate,
                  SECONDS_OF_FLOOD,
                  flood.acknowledged.size(),
                  flood.refused.sum(),
                  flood.unanswered.sum(),
                  flood.slowestAt()));
      acknowledged.addAll(
          flood.acknowledged.stream()
              .map(run -> Ids.fix(PROJECT, run))
              .collect(Collectors.toSet()));
      Worked worked = Worked.of(client, acknowledged, progress);
      return List.of(
          Figure.limit("acknowledged, not worked", worked.lost(), 0, "flows"),
          Figure.limit("worked more than once", worked.twice(), 0, "flows"),
          Figure.limit("slowest answer", flood.slowestSeconds(), 1, "s"),
          Figure.limit("neither taken nor told when", (double) flood.wrong.sum(), 0, "answers"),
          Figure.of("live heap, late to early", heap.late(), heap.early(), FLAT, "MB"));
    } finally {
      aside.shutdownNow();
    }
  }
}
