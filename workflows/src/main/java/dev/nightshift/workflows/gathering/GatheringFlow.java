package dev.nightshift.workflows.gathering;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Started;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.ports.Artifacts.Gathered;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Parts;
import dev.nightshift.workflows.remediation.Newer;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Progress;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Waits until nobody tells of another invocation, makes one run of them, and has it looked after.
 * It goes on listening: what is told later is a new try where it brings what had not failed before,
 * and the end of those that wait where all has passed by then.
 */
public final class GatheringFlow implements Gathering {
  /** A run in which something fails again and again is not waited for any longer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Whoever tells of it after that means another run. */
  private static final Duration OVER = Duration.ofDays(1);

  /** Each is a kilobyte of this flow's history. */
  private static final int MOST_NOTICES = 1_000;

  /** What one step opens. */
  private static final int AT_ONCE = 50;

  private static final int MOST_TRIES = 5;

  /** Of the ids that people's own retries may have taken. */
  private static final int MOST_IDS = 50;

  /** Flows of an earlier build told nobody. */
  private static final String MADE_GOOD = "made-good-later";

  private final RemediationRequest each;
  private final Duration quiet;
  private final Artifacts artifacts;
  private final Trail trail;
  private final List<Notice> waiting = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private int hearing;
  private int told;
  private long lastTold;
  private boolean complete;
  private boolean full;
  private boolean passed;
  private String commit;
  private Location all;
  private Location lookedAfter;
  private Location unread;

  @WorkflowInit
  public GatheringFlow(GatheringRequest request) {
    this.each = request.each();
    this.quiet = Duration.ofSeconds(request.quietSeconds());
    this.commit = each.commit();
    this.artifacts = Workflow.newActivityStub(Artifacts.class, Options.reading(each.pace()));
    this.trail = new Trail("gathering", each.project(), "group " + each.run());
  }

  @Override
  public GatheringOutcome run(GatheringRequest request) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("gathering"),
        Attributes.PROJECT.valueSet(each.project()),
        Attributes.REPOSITORY.valueSet(each.repository()));
    while (someoneTells()) {
      trail.enter("gather", "waiting for the rest of the run");
      awaitQuiet();
      if (bringsNews() || isFirstOfAJob()) {
        begin(all);
        lookedAfter = all;
      } else if (passed && hearing < started.size()) {
        tellThatItPassed();
      }
      if (unread != null) {
        begin(unread);
        unread = null;
      }
    }
    trail.end("done", told + " invocations were told of");
    return new GatheringOutcome(told, started);
  }

  @Override
  public void heard(Notice notice) {
    complete |= notice.last();
    if (notice.artifacts() == null) {
      return;
    }
    if (told == MOST_NOTICES) {
      tellOfTheRest();
      return;
    }
    told++;
    commit = notice.commit().isEmpty() ? commit : notice.commit();
    lastTold = Workflow.currentTimeMillis();
    waiting.add(notice);
  }

  private void tellOfTheRest() {
    if (!full) {
      full = true;
      trail.found("More than " + MOST_NOTICES + " invocations: the rest is not read.");
    }
  }

  /** What comes in the very moment of the end is heard still. */
  private boolean someoneTells() {
    return Workflow.await(OVER, () -> !waiting.isEmpty()) || !waiting.isEmpty();
  }

  /** One timer for each silence that was broken, not for each notice. */
  private void awaitQuiet() {
    long until = Workflow.currentTimeMillis() + LONGEST.toMillis();
    while (!complete) {
      long wait = Math.min(lastTold + quiet.toMillis(), until) - Workflow.currentTimeMillis();
      if (wait <= 0) {
        return;
      }
      Workflow.await(Duration.ofMillis(wait), () -> complete);
    }
  }

  private boolean bringsNews() {
    trail.enter("read", "making one run of " + told + " invocations");
    complete = false;
    passed = false;
    boolean news = false;
    while (!waiting.isEmpty()) {
      List<Location> more = next();
      try {
        Gathered gathered = artifacts.gather(new Parts(each.project(), all, more, lookedAfter));
        all = gathered.artifacts();
        news = gathered.news();
        passed = gathered.passed();
      } catch (ActivityFailure failure) {
        if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(failure)) {
          throw failure;
        }
        // What was acknowledged is not lost: who looks after the last of them says what is wrong.
        trail.found("They could not be made one run: " + ErrorKind.messageOf(failure));
        unread = more.get(more.size() - 1);
      }
    }
    trail.found(news ? "Something failed that had not." : "Nothing failed that had not before.");
    return news;
  }

  /** Who waits with what failed before has nothing left to wait for; what fails again is news. */
  private void tellThatItPassed() {
    if (Workflow.getVersion(MADE_GOOD, Workflow.DEFAULT_VERSION, 1) < 1) {
      return;
    }
    trail.found("All of it has passed since.");
    for (String id : started.subList(hearing, started.size())) {
      Told.now(
          () ->
              Workflow.newExternalWorkflowStub(Remediation.class, id)
                  .overtake(Newer.again(each.run())));
    }
    hearing = started.size();
    lookedAfter = all;
  }

  /** That it passed may be what others of its job wait for. */
  private boolean isFirstOfAJob() {
    return !each.job().isEmpty() && started.isEmpty() && all != null;
  }

  private List<Location> next() {
    List<Notice> first = waiting.subList(0, Math.min(AT_ONCE, waiting.size()));
    List<Location> next = first.stream().map(Notice::artifacts).toList();
    first.clear();
    return next;
  }

  private void begin(Location artifacts) {
    if (started.size() == MOST_TRIES) {
      trail.found("It was begun " + MOST_TRIES + " times; what came now is not looked after.");
      return;
    }
    RemediationRequest request = each.with(artifacts, commit);
    String first = Ids.fix(each.project(), each.run());
    for (int n = 0; n < MOST_IDS; n++) {
      String id = n == 0 ? first : Ids.retry(first, n);
      if (starts(id, request)) {
        started.add(id);
        trail.found(id + " was begun to look after it.");
        return;
      }
    }
    trail.found(MOST_IDS + " flows had its ids already; what came now is not looked after.");
  }

  private static boolean starts(String id, RemediationRequest request) {
    Progress queued = Progress.queued("remediation", request.project(), "run " + request.run());
    Remediation flow =
        Workflow.newChildWorkflowStub(
            Remediation.class, Options.abandoned(id, Map.of(Trail.MEMO, queued)));
    Async.function(flow::run, request);
    return Started.now(Workflow.getWorkflowExecution(flow));
  }
}
