package dev.nightshift.starter.local;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Mishap;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.flows.Timing;
import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The story of one night, told as it happens. */
final class Demo {
  private static final int MINUTES_FOR_THE_FLOW = 10;
  private static final String SCENARIO = "last-night";

  private final Desk desk;
  private final boolean alone;
  private final boolean json;
  private final boolean timings;
  private final Screen screen;

  /** {@code alone} approves by itself and ends; else a person does, and ends it with Ctrl-C. */
  Demo(Desk desk, boolean alone, boolean json, boolean timings) {
    this.desk = desk;
    this.alone = alone;
    this.json = json;
    this.timings = timings;
    this.screen = new Screen(json ? desk.err() : desk.out(), desk.terminal() && !json);
  }

  int run() throws IOException, InterruptedException {
    try (DemoFolder folder = DemoFolder.fresh(desk);
        SampleCompany company = folder.company()) {
      screen.title("A night at Larkspur, who send garden supplies into twelve states");
      folder.plan().notice().forEach(screen::line);
      company.open();
      folder.publishRepository(company);
      CompletableFuture<Night> starting = folder.startNight();
      Night night = null;
      try {
        breakTheNight(company);
        night = joined(starting);
        screen.note("Temporal, a worker and the starter are up: " + night.board());
        Running.note(desk.home(), folder.home(), folder.configuration(), night);
        return afterTheNight(folder, company, night);
      } finally {
        if (night == null) {
          starting.thenAccept(Night::close).exceptionally(never -> null);
        } else {
          Running.forget(desk.home());
          night.close();
        }
      }
    }
  }

  private void breakTheNight(SampleCompany company) throws IOException, InterruptedException {
    SampleCompany.Night green = company.build("yesterday");
    screen.done(
        "yesterday's build of production: " + green.count("success", "pass") + " nodes green",
        green.seconds());
    company.suffer(SCENARIO);
    SampleCompany.Night night = company.build(SCENARIO);
    screen.done(
        "last night's: " + night.red().size() + " failed, " + night.count("skipped") + " skipped",
        night.seconds());
    night.red().forEach(node -> screen.line("           ✗ " + node));
  }

  private int afterTheNight(DemoFolder folder, SampleCompany company, Night night)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(desk.environment());
    environment.put("TEMPORAL_ADDRESS", night.temporal());
    environment.put("TEMPORAL_NAMESPACE", "default");
    try (Temporal temporal = Temporal.connect(environment)) {
      Flows flows = new TemporalFlows(temporal.client(), TemporalFlows.PATIENT);
      String id = tell(folder, night);
      Run ended = follow(flows, id, night);
      if (timings) {
        tellTimings(flows, ended);
      }
      return conclude(folder, company, night, ended);
    }
  }

  private void tellTimings(Flows flows, Run ended) {
    screen.title("Where the flow's time went");
    Timing.table(flows.timings(ended), ended.closedAt() - ended.startedAt()).forEach(screen::line);
    screen.line("");
  }

  private String tell(DemoFolder folder, Night night) throws IOException, InterruptedException {
    HookSender sender =
        new HookSender(
            URI.create(night.board()).resolve("/"), folder.hookSecret(), Clock.systemUTC());
    HookSender.Reply reply = sender.tellUntilHeard(SampleCompany.NAME, "", SCENARIO);
    if (reply.status() != 200) {
      throw new IllegalStateException(
          "the starter answered " + reply.status() + ": " + reply.body());
    }
    String id = Converter.json().readTree(reply.body()).path("workflow").asText();
    screen.title("The night job's signed webhook was taken");
    screen.line("workflow  " + id);
    screen.line("board     " + night.board());
    screen.line("Temporal  " + night.look());
    screen.line("");
    return id;
  }

  private Run follow(Flows flows, String id, Night night) throws InterruptedException {
    long deadline =
        System.nanoTime()
            + (alone ? TimeUnit.MINUTES.toNanos(MINUTES_FOR_THE_FLOW) : Long.MAX_VALUE / 2);
    Tale tale = new Tale(screen);
    boolean asked = false;
    CountDownLatch pause = new CountDownLatch(1);
    while (true) {
      Run run = flows.find(id).orElseThrow(() -> new IllegalStateException(id + " is gone"));
      tale.tell(run.progress());
      if (!run.open()) {
        return run;
      }
      if (run.waiting() && !asked) {
        asked = true;
        decide(flows, run, night);
      }
      Optional<String> trouble = night.trouble();
      if (trouble.isPresent()) {
        throw new Mishap(trouble.get());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            id + " did not end within " + MINUTES_FOR_THE_FLOW + " minutes; see " + night.board());
      }
      pause.await(150, TimeUnit.MILLISECONDS);
    }
  }

  private void decide(Flows flows, Run run, Night night) {
    Waiting waiting = run.progress().waiting();
    screen.title(waiting.question());
    if (!alone) {
      screen.line("Look and decide on the board:  " + night.board());
      screen.line("or in another terminal:        ./nightshift show " + run.id() + " --diff");
      screen.line("                               ./nightshift approve " + run.id());
      return;
    }
    Decision yes =
        new Decision(Decision.Choice.APPROVE, "demo", waiting.patchHash(), "", "demo --yes", "");
    Flows.Heard answer = flows.decide(run, yes);
    if (!answer.accepted()) {
      throw new IllegalStateException("the approval was refused: " + answer.says());
    }
    screen.note(answer.says());
  }

  private int conclude(DemoFolder folder, SampleCompany company, Night night, Run ended)
      throws IOException, InterruptedException {
    RemediationOutcome outcome = ended.outcome();
    if (outcome == null) {
      screen.title("The flow failed");
      screen.line(ended.failure());
      return 1;
    }
    DemoProof proof = null;
    if (outcome.ending() == Ending.PULL_REQUEST) {
      proof = folder.prove(company, outcome);
      screen.done(
          "dbt build of " + outcome.pull().branch() + " on the same data: " + proof.says(),
          proof.seconds());
    }
    Home home = folder.home();
    String diff =
        outcome.patch() == null ? "" : new FileBlobs(home.blobs()).readText(outcome.patch());
    new DemoSummary(screen).tell(outcome, proof, diff, night, !alone, home);
    if (json) {
      desk.out().println(Desk.json(outcome));
    }
    boolean good = proof != null && proof.holds();
    if (!alone) {
      screen.title("All stays up until Ctrl-C.");
      night.awaitTrouble().ifPresent(desk.err()::println);
    }
    return good ? 0 : 1;
  }

  private static Night joined(CompletableFuture<Night> starting) throws InterruptedException {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Mishap mishap) {
        throw mishap;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Tells each phase and each finding once. */
  private static final class Tale {
    private final Screen screen;
    private int phases;
    private int findings;

    Tale(Screen screen) {
      this.screen = screen;
    }

    void tell(Progress progress) {
      List<Progress.Step> steps = progress.steps();
      // What was found since the last look was found by the phase that was told last.
      for (; findings < progress.found().size(); findings++) {
        screen.line("             - " + progress.found().get(findings));
      }
      for (; phases < steps.size(); phases++) {
        String says = phases == steps.size() - 1 ? progress.says() : "";
        screen.note(String.format("%-10s %s", steps.get(phases).phase(), says).stripTrailing());
      }
    }
  }
}
