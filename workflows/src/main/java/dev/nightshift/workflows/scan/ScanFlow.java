package dev.nightshift.workflows.scan;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Started;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.remediation.Newer;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.watch.Watch;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Schedule appends its time to the id of what it starts; so it starts this, which starts each
 * run's flow under its natural id. That one is there already is the usual case. On word that a job
 * has passed it tells at once who waits for that.
 */
public final class ScanFlow implements Scan {
  /** What failed before that is refused as too old. */
  private static final Duration BACK = Duration.ofDays(1);

  /** The phase that one ends with which could not ask. */
  public static final String DEAF = "deaf";

  private final RemediationRequest each;
  private final Runs runs;
  private final Claims claims;
  private final Chat chat;

  @WorkflowInit
  public ScanFlow(ScanRequest request) {
    this.each = request.each();
    this.runs = Workflow.newActivityStub(Runs.class, Options.reading(each.pace()));
    this.claims = Workflow.newActivityStub(Claims.class, Options.publishing(each.pace()));
    this.chat = Workflow.newActivityStub(Chat.class, Options.publishing(each.pace()));
  }

  @Override
  public ScanOutcome run(ScanRequest request) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("scan"), Attributes.PROJECT.valueSet(each.project()));
    if (!request.passed().isEmpty()) {
      return new ScanOutcome(0, null, heard(request.passed()));
    }
    long since = Workflow.currentTimeMillis() - BACK.toMillis();
    List<CloudRun> failed;
    try {
      failed = runs.failed(each.project(), since);
    } catch (ActivityFailure refused) {
      if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(refused)) {
        throw refused;
      }
      return deaf(ErrorKind.messageOf(refused));
    }
    return new ScanOutcome(failed.size(), started(failed), told(Ids.jobRuns()));
  }

  /** Who waits for this job: flows whose question is needless now, and watches after a merge. */
  private List<String> heard(String job) {
    List<String> heard = new ArrayList<>(told(Ids.jobRun(job, "")));
    for (String watch : claims.held(each.project(), Ids.mergedOf(job, "")).values()) {
      if (Told.now(() -> Workflow.newExternalWorkflowStub(Watch.class, watch).look(""))) {
        heard.add(watch);
      }
    }
    return heard;
  }

  /**
   * Where no webhook tells of runs, nobody would hear that none is looked after. It is said once a
   * day, and stands on the board for as long as it is so.
   */
  private ScanOutcome deaf(String why) {
    String says =
        "Failed runs of " + each.project() + " are not found: dbt Cloud cannot be asked. " + why;
    new Trail("scan", each.project(), "runs of dbt Cloud").end(DEAF, says);
    LocalDate today =
        LocalDate.ofInstant(Instant.ofEpochMilli(Workflow.currentTimeMillis()), ZoneOffset.UTC);
    String thread = Ids.scan(each.project()) + "#" + today;
    try {
      chat.post(new Chat.Message(each.project(), each.policy().channel(), thread, thread, says));
    } catch (ActivityFailure unheard) {
      if (CancellationScope.current().isCancelRequested()) {
        throw unheard;
      }
    }
    return new ScanOutcome(0, null, null, why);
  }

  /** The oldest first, in the order in which they failed. */
  private List<String> started(List<CloudRun> newestFirst) {
    List<String> started = new ArrayList<>();
    for (int n = newestFirst.size() - 1; n >= 0; n--) {
      String run = newestFirst.get(n).id();
      String id = Ids.fix(each.project(), run);
      if (starts(id, each.with(run))) {
        started.add(id);
      }
    }
    return started;
  }

  private static boolean starts(String id, RemediationRequest request) {
    Progress queued = Progress.queued("remediation", request.project(), "run " + request.run());
    Remediation flow =
        Workflow.newChildWorkflowStub(
            Remediation.class, Options.abandoned(id, Map.of(Trail.MEMO, queued)));
    Async.function(flow::run, request);
    return Started.now(Workflow.getWorkflowExecution(flow));
  }

  /** A flow that waits is told when its job has passed since. */
  private List<String> told(String beginning) {
    List<String> told = new ArrayList<>();
    claims
        .held(each.project(), beginning)
        .forEach(
            (key, owner) -> {
              String[] parts = key.split("/", -1);
              CloudRun latest = runs.latest(each.project(), parts[1]);
              if (latest != null
                  && latest.status() == CloudRun.Status.PASSED
                  && latest.isAfter(parts[2])
                  && hears(owner, new Newer(parts[1], latest.id(), ""))) {
                told.add(owner);
              }
            });
    return told;
  }

  private static boolean hears(String flow, Newer passed) {
    return Told.now(
        () -> Workflow.newExternalWorkflowStub(Remediation.class, flow).overtake(passed));
  }
}
