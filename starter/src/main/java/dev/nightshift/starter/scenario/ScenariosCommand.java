package dev.nightshift.starter.scenario;

import dev.nightshift.activities.github.GitHubDouble;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.Histories;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.local.Night;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.worker.Temporal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      "Each scenario is a folder of deploy/sample/scenarios: a change of the data or",
      "the code, and in expected.yml what a good engineer would conclude. All of it is",
      "real: server, worker, webhook, dbt, repository. Rows are shown in full, so that",
      "nothing but the marks of its columns keeps the names of people out of what is",
      "left; each is looked for there. What was played stays in",
      "$$NIGHTSHIFT_HOME/scenarios until the next time.",
      "Ends with 1 where one differs."
    })
public final class ScenariosCommand extends ConfiguredCommand {
  /** A play is mostly dbt, which is one processor's work. */
  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors());

  private static final String FOLDERS = "folders";

  /** What of a configuration says who thinks. */
  private static final List<String> OWN = List.of("models", "agents");

  private static final String NOT_HELD =
      "nothing held what was said to GitHub against its published description:"
          + " ./nightshift toolchain add github-openapi";

  @Parameters(paramLabel = "NAME", description = "Only these; without a name all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "rules",
      description =
          "Who proposes the fixes. A model, or an agent of another maker, is one that the"
              + " configuration names.")
  private String engine;

  @Option(
      names = "--alike",
      split = ",",
      paramLabel = "ENGINE",
      description =
          "Play each night again by these, with commas: claude-code, codex, model:anthropic,"
              + " model:openai, model:openai-chat. Their model is a script on loopback that makes"
              + " the edits of the first play, and each must end as the first did.")
  private List<String> alike = new ArrayList<>();

  @Option(
      names = "--through",
      defaultValue = "hook",
      split = ",",
      paramLabel = "WAY",
      description =
          "What a night goes through, with commas: hook, the signed /hooks/run, or dbt-cloud, which"
              + " has the run and sends its webhook; github, on which is published; slack, in which"
              + " people are told. All but the first are doubles on loopback.")
  private List<String> through;

  public ScenariosCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Expected> chosen = chosen();
    List<Way> ways = ways();
    if (!alike.isEmpty() && !engine.equals("rules")) {
      throw new Refusal("--alike compares with rules: leave --engine out");
    }
    try (Alike others = new Alike(alike);
        Stage stage = Stage.fresh(desk)) {
      return conclude(played(stage, chosen, ways, others), ways);
    }
  }

  /** The exit code: 1 where one differs. */
  int conclude(List<Told> all, List<Way> ways) {
    if (json) {
      sayJson(all);
    } else {
      long right = all.stream().filter(Told::asExpected).count();
      say(right + " of " + all.size() + " end as their files say");
      heldToTheDescription(ways);
    }
    return all.stream().allMatch(Told::asExpected) ? 0 : 1;
  }

  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (String word : through) {
      ways.add(
          Arrays.stream(Way.values())
              .filter(way -> way.toString().equals(word))
              .findFirst()
              .orElseThrow(() -> new Refusal("--through is of " + String.join(", ", Way.names()))));
    }
    if (ways.contains(Way.HOOK) && ways.contains(Way.DBT_CLOUD)) {
      throw new Refusal("a run is told of by hook or by dbt-cloud, not by both");
    }
    if (ways.contains(Way.GITHUB) && !GitHubDouble.isHeld() && inCi()) {
      throw new Refusal(NOT_HELD);
    }
    return ways;
  }

  private boolean inCi() {
    return "true".equals(desk.environment().get("CI"));
  }

  private void heldToTheDescription(List<Way> ways) {
    if (ways.contains(Way.GITHUB)) {
      say(
          GitHubDouble.isHeld()
              ? "what was said to GitHub, and by it, is as its published description says"
              : NOT_HELD);
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
                + Nearest.to(name, there).map(near -> "; did you mean " + near + "?").orElse(".")
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

  private List<Told> played(Stage stage, List<Expected> chosen, List<Way> ways, Alike others)
      throws IOException, InterruptedException {
    List<Expected> all = new ArrayList<>(chosen);
    chosen.forEach(one -> all.addAll(others.twins(one)));
    try (Doubles doubles = new Doubles(stage, all, ways)) {
      stage.configure(all, engine, doubles, others.models().isEmpty() ? own() : others.models());
      Map<String, String> more = new HashMap<>(doubles.environment());
      more.putAll(others.environment());
      try (Night night = Night.start(stage.plan(more));
          Temporal temporal = Temporal.connect(environment(night))) {
        Play play =
            new Play(
                stage,
                doubles,
                doubles.teller(URI.create(night.board()).resolve("/")),
                new TemporalFlows(temporal.client(), TemporalFlows.PATIENT),
                new Canary(stage.home().root(), new Histories(temporal.client())::text));
        return inLanes(stage, doubles, new Nights(play, others), chosen);
      }
    }
  }

  /** The models and agents of a team's own, as its file has them. */
  String own() throws IOException {
    Path file = desk.configuration(config);
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try {
      StringBuilder own = new StringBuilder();
      if (Yaml.parse(Files.readString(file)) instanceof Map<?, ?> map) {
        for (String key : OWN) {
          if (map.get(key) instanceof List<?> all) {
            own.append(key).append(": ").append(Desk.json(absolute(all, file))).append('\n');
          }
        }
      }
      return own.toString();
    } catch (Yaml.Unreadable broken) {
      throw new Refusal(file + " is no YAML: " + broken.getMessage());
    }
  }

  /** What an agent needs to see is named from the file on. */
  private static List<Object> absolute(List<?> all, Path file) {
    List<Object> absolute = new ArrayList<>();
    for (Object one : all) {
      if (one instanceof Map<?, ?> map && map.get(FOLDERS) instanceof List<?> folders) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(
            FOLDERS,
            folders.stream()
                .map(folder -> file.toAbsolutePath().resolveSibling(folder.toString()).toString())
                .toList());
        absolute.add(copy);
      } else {
        absolute.add(one);
      }
    }
    return absolute;
  }

  private List<Told> inLanes(Stage stage, Doubles doubles, Nights nights, List<Expected> chosen)
      throws InterruptedException {
    Queue<Expected> open = new ConcurrentLinkedQueue<>(chosen);
    int lanes = Math.min(AT_ONCE, chosen.size());
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<List<Told>>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        String name = "green-" + lane;
        running.add(threads.submit(() -> lane(stage, doubles, nights, open, name)));
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

  private List<Told> lane(
      Stage stage, Doubles doubles, Nights nights, Queue<Expected> open, String name)
      throws IOException, InterruptedException {
    List<Told> all = new ArrayList<>();
    try (SampleCompany green = stage.company(name)) {
      green.open(doubles.environment());
      green.build("yesterday");
      for (Expected next = open.poll(); next != null; next = open.poll()) {
        all.addAll(nights.of(next, green, this::tell));
      }
    }
    return all;
  }

  synchronized void tell(Told told) {
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
