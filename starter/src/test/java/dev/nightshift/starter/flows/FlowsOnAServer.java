package dev.nightshift.starter.flows;

import static java.util.stream.Collectors.partitioningBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.worker.Janitor;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.gathering.GatheringFlow;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.WatchFlow;
import dev.nightshift.workflows.watch.WatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds of flows on whatever server there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowsOnAServer {
  @TempDir static Path folder;
  private DevServer server;
  Temporal temporal;
  private WorkerFactory worker;
  Flows flows;

  /** Begins a server on the port, in a folder of its own; port 0 takes a free one. */
  abstract DevServer start(Path place, int port) throws IOException;

  @BeforeAll
  void begin() throws Exception {
    server = start(folder.resolve("first"), 0).awaitReady();
    temporal = Temporal.connect(Map.of("TEMPORAL_ADDRESS", server.address()));
    temporal.registerAttributes();
    worker = WorkerFactory.newInstance(temporal.client());
    Worker main = worker.newWorker(Queues.MAIN);
    main.registerWorkflowImplementationTypes(
        AskingFlow.class, GatheringFlow.class, WatchFlow.class, LookingFlow.class);
    main.registerActivitiesImplementations((Chat) FlowsOnAServer::post);
    worker.newWorker(Queues.DBT).registerActivitiesImplementations(new JoinedArtifacts());
    worker.start();
    flows = new TemporalFlows(temporal.client(), TemporalFlows.PATIENT);
  }

  @AfterAll
  void stop() {
    worker.shutdownNow();
    temporal.close();
    server.close();
  }

  @Test
  void a_run_is_started_once_and_found_after() {
    assertEquals(new Flows.Started("fix/shop/once", true), flows.start(request("once")));
    assertEquals(new Flows.Started("fix/shop/once", false), flows.start(request("once")));
  }

  @Test
  void invocations_of_a_group_are_one_run_however_many_tell_of_them_at_once() {
    GatheringRequest group = new GatheringRequest(request("dag-1").with(null, ""), 3600);
    IntStream.range(0, 20).parallel().forEach(n -> assertTrue(flows.join(group, part(n))));
    assertTrue(flows.join(group, new Notice(null, "", true)));
    Run run = await(() -> flows.find("fix/shop/dag-1").filter(Run::waiting));
    assertEquals(
        20, JoinedArtifacts.of(temporal.client().fetchHistory(run.id())).split("\\+").length);
  }

  @Test
  void messages_to_agents_are_listed_and_no_other_flows() {
    AgentRuns agents = new TemporalAgentRuns(temporal.client(), TemporalFlows.PATIENT);
    String id = Ids.asked("shop", "dbt-expert", "00000000000000a1");
    agents.start(id, new AgentRequest("shop", "dbt-expert", "Why?", "", 0, null));
    List<Run> all =
        await(() -> Optional.of(agents.latest(9)).filter(messages -> !messages.isEmpty()));
    assertEquals(List.of(id), all.stream().map(Run::id).toList());
    assertEquals("queued", all.get(0).progress().phase());
  }

  private static Notice part(int number) {
    return new Notice(new Location("shop", "model-" + number, null, null), "", false);
  }

  @Test
  void a_group_that_is_over_takes_nothing_more() {
    WorkflowStub ended =
        temporal
            .client()
            .newUntypedWorkflowStub(
                "Remediation",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("group/shop/over")
                    .setTaskQueue(Queues.MAIN)
                    .build());
    ended.start(request("over"));
    Run run = await(() -> flows.find("group/shop/over").filter(Run::waiting));
    flows.decide(run, Signature.NONE.decision(run, Decision.Choice.APPROVE, "kim", "", "cli"));
    await(() -> flows.find("group/shop/over").filter(now -> !now.open()));
    assertFalse(flows.join(new GatheringRequest(request("over"), 60), part(1)));
  }

  @Test
  void an_open_run_is_seen_with_its_question_and_decided_once() {
    flows.start(request("asks"));
    Run run = await(() -> flows.find("fix/shop/asks").filter(Run::waiting));
    Decision yes = Signature.NONE.decision(run, Decision.Choice.APPROVE, "kim", "", "cli");
    assertEquals(new Flows.Heard(true, "approved by kim"), flows.decide(run, yes));
    Run ended = await(() -> flows.find("fix/shop/asks").filter(now -> !now.open()));
    assertEquals(Ending.PULL_REQUEST, ended.outcome().ending());
    assertEquals("kim", ended.outcome().decision().person());
    assertFalse(flows.cancel(ended));
  }

  @Test
  void a_question_takes_one_of_its_answers_once() {
    flows.start(request("answered"));
    Run run = await(() -> flows.find("fix/shop/answered").filter(Run::waiting));
    assertEquals(
        new Flows.Heard(false, "the answers are one"),
        flows.answer(run, new Answer("q1", "two", "kim", "", "cli")));
    Answer one = new Answer("q1", "one", "kim", "", "cli");
    assertEquals(new Flows.Heard(true, "noted, by kim"), flows.answer(run, one));
    assertEquals(new Flows.Heard(true, "noted, by kim"), flows.answer(run, one), "told twice");
    Run again =
        await(
            () ->
                flows
                    .find("fix/shop/answered")
                    .filter(now -> now.waiting() && now.progress().waiting().asked().isEmpty()));
    assertEquals(List.of("kim says one"), again.progress().found());
    assertTrue(flows.cancel(again));
  }

  /** What is measured is read from a history, which both kinds of servers keep. */
  @Test
  void the_steps_of_a_run_are_timed() {
    flows.start(request("asks-and-steps"));
    Run run = await(() -> flows.find("fix/shop/asks-and-steps").filter(Run::waiting));
    List<Timing> steps = flows.timings(run);
    assertEquals(List.of("ChatPost"), steps.stream().map(Timing::step).toList());
    assertEquals(1, steps.get(0).attempts());
    assertTrue(steps.get(0).took() >= 0 && steps.get(0).waited() >= 0, steps.toString());
  }

  @Test
  void a_step_that_is_done_again_is_told_with_its_reason() {
    flows.start(request("troubled-steps"));
    Run run =
        await(() -> flows.find("fix/shop/troubled-steps").filter(now -> !now.retrying().isEmpty()));
    Retrying step = run.retrying().get(0);
    assertEquals("ChatPost", step.step());
    assertEquals("the chat is away", step.why());
    assertTrue(step.attempt() > 1, step.toString());
    assertTrue(flows.cancel(run));
    await(() -> flows.find("fix/shop/troubled-steps").filter(now -> !now.open()));
  }

  @Test
  void what_became_of_a_pull_request_is_told_with_its_run() {
    flows.start(request("pulled-and-watched"));
    Watch watch = watch("fix/shop/pulled-and-watched");
    Run run = await(() -> flows.find("fix/shop/pulled-and-watched").filter(now -> !now.open()));
    assertEquals(
        new Run.After(true, "waiting for pull request 7 to be merged", null, null),
        await(
                () ->
                    flows
                        .find(run.id())
                        .filter(now -> !now.after().says().startsWith("waiting for a")))
            .after());
    assertTrue(flows.latest(100).stream().noneMatch(one -> one.id().endsWith("/watch")));
    watch.concluded(new Watch.Conclusion(null, "", true));
    Run known = await(() -> flows.find(run.id()).filter(now -> !now.after().open()));
    assertEquals("Pull request 7 was given up.", known.after().says());
    assertFalse(flows.look(known, ""), "nobody watches any more");
  }

  @Test
  void whoever_watches_a_pull_request_is_told_to_look() {
    flows.start(request("pulled"));
    Watch watch = watch("fix/shop/pulled");
    Run run = await(() -> flows.find("fix/shop/pulled").filter(now -> !now.open()));
    assertTrue(flows.look(run, "@kim"));
    WorkflowStub.fromTyped(watch).terminate("seen");
    assertNull(flows.find(run.id()).orElseThrow().after(), "that says nothing");
  }

  private Watch watch(String of) {
    Watch watch =
        temporal
            .client()
            .newWorkflowStub(
                Watch.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.watch(of))
                    .setTaskQueue(Queues.MAIN)
                    .setMemo(Map.of(Trail.MEMO, Progress.queued("watch", "shop", "pull request 7")))
                    .build());
    Pull pull = new Pull(7, "/pulls/7", "", "", "open");
    WorkflowClient.start(
        watch::run, new WatchRequest("shop", "", of, pull, null, null, null, "", null, ""));
    return watch;
  }

  @Test
  void a_stale_decision_is_refused_with_the_flows_reason() {
    flows.start(request("stale"));
    Run run = await(() -> flows.find("fix/shop/stale").filter(Run::waiting));
    Decision stale = new Decision(Decision.Choice.APPROVE, "kim", "other", "", "cli", "");
    Flows.Heard answer = flows.decide(run, stale);
    assertFalse(answer.accepted());
    assertTrue(answer.says().contains("about another patch"), answer.says());
  }

  @Test
  void a_list_shows_the_memo_of_open_and_closed_runs() {
    flows.start(request("listed"));
    Run run =
        await(
            () ->
                flows.latest(100).stream()
                    .filter(one -> one.id().equals("fix/shop/listed") && one.waiting())
                    .findFirst());
    assertEquals("shop", run.progress().project());
    assertEquals("Publish?", run.progress().waiting().question());
  }

  @Test
  void a_retry_waits_for_the_first_to_end() {
    flows.start(request("again"));
    assertEquals(new Flows.Started("fix/shop/again", false), flows.retry(request("again")));
    Run run = await(() -> flows.find("fix/shop/again").filter(Run::waiting));
    assertTrue(flows.cancel(run));
    await(() -> flows.find("fix/shop/again").filter(now -> now.status() == Run.Status.CANCELED));
    assertEquals(new Flows.Started("fix/shop/again/retry-1", true), flows.retry(request("again")));
    assertEquals(new Flows.Started("fix/shop/again/retry-1", false), flows.retry(request("again")));
  }

  @Test
  void what_a_run_was_started_with_is_known_of_an_open_and_of_a_closed_one() {
    flows.start(request("begun"));
    Run run = await(() -> flows.find("fix/shop/begun").filter(Run::waiting));
    assertEquals(request("begun"), flows.request(run));

    assertTrue(flows.cancel(run));
    Run ended = await(() -> flows.find("fix/shop/begun").filter(now -> !now.open()));
    assertEquals(request("begun"), flows.request(ended));
  }

  @Test
  void a_project_is_deaf_as_long_as_its_newest_scan_could_not_ask() {
    scan("shop-2026-11-28T02:00:00Z", "");
    scan("shop-2026-11-28T03:00:00Z", "the token is not accepted");
    scan("garden-2026-11-28T02:00:00Z", "the account is gone");
    scan("garden-2026-11-28T03:00:00Z", "");
    assertEquals(
        Map.of("shop", "the token is not accepted"),
        await(
            () -> Optional.of(flows.deaf()).filter(deaf -> deaf.keySet().equals(Set.of("shop")))));
  }

  private void scan(String id, String objection) {
    temporal
        .client()
        .newWorkflowStub(
            Scan.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("scan/" + id)
                .setTaskQueue(Queues.MAIN)
                .build())
        .run(new ScanRequest(request("").with(null, objection)));
  }

  /** A scan that could not ask for the reason that its request holds. */
  public static final class LookingFlow implements Scan {
    @Override
    public ScanOutcome run(ScanRequest request) {
      String objection = request.each().commit();
      if (!objection.isEmpty()) {
        new Trail("scan", "shop", "runs of dbt Cloud").end(ScanFlow.DEAF, objection);
      }
      return new ScanOutcome(0, null, null, objection);
    }
  }

  @Test
  void what_is_no_run_is_not_found_by_its_id() {
    WorkflowStub other =
        temporal
            .client()
            .newUntypedWorkflowStub(
                "Ledger",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("ledger/shop")
                    .setTaskQueue("nobodys")
                    .build());
    other.start(Ledger.State.empty());
    assertEquals(Optional.empty(), flows.find("ledger/shop"));
    other.terminate("seen");
  }

  @Test
  void a_flow_that_failed_says_why() {
    flows.start(request("fails"));
    Run run = await(() -> flows.find("fix/shop/fails").filter(now -> !now.open()));
    assertEquals(Run.Status.FAILED, run.status());
    assertEquals("the disk was full", run.failure());
  }

  @Test
  void a_list_has_the_open_ones_first_and_no_more_than_asked_for() {
    flows.start(request("fails-now"));
    await(() -> flows.find("fix/shop/fails-now").filter(now -> !now.open()));
    flows.start(request("last"));
    List<Run> listed =
        await(() -> Optional.of(flows.latest(100)).filter(all -> has(all, "last", "fails-now")));
    List<Boolean> open = listed.stream().map(Run::open).toList();
    assertEquals(open.stream().sorted(Comparator.reverseOrder()).toList(), open);
    assertEquals("fix/shop/last", listed.get(0).id());
    assertEquals(
        listed.stream().map(Run::id).limit(2).toList(),
        flows.latest(2).stream().map(Run::id).toList());
  }

  @Test
  void what_an_open_run_refers_to_outlives_the_week_that_blobs_are_kept() throws IOException {
    Home home = new Home(folder.resolve("home"));
    Blobs blobs = new FileBlobs(home.blobs());
    BlobRef held = aged(home, blobs.putText("run_results.json", "of the one that waits"));
    BlobRef done = aged(home, blobs.putText("run_results.json", "of the one that has ended"));
    flows.start(request("waits", held));
    flows.start(request("fails-with-results", done));
    await(
        () -> {
          return Optional.of(flows.latest(100).stream().collect(partitioningBy(Run::open)))
              .filter(now -> has(now.get(true), "waits"))
              .filter(now -> has(now.get(false), "fails-with-results"));
        });
    try (Janitor janitor = Janitor.start(home, temporal.client())) {
      janitor.tidy();
    }
    assertEquals("of the one that waits", blobs.readText(held));
    assertEquals(
        ErrorKind.BLOB_MISSING,
        ErrorKind.of(assertThrows(RuntimeException.class, () -> blobs.read(done))));
  }

  @Test
  void a_checkout_that_cannot_be_removed_keeps_no_blob_from_going() throws IOException {
    Home home = new Home(folder.resolve("stuck"));
    Blobs blobs = new FileBlobs(home.blobs());
    BlobRef old = aged(home, blobs.putText("run_results.json", "of nobody"));
    Path checkout = Files.createDirectories(home.workspaces().resolve("w1"));
    try (RandomAccessFile large = new RandomAccessFile(checkout.resolve("f").toFile(), "rw")) {
      large.setLength(3L << 30);
    }
    Files.writeString(home.workspaces().resolve(".locks"), "in the way of its lock");
    try (Janitor janitor = Janitor.start(home, temporal.client())) {
      janitor.tidy();
    }
    assertEquals(
        ErrorKind.BLOB_MISSING,
        ErrorKind.of(assertThrows(RuntimeException.class, () -> blobs.read(old))));
  }

  private static BlobRef aged(Home home, BlobRef ref) throws IOException {
    Path file =
        home.blobs().resolve(ref.sha256().substring(0, 2)).resolve(ref.sha256().substring(2));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    return ref;
  }

  @Test
  void what_is_not_there_is_empty() {
    assertEquals(Optional.empty(), flows.find("fix/shop/never"));
  }

  @Test
  void a_server_that_is_away_is_said_within_two_seconds_and_found_when_it_comes() throws Exception {
    int port = DevServer.freePort();
    try (Temporal late = Temporal.connect(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + port))) {
      Flows away = new TemporalFlows(late.client(), TemporalFlows.PROMPT);
      long began = System.nanoTime();
      assertThrows(TemporalAway.class, () -> away.start(request("late")));
      assertThrows(TemporalAway.class, () -> away.latest(5));
      long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
      assertTrue(took < 4_500, took + " ms for two calls");
      try (DevServer comes = start(folder.resolve("late"), port)) {
        comes.awaitReady();
        Flows.Started started =
            await(
                () -> {
                  try {
                    return Optional.of(away.start(request("late")));
                  } catch (TemporalAway stillAway) {
                    return Optional.empty();
                  }
                });
        // It may have begun by a call whose answer came too late.
        assertTrue(away.find(started.id()).isPresent());
        // A starter alone registers them; a slow server does so a little after the start.
        await(() -> Optional.of(late.missingAttributes()).filter(Map::isEmpty));
      }
    }
  }

  @Test
  void a_rehearsal_begins_nothing() throws Exception {
    try (Temporal fresh = Temporal.connect(Map.of("TEMPORAL_ADDRESS", server.address()))) {
      Flows rehearsed = new TemporalFlows(fresh.client(), TemporalFlows.AT_ONCE).rehearsed();
      assertEquals(Optional.empty(), rehearsed.find(Starts.REHEARSAL));
      Flows late = rehearsed.rehearsal();
      assertThrows(TemporalAway.class, () -> late.start(request("late")));
      assertThrows(
          TemporalAway.class, () -> late.join(new GatheringRequest(request("late"), 60), part(1)));
      assertEquals(Optional.empty(), rehearsed.find(Ids.group("shop", "late")));
      assertEquals(Optional.empty(), rehearsed.find(Ids.fix("shop", "late")));
      assertTrue(rehearsed.start(request("rehearsed")).now());
    }
    try (Temporal nobody =
        Temporal.connect(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + DevServer.freePort()))) {
      Flows away = new TemporalFlows(nobody.client(), TemporalFlows.AT_ONCE).rehearsed();
      assertThrows(TemporalAway.class, () -> away.start(request("away")));
    }
  }

  @Test
  void a_sender_is_answered_within_a_second_by_a_server_that_says_nothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Temporal hangs =
            Temporal.connect(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + silent.getLocalPort()))) {
      Flows prompt = new TemporalFlows(hangs.client(), TemporalFlows.AT_ONCE);
      List<String> said =
          atOnce(
              30,
              () -> {
                long began = System.nanoTime();
                TemporalAway away =
                    assertThrows(TemporalAway.class, () -> prompt.start(request("silent")));
                long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
                assertTrue(took < 1_000, took + " ms");
                return away.getMessage();
              });
      assertEquals(16, said.stream().filter(one -> one.contains("does not answer")).count());
      assertEquals(14, said.stream().filter(one -> one.contains("takes no more")).count());
    }
  }

  private static <T> List<T> atOnce(int many, Callable<T> task) throws Exception {
    ExecutorService all = Executors.newFixedThreadPool(many);
    try {
      List<T> done = new ArrayList<>();
      for (Future<T> one : all.invokeAll(Collections.nCopies(many, task))) {
        done.add(one.get());
      }
      return done;
    } finally {
      all.shutdownNow();
    }
  }

  private static String post(Chat.Message message) {
    if (message.key().startsWith("troubled")) {
      throw ErrorKind.UNAVAILABLE.failure("the chat is away");
    }
    return message.key();
  }

  static RemediationRequest request(String run) {
    return request(run, null);
  }

  private static RemediationRequest request(String run, BlobRef results) {
    return new RemediationRequest(
        "shop",
        "garden/shop",
        run,
        "",
        "cli",
        new Location("shop", run, results, null),
        null,
        null,
        null);
  }

  private static boolean has(List<Run> all, String... runs) {
    return all.stream()
        .map(Run::id)
        .toList()
        .containsAll(Stream.of(runs).map("fix/shop/"::concat).toList());
  }

  static <T> T await(Supplier<Optional<T>> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> there = condition.get();
      if (there.isPresent()) {
        return there.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("it did not happen within 20 s");
  }
}
