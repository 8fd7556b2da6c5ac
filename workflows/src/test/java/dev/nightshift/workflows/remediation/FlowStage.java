package dev.nightshift.workflows.remediation;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.gathering.Gathering;
import dev.nightshift.workflows.gathering.GatheringOutcome;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanOutcome;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.WatchFlow;
import dev.nightshift.workflows.watch.WatchOutcome;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An in-memory server with one worker, on which a flow plays with a fake world. */
final class FlowStage implements AutoCloseable {
  private final TestWorkflowEnvironment environment;
  private final Instant begins;

  FlowStage(FakeWorld world, Class<?>... flows) {
    this(world, Instant.now(), flows);
  }

  /** On a server whose time begins then: what goes by days needs to know how late it is. */
  FlowStage(FakeWorld world, Instant begins, Class<?>... flows) {
    this.begins = begins;
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(begins)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(Converter.data())
                    .setIdentity("stage")
                    .build());
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      options.registerSearchAttribute(
          key.getName(),
          key.getValueType() == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
              ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
              : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Class<?>[] registered =
        flows.length > 0
            ? flows
            : new Class<?>[] {RemediationFlow.class, AgentSessionFlow.class, WatchFlow.class};
    environment.newWorker(Queues.MAIN).registerWorkflowImplementationTypes(registered);
    for (String queue : List.of(Queues.MAIN, Queues.DBT, Queues.AGENTS)) {
      Worker worker = environment.newWorker(queue);
      worker.registerActivitiesImplementations(world);
    }
    environment.start();
  }

  Remediation start(Policy policy) {
    return start("1", policy, "rules");
  }

  Remediation start(Policy policy, String engine) {
    return start("1", policy, engine);
  }

  /** Of a run whose artifacts are in the folder of its name. */
  Remediation start(String run, Policy policy) {
    return start(run, policy, "rules");
  }

  private Remediation start(String run, Policy policy, String engine) {
    return start(request(run, engine, policy, new Location("shop", run, null, null)));
  }

  /** The same, where its sender says which commit ran. */
  Remediation startOfCommit(String run, String commit, Policy policy) {
    RemediationRequest told = request(run, "rules", policy, new Location("shop", run, null, null));
    return start(
        new RemediationRequest(
            told.project(),
            told.repository(),
            run,
            commit,
            "test",
            told.artifacts(),
            told.engine(),
            policy,
            told.pace()));
  }

  /** The same, where its sender says which job it is of. */
  Remediation startOfJob(String run, String job, Policy policy) {
    Location artifacts = new Location("shop", run, null, null);
    return start(request(run, "rules", policy, artifacts).ofJob(job));
  }

  /** As somebody who names just this run. */
  Remediation startByPerson(String run, Policy policy) {
    RemediationRequest told = request(run, "rules", policy, new Location("shop", run, null, null));
    return start(
        new RemediationRequest(
            told.project(),
            told.repository(),
            run,
            "",
            "cli",
            told.artifacts(),
            told.engine(),
            policy,
            told.pace()));
  }

  private Remediation start(RemediationRequest request) {
    Remediation flow =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Remediation.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.fix("shop", request.run()))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    WorkflowClient.start(flow::run, request);
    return flow;
  }

  private static RemediationRequest request(
      String run, String engine, Policy policy, Location artifacts) {
    return new RemediationRequest(
        "shop",
        "acme/shop",
        run,
        "",
        "test",
        artifacts,
        engine,
        policy,
        new Pace(20, 20, 20, 20, 5, 1));
  }

  Waiting awaitWaiting(Remediation flow, Predicate<Waiting> wanted) {
    return await(flow, progress -> progress.waiting() != null && wanted.test(progress.waiting()))
        .waiting();
  }

  /** Of a run of dbt Cloud's, told of by {@code from}. */
  Remediation startCloud(String run, String from, Policy policy) {
    Remediation flow =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Remediation.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.fix("shop", run))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    WorkflowClient.start(flow::run, cloudRequest(run, from, policy));
    return flow;
  }

  /** The flow of a run, whoever started it. */
  Remediation flow(String run) {
    return environment.getWorkflowClient().newWorkflowStub(Remediation.class, Ids.fix("shop", run));
  }

  /** Whoever watches the pull request of a run. */
  Watch watch(String run) {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(Watch.class, Ids.watch(Ids.fix("shop", run)));
  }

  WatchOutcome watched(String run) {
    return WorkflowStub.fromTyped(watch(run)).getResult(WatchOutcome.class);
  }

  /** As the flows see it, who may have skipped some. */
  long now() {
    return environment.currentTimeMillis();
  }

  /** Lets it pass, with all that happens in it. */
  void pass(Duration time) {
    environment.sleep(time);
  }

  /**
   * Lets it become that many days since it began. A flow that ends may take time with it, up to a
   * day, so that who counts from there comes too late.
   */
  void passToDay(int day) {
    long left = begins.plus(day, DAYS).toEpochMilli() - now();
    environment.sleep(Duration.ofMillis(Math.max(0, left)));
  }

  ScanOutcome scan() {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            Scan.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.scan("shop"))
                .setTaskQueue(Queues.MAIN)
                .build())
        .run(new ScanRequest(cloudRequest("", "scan", Policy.standard())));
  }

  /** As a webhook of dbt Cloud's has it done. */
  ScanOutcome passed(String run, String job) {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            Scan.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.passed("shop", run))
                .setTaskQueue(Queues.MAIN)
                .build())
        .run(new ScanRequest(cloudRequest("", "webhook", Policy.standard()), job));
  }

  /** As a webhook does it. */
  void tell(String group, Notice notice) {
    tell(group, "", notice);
  }

  /** A server in memory, asked by two at once, says to one of them that it is over. */
  void tell(String group, String job, Notice notice) {
    try {
      told(group, job, notice);
    } catch (WorkflowExecutionAlreadyStarted both) {
      told(group, job, notice);
    }
  }

  private void told(String group, String job, Notice notice) {
    WorkflowClient client = environment.getWorkflowClient();
    Gathering flow =
        client.newWorkflowStub(
            Gathering.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Ids.group("shop", group))
                .setTaskQueue(Queues.MAIN)
                .build());
    BatchRequest both = client.newSignalWithStartRequest();
    RemediationRequest each = request(group, "rules", Policy.standard(), null).ofJob(job);
    both.add(flow::run, new GatheringRequest(each, 120));
    both.add(flow::heard, notice);
    client.signalWithStart(both);
  }

  /** Of the group, a day after it was last told of. */
  GatheringOutcome gathered(String group) {
    return environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(Ids.group("shop", group))
        .getResult(GatheringOutcome.class);
  }

  static RemediationRequest cloudRequest(String run, String from, Policy policy) {
    return new RemediationRequest(
        "shop",
        "acme/shop",
        run,
        "",
        from,
        null,
        "rules",
        policy,
        new Pace(20, 20, 20, 20, 5, 1),
        new RemediationRequest.Cloud(List.of("scheduled")));
  }

  Waiting awaitQuestion(Remediation flow) {
    return await(flow, progress -> progress.waiting() != null).waiting();
  }

  /** The same without asking the flow: each question is three events in its history here. */
  Waiting awaitListed(Remediation flow) {
    String workflow = WorkflowStub.fromTyped(flow).getExecution().getWorkflowId();
    return await(
            () -> told(workflow).orElse(null),
            progress -> progress != null && progress.waiting() != null)
        .waiting();
  }

  Progress awaitFound(Remediation flow, int times, String text) {
    return await(
        flow,
        progress -> progress.found().stream().filter(line -> line.contains(text)).count() >= times);
  }

  RemediationOutcome outcome(Remediation flow) {
    return WorkflowStub.fromTyped(flow).getResult(RemediationOutcome.class);
  }

  void cancel(Object flow) {
    WorkflowStub.fromTyped(flow).cancel();
  }

  /** Returns when the flow has asked its running step to end. */
  void cancelUntilSeen(Remediation flow) {
    cancel(flow);
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!history(flow).contains("EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the flow did not see that it was cancelled");
      }
    }
  }

  String history(String workflow) {
    return environment.getWorkflowClient().fetchHistory(workflow).toJson(true);
  }

  String history(Object flow) {
    return history(WorkflowStub.fromTyped(flow).getExecution().getWorkflowId());
  }

  /** The lines that a flow left for people, those that its memo told last. */
  List<String> found(String workflow) {
    return told(workflow).orElseThrow().found();
  }

  /** As a memo told it last. */
  private Optional<Progress> told(String workflow) {
    List<Payload> memos =
        environment.getWorkflowClient().fetchHistory(workflow).getEvents().stream()
            .map(HistoryEvent::getWorkflowPropertiesModifiedEventAttributes)
            .map(set -> set.getUpsertedMemo().getFieldsMap().get(Trail.MEMO))
            .filter(Objects::nonNull)
            .toList();
    return memos.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Converter.data()
                .fromPayload(memos.get(memos.size() - 1), Progress.class, Progress.class));
  }

  /** The bytes of the largest search attribute that the flow set. */
  int largestAttribute(Remediation flow) {
    return attributesSet(flow).mapToInt(set -> set.getValue().getData().size()).max().orElse(0);
  }

  List<String> attributes(Remediation flow) {
    return attributesSet(flow).map(Map.Entry::getKey).toList();
  }

  private Stream<Map.Entry<String, Payload>> attributesSet(Remediation flow) {
    return environment
        .getWorkflowClient()
        .fetchHistory(WorkflowStub.fromTyped(flow).getExecution().getWorkflowId())
        .getEvents()
        .stream()
        .map(HistoryEvent::getUpsertWorkflowSearchAttributesEventAttributes)
        .flatMap(set -> set.getSearchAttributes().getIndexedFieldsMap().entrySet().stream());
  }

  private static Progress await(Remediation flow, Predicate<Progress> wanted) {
    return await(flow::progress, wanted);
  }

  private static Progress await(Supplier<Progress> asked, Predicate<Progress> wanted) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    Progress seen = null;
    while (System.nanoTime() < deadline) {
      seen = asked.get();
      if (wanted.test(seen)) {
        return seen;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("waited in vain; last seen: " + seen);
  }

  @Override
  public void close() {
    // Its workers look every quarter of a second whether they may end; no test waits for that.
    Thread closing = new Thread(environment::close, "stage-closing");
    closing.setDaemon(true);
    closing.start();
  }
}
