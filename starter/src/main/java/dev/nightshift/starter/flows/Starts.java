package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.agent.AgentRun;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.gathering.Gathering;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.tests.TestMaintainer;
import dev.nightshift.workflows.tests.TestsRequest;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** How flows are begun: in few places, in one patience, each under its natural id. */
final class Starts {
  static final String REHEARSAL = "rehearsal";

  private final WorkflowClient client;
  private final Duration patience;
  private final Registration attributes;
  private final Places places;

  Starts(WorkflowClient client, Duration patience) {
    this(
        client,
        patience,
        new Registration(() -> Temporal.reach(client), () -> Temporal.registerAttributes(client)));
  }

  private Starts(WorkflowClient client, Duration patience, Registration attributes) {
    this.client = client;
    this.patience = patience;
    this.places = new Places(patience.dividedBy(2));
    this.attributes = attributes;
  }

  /** All of a start but the start: its time is over before it is sent. */
  Starts inNoTime() {
    return new Starts(client, Duration.ZERO, attributes);
  }

  /** Whatever is asked for a start, it is one patience in all. */
  <T> T inPlace(Callable<T> start) {
    long began = System.nanoTime();
    if (!places.take(began)) {
      throw TemporalAway.busy();
    }
    try {
      return Patience.toBegin(patience, start);
    } finally {
      places.giveBack(began, System.nanoTime());
    }
  }

  /** False where the group is over. */
  boolean join(GatheringRequest group, Notice part) {
    RemediationRequest each = group.each();
    Progress queued = Progress.queued("gathering", each.project(), "group " + each.run());
    WorkflowOptions options =
        options(
            Ids.group(each.project(), each.run()),
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
            queued);
    Gathering flow = client.newWorkflowStub(Gathering.class, options);
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(flow::run, group);
    both.add(flow::heard, part);
    attributes.beforeStart(patience.dividedBy(2));
    try {
      client.signalWithStart(both);
      return true;
    } catch (WorkflowExecutionAlreadyStarted over) {
      return false;
    }
  }

  /**
   * No conflict policy is set, so that an open flow and a closed one alike come back as «already
   * started»: that is how the caller learns whether this call was the one.
   */
  Started as(String id, RemediationRequest request) {
    Progress queued = Progress.queued("remediation", request.project(), "run " + request.run());
    WorkflowOptions options =
        options(id, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE, queued);
    Remediation flow = client.newWorkflowStub(Remediation.class, options);
    return begun(id, () -> WorkflowClient.start(flow::run, request));
  }

  /** The word that a run passed, which is told once. */
  Started passed(String id, ScanRequest told) {
    Progress queued = Progress.queued("scan", told.each().project(), "job " + told.passed());
    WorkflowOptions options =
        options(
            id, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY, queued);
    Scan flow = client.newWorkflowStub(Scan.class, options);
    return begun(id, () -> WorkflowClient.start(flow::run, told));
  }

  /** A message to an agent. */
  Started asked(String id, AgentRequest request) {
    Progress queued = Progress.queued("agent", request.project(), request.agent());
    WorkflowOptions options =
        options(id, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE, queued);
    AgentRun flow = client.newWorkflowStub(AgentRun.class, options);
    return begun(id, () -> WorkflowClient.start(flow::run, request));
  }

  /** The tests of changed models. */
  Started tested(String id, TestsRequest request) {
    Progress queued = Progress.queued("tests", request.workspace().project(), request.title());
    WorkflowOptions options =
        options(id, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE, queued);
    TestMaintainer flow = client.newWorkflowStub(TestMaintainer.class, options);
    return begun(id, () -> WorkflowClient.start(flow::run, request));
  }

  private Started begun(String id, Callable<WorkflowExecution> start) {
    try {
      Patience.within(
          patience,
          () -> {
            attributes.beforeStart(patience.dividedBy(2));
            return start.call();
          });
      return new Started(id, true);
    } catch (WorkflowExecutionAlreadyStarted there) {
      return new Started(id, false);
    }
  }

  /**
   * A JVM that has just begun takes a second and more to load what a start needs, in which nobody
   * is answered in good time.
   */
  void rehearse(RemediationRequest request) {
    try {
      Patience.within(
          patience,
          () -> {
            attributes.beforeStart(patience);
            return null;
          });
      inNoTime().as(REHEARSAL, request);
    } catch (TemporalAway late) {
      // As it should be; and where Temporal is away, each start is told so.
    }
  }

  /** Until a worker tells more, whoever looks sees that it is queued. */
  private static WorkflowOptions options(String id, WorkflowIdReusePolicy reuse, Progress queued) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(Queues.MAIN)
        .setWorkflowIdReusePolicy(reuse)
        .setMemo(Map.of(Trail.MEMO, queued))
        .build();
  }
}
