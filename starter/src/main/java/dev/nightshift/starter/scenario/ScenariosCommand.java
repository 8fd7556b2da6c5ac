package dev.nightshift.starter.scenario;

import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.NightCommand;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.Histories;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.hooks.CloudSender;
import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.starter.local.Night;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.worker.Temporal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the sample's bad nights and says which end as a good engineer would end them. */
@Command(
    name = "scenarios",
    description = "Play the sample's bad nights, and compare each ending with what its file says.",
    footer = {
      "",
      "Each scenario is a folder of deploy/sample/scenarios: a change of the data or the code, and"
          + " in",
      "expected.yml what a good engineer would conclude. All of it is real: server, worker,"
          + " webhook,",
      "dbt, repository. Rows are shown in full, so that nothing but the marks of its columns keeps",
      "the names of people out of what is left; each is looked for there.",
      "What was played stays in $$NIGHTSHIFT_HOME/scenarios until the next time.",
      "Ends with 1 where one differs."
    })
public final class ScenariosCommand extends NightCommand {
  /** A play is mostly dbt, which is one processor's work. */
  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors());

  private static final String RUN_HOOK = "hook";
  private static final String DBT_CLOUD = "dbt-cloud";
  private static final List<String> WAYS = List.of(RUN_HOOK, DBT_CLOUD);

  @Parameters(paramLabel = "NAME", description = "Only these; without a name all.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--engine", defaultValue = "rules", description = "Who proposes the fixes.")
  private String engine;

  @Option(
      names = "--through",
      defaultValue = RUN_HOOK,
      paramLabel = "WAY",
      description =
          "How Nightshift hears of the run: hook, the signed /hooks/run; or dbt-cloud, a double of"
              + " dbt Cloud's that has the run and sends its webhook.")
  private String through;

  public ScenariosCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Expected> chosen = chosen();
    if (!WAYS.contains(through)) {
      throw new Refusal("--through is one of " + String.join(", ", WAYS));
    }
    try (Stage stage = Stage.fresh(desk)) {
      List<Told> all = played(stage, chosen);
      if (json) {
        sayJson(all);
      } else {
        long right = all.stream().filter(Told::asExpected).count();
        say(right + " of " + all.size() + " end as their files say");
      }
      return all.stream().allMatch(Told::asExpected) ? 0 : 1;
    }
  }

  private List<Expected> chosen() throws IOException {
    Path folder = SampleCompany.shipped(desk.environment()).resolve("scenarios");
    List<String> there;
    try (Stream<Path> all = Files.list(folder)) {
      there =
          all.filter(one -> Files.isRegularFile(one.resolve("expected.yml")))
              .map(one -> one.getFileName().toString())
              .sorted()
              .toList();
    }
    for (String name : names) {
      if (!there.contains(name)) {
        throw new Refusal(
            "there is no scenario «"
                + name
                + "»"
                + Nearest.to(name, there).map(near -> "; did you mean " + near + "?").orElse("")
                + " There are: "
                + String.join(", ", there));
      }
    }
    List<Expected> chosen = new ArrayList<>();
    for (String name : names.isEmpty() ? there : names.stream().distinct().toList()) {
      chosen.add(Expected.read(folder.resolve(name)));
    }
    return chosen;
  }

  private List<Told> played(Stage stage, List<Expected> chosen)
      throws IOException, InterruptedException {
    if (through.equals(RUN_HOOK)) {
      stage.configure(chosen, engine, null);
      return played(stage, chosen, starter -> byRunHook(stage, starter));
    }
    try (CloudDouble cloud = new CloudDouble(stage.hookSecret())) {
      stage.configure(chosen, engine, cloud.address());
      return played(
          stage,
          chosen,
          starter ->
              new CloudTeller(cloud, new CloudSender(starter, stage.hookSecret()), stage, chosen));
    }
  }

  private static Teller byRunHook(Stage stage, URI starter) {
    HookSender sender = new HookSender(starter, stage.hookSecret(), Clock.systemUTC());
    return (scenario, company) -> sender.tellUntilHeard(scenario.name(), "", "last");
  }

  private List<Told> played(Stage stage, List<Expected> chosen, Function<URI, Teller> telling)
      throws IOException, InterruptedException {
    Night.Plan plan = stage.plan();
    try (Night night = Night.start(plan);
        Temporal temporal = Temporal.connect(environment(night))) {
      Play play =
          new Play(
              stage,
              telling.apply(URI.create(night.board()).resolve("/")),
              new TemporalFlows(temporal.client(), TemporalFlows.PATIENT),
              new Canary(stage.home().root(), new Histories(temporal.client())::text));
      return inLanes(stage, play, chosen);
    }
  }

  private List<Told> inLanes(Stage stage, Play play, List<Expected> chosen)
      throws InterruptedException {
    Queue<Expected> open = new ConcurrentLinkedQueue<>(chosen);
    int lanes = Math.min(AT_ONCE, chosen.size());
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<List<Told>>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        String name = "green-" + lane;
        running.add(threads.submit(() -> lane(stage, play, open, name)));
      }
      List<Told> all = new ArrayList<>();
      for (Future<List<Told>> one : running) {
        all.addAll(one.get());
      }
      all.sort((one, other) -> one.scenario().compareTo(other.scenario()));
      return all;
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause().getMessage(), broken.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Told> lane(Stage stage, Play play, Queue<Expected> open, String name)
      throws IOException, InterruptedException {
    List<Told> all = new ArrayList<>();
    try (SampleCompany green = stage.company(name)) {
      green.open();
      green.build("yesterday");
      for (Expected next = open.poll(); next != null; next = open.poll()) {
        Told told = play.of(next, green);
        tell(told);
        all.add(told);
      }
    }
    return all;
  }

  private synchronized void tell(Told told) {
    if (json) {
      return;
    }
    say(
        String.format(
            Locale.ROOT,
            "%-7s %-22s %-12s %s (%.1f s)",
            told.asExpected() ? "ok" : "DIFFERS",
            told.scenario(),
            told.ending(),
            String.join(", ", told.causes()),
            told.flowSeconds()));
    told.differences().forEach(one -> say("          " + desk.line(one)));
  }

  private Map<String, String> environment(Night night) {
    Map<String, String> environment = new HashMap<>(desk.environment());
    environment.put("TEMPORAL_ADDRESS", night.temporal());
    environment.put("TEMPORAL_NAMESPACE", "default");
    return environment;
  }
}
