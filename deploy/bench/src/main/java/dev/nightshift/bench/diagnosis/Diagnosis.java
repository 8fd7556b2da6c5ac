package dev.nightshift.bench.diagnosis;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.starter.local.Attended;
import dev.nightshift.starter.local.Night;
import dev.nightshift.starter.local.Throwaway;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of broken projects: each fails here as its case says, is looked after by a real server,
 * worker and starter, and what comes of it is compared with what somebody knows of the fault.
 */
final class Diagnosis {
  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors());

  /** With a letter before it and a hash behind it it is still a project's name. */
  private static final int LONGEST_NAME = 50;

  private final Throwaway place;
  private final Toolchain toolchain;
  private final Consumer<String> progress;
  private Attended attended;
  private HookSender sender;

  private Diagnosis(Throwaway place, Toolchain toolchain, Consumer<String> progress) {
    this.place = place;
    this.toolchain = toolchain;
    this.progress = progress;
  }

  /** What came of each case, in the order of their names. */
  static List<Judgement> of(Path folder, String engine, Desk desk)
      throws IOException, InterruptedException {
    List<Judgement> untried = new ArrayList<>();
    List<Case> cases = cases(folder, untried);
    try (Throwaway place =
        Throwaway.fresh(desk, "diagnosis", "a diagnosis is being measured already")) {
      Diagnosis diagnosis = new Diagnosis(place, Toolchain.of(desk.home()), desk.err()::println);
      List<Judgement> all = diagnosis.all(cases, engine);
      all.addAll(untried);
      all.sort((one, other) -> one.name().compareTo(other.name()));
      return all;
    }
  }

  static List<Case> cases(Path folder, List<Judgement> untried) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(folder)) {
      folders = all.filter(one -> Files.isRegularFile(one.resolve("case.yml"))).sorted().toList();
    }
    List<Case> cases = new ArrayList<>();
    for (Path one : folders) {
      String name = one.getFileName().toString();
      try {
        Case read = Case.read(one.toAbsolutePath().normalize());
        if (read.request().isBlank()) {
          cases.add(read);
        } else {
          untried.add(Judgement.request(name));
        }
      } catch (IOException | RuntimeException why) {
        untried.add(Judgement.unusable(name, why(why)));
      }
    }
    return cases;
  }

  private List<Judgement> all(List<Case> cases, String engine)
      throws IOException, InterruptedException {
    List<Judgement> judged = new ArrayList<>();
    Map<Case, Ground> grounds = inLanes(cases, judged, this::laid);
    if (grounds.isEmpty()) {
      return judged;
    }
    place.configure(configuration(grounds, engine));
    Night.Plan plan = place.plan(0);
    try (Night night = Night.start(plan);
        Temporal temporal = Temporal.connect(environment(night))) {
      attended =
          new Attended(new TemporalFlows(temporal.client(), TemporalFlows.PATIENT), "diagnosis");
      sender =
          new HookSender(
              URI.create(night.board()).resolve("/"), place.hookSecret(), Clock.systemUTC());
      judged.addAll(
          inLanes(List.copyOf(grounds.keySet()), judged, one -> judged(one, grounds.get(one)))
              .values());
    }
    return judged;
  }

  /** What is done with each case. */
  private interface Step<T> {
    T of(Case one) throws IOException, InterruptedException;
  }

  private <T> Map<Case, T> inLanes(List<Case> cases, List<Judgement> unusable, Step<T> step)
      throws InterruptedException {
    ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<Case, Future<T>> running = new HashMap<>();
      cases.forEach(one -> running.put(one, lanes.submit(() -> step.of(one))));
      Map<Case, T> done = new HashMap<>();
      for (Case one : cases) {
        try {
          done.put(one, running.get(one).get());
        } catch (ExecutionException broken) {
          String why = why(broken.getCause());
          progress.accept(one.name() + ": " + why);
          unusable.add(Judgement.unusable(one.name(), why));
        }
      }
      return done;
    } finally {
      lanes.shutdownNow();
    }
  }

  /** One that says nothing is named by its kind. */
  private static String why(Throwable broken) {
    return broken.getMessage() == null ? broken.toString() : broken.getMessage();
  }

  private Ground laid(Case one) throws IOException, InterruptedException {
    Path dbt = toolchain.required("dbt").path();
    Ground ground =
        new Ground(
            one,
            place.root().resolve("cases").resolve(one.name()),
            new Shell(dbt.getParent(), Map.of()));
    ground.lay(new LocalRemotes(place.home().host()).folder(repository(one)));
    if (!ground.fails()) {
      throw new IOException("`run` ended well: nothing fails that could be looked after");
    }
    ground.database();
    return ground;
  }

  private static String repository(Case one) {
    return "cases/" + project(one);
  }

  /** A folder may be called as no project may be; a name that had to change gets a hash. */
  static String project(Case one) {
    String plain = one.name().replaceAll("[^A-Za-z0-9._-]", "-");
    String brief = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    return "c"
        + brief
        + (brief.equals(one.name()) ? "" : "-" + Ids.hash(one.name()).substring(0, 8));
  }

  private CharSequence configuration(Map<Case, Ground> grounds, String engine)
      throws IOException, InterruptedException {
    StringBuilder projects = new StringBuilder("projects:\n");
    for (Map.Entry<Case, Ground> each : grounds.entrySet()) {
      Ground ground = each.getValue();
      projects.append(
          """
            - name: %s
              repository: %s
              target: '%s'
              engine: %s
              warehouse: {kind: duckdb, path: %s}
              artifacts: %s
          """
              .formatted(
                  project(each.getKey()),
                  repository(each.getKey()),
                  ground.target().replace("'", "''"),
                  engine,
                  Throwaway.quoted(ground.database()),
                  Throwaway.quoted(ground.artifacts())));
    }
    return projects;
  }

  private Judgement judged(Case one, Ground ground) throws IOException, InterruptedException {
    long told = System.nanoTime();
    HookSender.Reply reply = sender.tellUntilHeard(project(one), "", "last");
    if (reply.status() != 200) {
      throw new IOException("the starter answered " + reply.status() + ": " + reply.body());
    }
    Run ended =
        attended.toTheEnd(Converter.json().readTree(reply.body()).path("workflow").asText());
    double seconds = Math.round((System.nanoTime() - told) / 1e8) / 10.0;
    RemediationOutcome outcome = ended.outcome();
    if (outcome == null) {
      throw new IOException("the flow failed: " + ended.failure());
    }
    boolean published = outcome.pull() != null && outcome.patch() != null;
    String patch = published ? new FileBlobs(place.home().blobs()).readText(outcome.patch()) : "";
    Judgement judgement =
        Judgement.of(
            one,
            outcome,
            patch,
            published
                ? Optional.of(tried(one, ground, patch, outcome.remaining()))
                : Optional.empty(),
            seconds);
    progress.accept(
        one.name()
            + ": "
            + judgement.verdict()
            + " "
            + judgement.cause()
            + ", "
            + outcome.headline());
    return judgement;
  }

  /** Tries a fix on what was broken, then the check. */
  static Judgement.Tried tried(Case one, Ground ground, String patch, List<String> remaining)
      throws IOException, InterruptedException {
    boolean green =
        ground.mend(patch)
            && (ground.succeed("again", one.run()) || leaves(ground.red(), remaining));
    return new Judgement.Tried(green, green && ground.succeed("check", one.expected().check()));
  }

  /** What is for others to mend may stay red. */
  private static boolean leaves(List<String> red, List<String> remaining) {
    return !red.isEmpty() && remaining.containsAll(red);
  }

  private static Map<String, String> environment(Night night) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TEMPORAL_ADDRESS", night.temporal());
    environment.put("TEMPORAL_NAMESPACE", "default");
    return environment;
  }
}
