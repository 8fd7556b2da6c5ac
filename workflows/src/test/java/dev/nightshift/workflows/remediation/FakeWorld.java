package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.ports.Briefings;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Comparisons;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Diagnosis;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Roles;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A world with one renamed column and one delivery that came twice. It remembers what was done to
 * it; a test changes an answer by setting a field, and holds an activity by naming it.
 */
final class FakeWorld
    implements Runs,
        Artifacts,
        Workspaces,
        Knowledge,
        Diagnosis,
        Sandboxes,
        Dbt,
        Comparisons,
        Engines,
        Briefings,
        Roles,
        Gate,
        CodeHost,
        Reports,
        Chat,
        Claims,
        Purse {
  static final String MODEL = "model.shop.stg_orders";
  static final String TEST = "test.shop.unique_stg_refunds_id";
  static final BlobRef CHANGE = new BlobRef("c4a9", 1, "data-change.json");
  static final Report REPORT =
      new Report(
          new BlobRef("feed", 1, "report"),
          "reports/shop/1.md",
          new BlobRef("feed3", 1, "report.html"),
          new BlobRef("feed4", 1, "letters.json"),
          new BlobRef("feed5", 1, "story.json"),
          new BlobRef("feed6", 1, "brief.json"));
  static final BlobRef PATCH = new BlobRef("beef".repeat(16), 120, "patch");

  final List<String> calls = new CopyOnWriteArrayList<>();
  final Set<String> sandboxes = ConcurrentHashMap.newKeySet();
  final Map<String, String> claims = new ConcurrentHashMap<>();
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<Message> posts = new CopyOnWriteArrayList<>();
  final List<Story> described = new CopyOnWriteArrayList<>();
  final List<List<String>> added = new CopyOnWriteArrayList<>();
  final List<Story> reports = new CopyOnWriteArrayList<>();
  final List<List<String>> selected = new CopyOnWriteArrayList<>();
  final List<String> branches = new CopyOnWriteArrayList<>();
  final Map<String, String> notes = new ConcurrentHashMap<>();

  /** What people said, as the ledger keeps it. */
  final Map<String, String> said = new ConcurrentHashMap<>();

  /** What else happens as an activity is called. */
  final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

  final Map<String, ErrorKind> refusals = new ConcurrentHashMap<>();
  final List<Boolean> drafts = new CopyOnWriteArrayList<>();
  final List<Boolean> asking = new CopyOnWriteArrayList<>();
  final List<Decision> agreed = new CopyOnWriteArrayList<>();

  /** When a run was, by the folder of its artifacts. */
  final Map<String, String> times = new ConcurrentHashMap<>();

  @Override
  public Share take(String project, String session, Effort wanted) {
    return new Share(wanted, Limits.ofDollars(50), null);
  }

  @Override
  public void spent(String project, String session, Effort used) {
    calls.add("spent");
  }

  volatile String unreadable;
  volatile int failed = 2;

  /** When dbt wrote what it left; empty where nobody knows. */
  volatile String generatedAt = "";

  volatile List<Failure> failures =
      List.of(
          new Failure(
              MODEL, "stg_orders", "fqn:shop.stg_orders", "model", "error", "no column", "", 0),
          new Failure(
              TEST, "unique_stg_refunds_id", "fqn:shop.unique", "test", "fail", "12", "", 12));
  volatile List<Cause> causes = List.of(renamed(), duplicates());

  /** The looks that broke. */
  volatile List<String> unmade = List.of();

  volatile BlobRef patch = PATCH;
  volatile Ruling textRuling = new Ruling(null, null);
  volatile Ruling provenRuling = new Ruling(null, null);
  volatile boolean passesNow;
  volatile List<Pull> waiting = List.of();
  volatile List<Left> left = List.of();

  /** What the engine proposes one after the other, the last one again and again. */
  volatile List<BlobRef> patches = List.of();

  /** With which dbt does not end, and whether it does without any. */
  final Set<BlobRef> endless = ConcurrentHashMap.newKeySet();

  volatile boolean hangs;
  final List<Command> commands = new CopyOnWriteArrayList<>();

  /** What the gate never takes, whether it was run or not. */
  final Map<BlobRef, String> refused = new ConcurrentHashMap<>();

  volatile String refusedAt = "models/a.sql";

  /** Of each attempt. */
  Usage usage = Usage.NONE;

  /** Null where it is whoever the flow was started with. */
  Worker worker;

  final List<Task> tasks = new CopyOnWriteArrayList<>();

  /** What each fix uncovers, by the number of fixes so far: its one failing node has its name. */
  final Map<Integer, Cause> hidden = new ConcurrentHashMap<>();

  private final AtomicInteger verified = new AtomicInteger();

  /** How the pull request stands outside, and since when, of what commit, it is merged. */
  volatile String pullState = "open";

  volatile long mergedAt;
  volatile String merge = "";

  /** Later runs in the folder, in their order, and what the artifacts of a named one say. */
  final List<Rerun> reruns = new CopyOnWriteArrayList<>();

  /** What dbt Cloud's runs left, by their ids, and the commits that have the merge. */
  final Map<String, Rerun> results = new ConcurrentHashMap<>();

  final Set<String> merged = ConcurrentHashMap.newKeySet();

  private volatile String held = "";
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  static Cause renamed() {
    return new Cause(
        "renamed_source_column",
        Verdict.CODE,
        "source.shop.raw.orders.total",
        List.of(MODEL),
        "total is amount now",
        null,
        Map.of("from", "total", "to", "amount"),
        null);
  }

  /** A person can say which of two columns is meant, or that the rows are wrong. */
  static Cause ambiguous() {
    return new Cause(
            "ambiguous_source_column",
            Verdict.UNCLEAR,
            "source.shop.raw.orders.total",
            List.of(MODEL),
            "charged or settled?",
            null,
            Map.of("from", "total"),
            null)
        .asking(
            List.of(
                new Option(
                    "charged",
                    "charged is total now",
                    Verdict.CODE,
                    "renamed_source_column",
                    Map.of("to", "charged")),
                Option.of("source", "it must be delivered again", Verdict.SOURCE),
                Option.of(Option.NONE, "cannot say", Verdict.UNCLEAR)));
  }

  /** It may be answered by an edit, or by saying that the data is wrong. */
  static Cause leftOpen() {
    return new Cause(
            "late",
            Verdict.UNCLEAR,
            "test.shop.late",
            List.of("test.shop.late"),
            "why?",
            null,
            null,
            null)
        .asking(ambiguous().options());
  }

  /** Of another model than what else there is. */
  static Cause slip() {
    String model = "model.shop.b";
    return new Cause("slip", Verdict.CODE, model, List.of(model), "b", null, null, null);
  }

  static Cause duplicates() {
    return new Cause(
        "source_duplicates",
        Verdict.SOURCE,
        "source.shop.raw.refunds.id",
        List.of(TEST),
        "12 ids came twice",
        null,
        null,
        null);
  }

  /** The next call of this activity waits, heartbeating, until it is cancelled or released. */
  void hold(String activity) {
    held = activity;
  }

  void awaitHeld() throws InterruptedException {
    if (!reached.await(20, java.util.concurrent.TimeUnit.SECONDS)) {
      throw new AssertionError(held + " was not reached; calls: " + calls);
    }
  }

  void release() {
    released.countDown();
  }

  private void called(String activity) {
    calls.add(activity);
    meanwhile.getOrDefault(activity, () -> {}).run();
    if (refusals.containsKey(activity)) {
      throw refusals.get(activity).failure(activity + " was refused");
    }
    if (!activity.equals(held)) {
      return;
    }
    held = "";
    reached.countDown();
    try {
      while (!released.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped");
    }
  }

  static final BlobRef MANIFEST = new BlobRef("0dd", 1, "manifest.json");

  /** What stopped dbt that night, and whether it does in the sandbox. */
  volatile List<DbtResult.DbtError> stopped;

  volatile String strictness = "";

  volatile boolean readsItNow;
  final List<Examination> examined = new CopyOnWriteArrayList<>();

  /** What dbt Cloud says of a run, by its id. */
  final Map<String, CloudRun> cloudRuns = new ConcurrentHashMap<>();

  @Override
  public CloudRun fetch(String project, String run) {
    called("fetch run");
    if (!cloudRuns.containsKey(run)) {
      throw ErrorKind.NOT_FOUND.failure("dbt Cloud has no run " + run);
    }
    return cloudRuns.get(run);
  }

  @Override
  public Location bring(String project, CloudRun run) {
    called("bring");
    return new Location(project, "", new BlobRef("0dd", 1, "run_results.json"), MANIFEST);
  }

  @Override
  public List<CloudRun> failed(String project, long since) {
    called("failed");
    return cloudRuns.values().stream()
        .filter(run -> run.status() == CloudRun.Status.FAILED && run.finishedAt() >= since)
        .sorted((one, other) -> one.isAfter(other.id()) ? -1 : 1)
        .toList();
  }

  @Override
  public CloudRun latest(String project, String job) {
    called("latest");
    return cloudRuns.values().stream()
        .filter(run -> run.job().equals(job))
        .reduce((one, other) -> one.isAfter(other.id()) ? one : other)
        .orElse(null);
  }

  @Override
  public BlobRef results(String project, CloudRun run) {
    called("results " + run.failedStep());
    return results.containsKey(run.id()) ? new BlobRef(run.id(), 1, "run_results.json") : null;
  }

  @Override
  public Rerun rerun(Location location, List<String> nodes) {
    called("rerun");
    return location.uploaded()
        ? results.get(location.runResults().sha256())
        : reruns.stream()
            .filter(rerun -> rerun.run().equals(location.folder()))
            .findFirst()
            .orElse(new Rerun("", 0, 0, null, null));
  }

  @Override
  public Rerun next(String project, List<String> nodes, long after) {
    called("next");
    return reruns.stream().filter(rerun -> rerun.startedAt() > after).findFirst().orElse(null);
  }

  @Override
  public boolean contains(String project, String commit, String other) {
    called("contains");
    return merged.contains(commit);
  }

  @Override
  public FailureSummary summarize(Location location) {
    called("summarize");
    summarized.add(location);
    if (unreadable != null) {
      throw ErrorKind.UNREADABLE.failure(unreadable);
    }
    return new FailureSummary(
        "shop",
        "inv-1",
        "1.12.6",
        "duckdb",
        times.getOrDefault(location.folder(), generatedAt),
        failed,
        3,
        20,
        failures.subList(0, failed),
        null,
        null,
        "prod",
        null,
        stopped,
        MANIFEST,
        strictness);
  }

  final List<Location> summarized = new CopyOnWriteArrayList<>();

  /** One step after the other. Each invocation brings its name, and fails where it is called so. */
  final List<Parts> gathered = new CopyOnWriteArrayList<>();

  @Override
  public Gathered gather(Parts parts) {
    called("gather");
    gathered.add(parts);
    Set<String> all = names(parts.before());
    parts.more().forEach(one -> all.addAll(names(one)));
    Set<String> failing = failing(all);
    Set<String> fresh = new TreeSet<>(failing);
    fresh.removeAll(failing(names(parts.known())));
    return new Gathered(
        new Location(parts.project(), String.join("+", all), null, null),
        !fresh.isEmpty(),
        failing.isEmpty());
  }

  /** One that passed makes the one good that failed and has the rest of its name. */
  private static Set<String> failing(Set<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("failed"))
        .filter(name -> !names.contains(name.replace("failed", "passed")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Location location) {
    return location == null
        ? new TreeSet<>()
        : new TreeSet<>(List.of(location.folder().split("\\+")));
  }

  @Override
  public Workspace resolve(String project, String commit) {
    called("resolve");
    return new Workspace(project, "acme/shop", "", "abc123", null);
  }

  @Override
  public BlobRef fetch(Workspace workspace) {
    called("fetch");
    return null;
  }

  @Override
  public Findings diagnose(Case subject) {
    called("diagnose");
    return new Findings(causes, null, null).without(unmade);
  }

  @Override
  public Findings reconsider(Findings findings, DbtResult reproduced) {
    called("reconsider");
    return passesNow
        ? findings.with(
            findings.causes().stream()
                .map(cause -> cause.with(Verdict.TRANSIENT, "it passes now"))
                .toList())
        : findings;
  }

  @Override
  public Findings uncovered(Uncovered subject) {
    called("uncovered");
    Cause cause = hidden.get(verified.get());
    if (!subject.nodes().equals(cause.nodes())) {
      throw new AssertionError("asked of " + subject.nodes());
    }
    return new Findings(List.of(cause.uncovered()), null, null);
  }

  @Override
  public Sandbox make(Order order) {
    sandboxes.add(order.name());
    called("make");
    return new Sandbox(order.name(), order.owner(), "duckdb", "prod", null);
  }

  @Override
  public void drop(Sandbox sandbox) {
    called("drop");
    sandboxes.remove(sandbox.name());
  }

  @Override
  public DbtResult run(Command command) {
    boolean patched = command.workspace().patch() != null;
    called(patched ? "verify" : "reproduce");
    selected.add(command.select());
    commands.add(command);
    if (patched ? endless.contains(command.workspace().patch()) : hangs) {
      return DbtResult.stopped(command.verb().word(), command.deadlineSeconds(), null);
    }
    if (command.verb() == Dbt.Verb.LIST || command.verb() == Dbt.Verb.COMPILE) {
      return new DbtResult(
          "list", false, 2, null, null, readsItNow ? null : stopped, 1, null, null, null);
    }
    List<NodeResult> red = new ArrayList<>(List.of(new NodeResult(TEST, "fail", "12", 12, 0.1)));
    if (!patched) {
      red.add(new NodeResult(MODEL, "error", "no column", 0, 0.1));
    } else if (hidden.containsKey(verified.incrementAndGet())) {
      String node = hidden.get(verified.get()).nodes().get(0);
      red.add(new NodeResult(node, "fail", "1", 1, 0.1));
    }
    return new DbtResult(
        "build",
        false,
        1,
        Map.of(),
        red,
        null,
        1,
        new BlobRef("cafe" + patched, 1, "results"),
        null,
        null);
  }

  @Override
  public BlobRef compare(Built built) {
    called("compare");
    if (sandboxes.isEmpty()) {
      throw new AssertionError("there is nothing to look into");
    }
    return CHANGE;
  }

  @Override
  public Result work(Task task) {
    called("work");
    tasks.add(task);
    if (!patches.isEmpty()) {
      patch = patches.get(Math.min(tasks.size(), patches.size()) - 1);
    }
    return new Result(
        patch,
        patch == null ? List.of() : List.of("models/stg_orders.sql"),
        left,
        "why",
        null,
        usage,
        "done");
  }

  @Override
  public Ruling examine(Examination examination) {
    called(examination.wasRun() ? "examine proof" : "examine text");
    examined.add(examination);
    String why = refused.get(examination.patched().patch());
    if (why != null) {
      return new Ruling(List.of(new Ruling.Refusal("rows_lost", refusedAt, why)), null);
    }
    if (examination.wasRun() && !examination.after().ended()) {
      String late = examination.after().notEnded();
      return new Ruling(List.of(new Ruling.Refusal("not_verified", "", late)), null);
    }
    return examination.wasRun() ? provenRuling : textRuling;
  }

  @Override
  public String publishBranch(Publication publication) {
    called("publishBranch");
    if (!branches.contains(publication.branch())) {
      branches.add(publication.branch());
    }
    return "c0ffee";
  }

  @Override
  public Pull openPull(PullRequest request) {
    called("openPull");
    drafts.add(request.draft());
    asking.add(request.asking());
    return new Pull(7, "/pulls/7", request.publication().branch(), "", "open");
  }

  @Override
  public Pull reword(PullRequest request, Pull draft) {
    called("reword");
    return draft;
  }

  @Override
  public Pull markReady(PullRequest request, Pull draft) {
    called("markReady");
    agreed.add(request.publication().decision());
    return draft;
  }

  @Override
  public Worker worker(Workspace workspace, String role, String engines) {
    called("worker");
    return worker == null ? new Worker(engines, null) : worker;
  }

  @Override
  public BlobRef write(Case subject, Findings findings) {
    called("brief");
    return new BlobRef("b41f", 1, findings.causes().size() + " causes.md");
  }

  @Override
  public List<Pull> openPulls(String project) {
    called("openPulls");
    return waiting;
  }

  @Override
  public Pull comment(String project, Pull pull, String comment) {
    called("comment");
    messages.add(pull.number() + ": " + comment);
    return pull;
  }

  @Override
  public Pull close(String project, Pull pull, String comment) {
    called("close");
    messages.add("closed: " + comment);
    String state = pullState.equals("open") ? "closed" : pullState;
    return new Pull(pull.number(), pull.url(), pull.branch(), pull.commit(), state);
  }

  @Override
  public Standing look(String project, Pull pull) {
    called("look");
    Pull now = new Pull(pull.number(), pull.url(), pull.branch(), pull.commit(), pullState);
    return pullState.equals("merged") ? new Standing(now, merge, mergedAt) : Standing.unmerged(now);
  }

  @Override
  public String post(Message message) {
    called("post");
    posts.add(message);
    messages.add(message.text());
    return message.key();
  }

  @Override
  public Report write(Story story) {
    called("write");
    reports.add(story);
    return REPORT;
  }

  @Override
  public Report add(String project, String run, BlobRef report, List<String> since) {
    called("add");
    added.add(since);
    return new Report(
        new BlobRef("feed2", 1, report.name()), "reports/shop/1.md", null, null, null, null);
  }

  @Override
  public PullText describe(Story story) {
    called("describe");
    described.add(story);
    return new PullText("fix", new BlobRef("b0d1", 4, "pull.md"), "fix: a column");
  }

  @Override
  public Holder claim(String project, String key, String owner, String note) {
    called("claim");
    String holder = claims.computeIfAbsent(key, absent -> owner);
    if (!note.isEmpty() && holder.equals(owner)) {
      notes.put(key, note);
    }
    return new Holder(holder, notes.getOrDefault(key, ""), holder.equals(owner));
  }

  @Override
  public Map<String, String> held(String project, String beginning) {
    called("held");
    return claims.entrySet().stream()
        .filter(one -> one.getKey().startsWith(beginning))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public void remember(String project, String key, String words) {
    called("remember");
    said.put(key, words);
  }

  @Override
  public String recall(String project, String key) {
    called("recall");
    return said.getOrDefault(key, "");
  }

  @Override
  public void rememberEach(String project, Map<String, String> words) {
    called("rememberEach");
    said.putAll(words);
  }

  @Override
  public Map<String, String> recallEach(String project, List<String> keys) {
    called("recallEach");
    return keys.stream().filter(said::containsKey).collect(Collectors.toMap(key -> key, said::get));
  }

  @Override
  public void release(String project, String key, String owner) {
    called("release");
    if (claims.remove(key, owner)) {
      notes.remove(key);
    }
  }
}
