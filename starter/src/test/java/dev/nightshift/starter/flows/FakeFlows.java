package dev.nightshift.starter.flows;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Flows that are kept in memory and do what a test says. */
public final class FakeFlows implements Flows {
  public final Map<String, Run> runs = new LinkedHashMap<>();
  public final List<RemediationRequest> requests = new ArrayList<>();
  public final Map<RemediationRequest, Duration> scans = new LinkedHashMap<>();
  public final Map<String, ScanRequest> passes = new LinkedHashMap<>();
  public final Map<GatheringRequest, List<Notice>> groups = new LinkedHashMap<>();
  public final List<Decision> decisions = new ArrayList<>();
  public final List<Answer> answers = new ArrayList<>();

  /** The runs whose pull request was to be looked at, and who closed it. */
  public final List<String> looks = new ArrayList<>();

  /** The projects whose scans stay; null until that was said. */
  public volatile List<String> kept;

  public boolean watched = true;
  public Heard answer = new Heard(true, "approved by kim");
  public volatile boolean away;

  /** How often the server was asked whether it is in memory. */
  public final AtomicInteger asked = new AtomicInteger();

  /** What each later question for a run finds. */
  public final Deque<Run> turns = new ArrayDeque<>();

  public Error defect;

  /** What a server or a disk says instead of an answer. */
  public RuntimeException refusal;

  public boolean over;

  /** The project whose runs may not be scanned. */
  public String forbidden = "";

  public Map<String, String> deaf = Map.of();
  public boolean inMemory;

  /** Where a test holds decisions back. */
  public CountDownLatch deciding = new CountDownLatch(0);

  /** What comes of a decision. */
  public Runnable decided = () -> {};

  @Override
  public FakeFlows rehearsal() {
    FakeFlows late = new FakeFlows();
    late.away = true;
    return late;
  }

  @Override
  public synchronized Started start(RemediationRequest request) {
    requireThere();
    String id = Ids.fix(request.project(), request.run());
    if (runs.containsKey(id)) {
      return new Started(id, false);
    }
    requests.add(request);
    runs.put(id, open(id, new Progress("", request.project(), "", "read", "", null, null, null)));
    return new Started(id, true);
  }

  @Override
  public synchronized boolean join(GatheringRequest group, Notice part) {
    requireThere();
    groups.computeIfAbsent(group, begun -> new ArrayList<>()).add(part);
    return !over;
  }

  @Override
  public Started retry(RemediationRequest request) {
    requireThere();
    requests.add(request);
    return new Started(Ids.retry(Ids.fix(request.project(), request.run()), 1), true);
  }

  @Override
  public synchronized void scan(ScanRequest request, Duration every) {
    requireThere();
    if (request.each().project().equals(forbidden)) {
      throw new IllegalStateException("PERMISSION_DENIED: no Schedules for you");
    }
    scans.put(request.each(), every);
  }

  @Override
  public synchronized List<String> scanOnly(Collection<String> projects) {
    requireThere();
    kept = List.copyOf(projects);
    return List.of("scan/gone");
  }

  @Override
  public synchronized Started passed(ScanRequest told, String run) {
    requireThere();
    String id = Ids.passed(told.each().project(), run);
    return new Started(id, passes.putIfAbsent(id, told) == null);
  }

  @Override
  public List<Run> latest(int most) {
    requireThere();
    return runs.values().stream().limit(most).toList();
  }

  @Override
  public Optional<Run> find(String id) {
    requireThere();
    Optional.ofNullable(turns.poll()).ifPresent(this::holding);
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public RemediationRequest request(Run run) {
    requireThere();
    return requests.stream()
        .filter(one -> Ids.firstTry(run.id()).equals(Ids.fix(one.project(), one.run())))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<Timing> timings(Run run) {
    requireThere();
    return List.of(
        new Timing("ArtifactsSummarize", 1_000, 20, 480, 1),
        new Timing("DbtRun", 1_500, 30, 2_970, 2));
  }

  @Override
  public Heard decide(Run run, Decision decision) {
    requireThere();
    try {
      deciding.await();
    } catch (InterruptedException stopped) {
      throw new TemporalAway(stopped);
    }
    decisions.add(decision);
    decided.run();
    return answer;
  }

  @Override
  public Heard answer(Run run, Answer given) {
    requireThere();
    answers.add(given);
    return answer;
  }

  @Override
  public boolean look(Run run, String closedBy) {
    requireThere();
    looks.add(run.id() + " " + closedBy);
    return watched;
  }

  @Override
  public boolean cancel(Run run) {
    requireThere();
    return run.open();
  }

  @Override
  public Map<String, String> deaf() {
    requireThere();
    return deaf;
  }

  @Override
  public boolean inMemory() {
    asked.incrementAndGet();
    requireThere();
    return inMemory;
  }

  public FakeFlows holding(Run run) {
    runs.put(run.id(), run);
    return this;
  }

  public static Run open(String id, Progress progress) {
    return new Run(id, "run-1", Run.Status.RUNNING, 1_000, 0, progress, null, "", null, null);
  }

  public static Run retrying(String id, Progress progress, String step, int times, String why) {
    return open(id, progress).with(List.of(new Retrying(step, times, why)));
  }

  public static Run ended(String id, Progress progress, RemediationOutcome outcome) {
    return new Run(
        id, "run-1", Run.Status.COMPLETED, 1_000, 61_000, progress, outcome, "", null, null);
  }

  public static Run failed(String id, String why) {
    return new Run(id, "run-1", Run.Status.FAILED, 1_000, 61_000, null, null, why, null, null);
  }

  private void requireThere() {
    if (defect != null) {
      throw defect;
    }
    if (refusal != null) {
      throw refusal;
    }
    if (away) {
      throw new TemporalAway(null);
    }
  }
}
