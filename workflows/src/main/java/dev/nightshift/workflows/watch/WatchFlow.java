package dev.nightshift.workflows.watch;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Told;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.CodeHost.Standing;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Progress;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The story of a pull request after it was opened: it is merged or closed, and after a merge a run
 * shows whether the causes are gone.
 */
public final class WatchFlow implements Watch {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration FORTNIGHT = Duration.ofDays(14);

  /** As long as the ledger keeps what is held for it. */
  private static final Duration LONGEST_OPEN = Duration.ofDays(Ledger.NOTED_DAYS);

  private static final Duration LONGEST_MERGED = Duration.ofDays(7);

  /** Webhooks get lost and the local host has none; after the first day few are merged. */
  private static final Duration SOON = Duration.ofHours(1);

  private static final Duration LATER = Duration.ofHours(4);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(15);
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  /** The signal by which a remediation hears of what it waits for; it is not known here. */
  private static final String GAVE_WAY = "gaveWay";

  /** And this of what it asks people for; flows of an earlier build were not told. */
  private static final String SETTLED = "settled";

  private final WatchRequest request;
  private final Trail trail;
  private final CodeHost codeHost;
  private final LastWord lastWord;
  private final Deque<Again> asking = new ArrayDeque<>();
  private Standing standing;
  private long lastOpen;
  private String closedBy = "";
  private boolean nudged;

  @WorkflowInit
  public WatchFlow(WatchRequest request) {
    this.request = request;
    this.standing = Standing.unmerged(request.pull());
    this.trail = new Trail("watch", request.project(), "pull request " + request.pull().number());
    this.codeHost = Workflow.newActivityStub(CodeHost.class, Options.publishing(request.pace()));
    this.lastWord = new LastWord(request, trail);
  }

  @Override
  public WatchOutcome run(WatchRequest same) {
    introduce();
    try {
      return story();
    } catch (ActivityFailure failure) {
      if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(failure)) {
        throw failure;
      }
      return answered(lastWord.stopped(ErrorKind.messageOf(failure), standing.merged()));
    }
  }

  @Override
  public void look(String person) {
    closedBy = person == null ? "" : person;
    nudged = true;
  }

  @Override
  public void concluded(Conclusion conclusion) {
    lastWord.after(conclusion);
  }

  @Override
  public void failedAgain(Again again) {
    asking.add(again);
    nudged = true;
  }

  @Override
  public Progress progress() {
    return trail.progress();
  }

  private void introduce() {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("watch"),
        Attributes.PROJECT.valueSet(request.project()),
        Attributes.REPOSITORY.valueSet(request.repository()),
        Attributes.CAUSE.valueSet(
            Attributes.fitting(request.mended().stream().map(Cause::kind).distinct().toList())));
    trail.enter("open", "waiting for pull request " + request.pull().number() + " to be merged");
  }

  private WatchOutcome story() {
    untilDecided();
    if (lastWord.isGivenUp()) {
      return answered(lastWord.givenUp());
    }
    if (standing.merged()) {
      tellWhoAsks();
      return afterTheMerge();
    }
    if (standing.open()) {
      return answered(lastWord.stillOpen());
    }
    WatchOutcome closed = lastWord.closed(closedBy);
    tellWhoAsks();
    return answered(closed);
  }

  /** Who opened a draft asks people still whether they agree to it. */
  private void tellWhoAsks() {
    if (!lastWord.isConcluded() && Workflow.getVersion(SETTLED, Workflow.DEFAULT_VERSION, 1) == 1) {
      var flow = Workflow.newUntypedExternalWorkflowStub(request.workflow());
      Told.now(() -> flow.signal(SETTLED));
    }
  }

  private void untilDecided() {
    long began = Workflow.currentTimeMillis();
    lastOpen = began;
    do {
      Workflow.await(pause(since(began)), () -> nudged || lastWord.isGivenUp());
      nudged = false;
      if (lastWord.isGivenUp()) {
        return;
      }
      look();
    } while (standing.open() && since(began).compareTo(LONGEST_OPEN) < 0);
  }

  private static Duration pause(Duration open) {
    return open.compareTo(DAY) < 0 ? SOON : open.compareTo(FORTNIGHT) < 0 ? LATER : DAY;
  }

  /** Who cannot be asked now, for a day or for want of a key, is asked again. */
  private void look() {
    long now = Workflow.currentTimeMillis();
    try {
      standing = codeHost.look(request.project(), request.pull());
    } catch (ActivityFailure failure) {
      if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(failure)) {
        throw failure;
      }
      trail.found("It could not be looked at: " + ErrorKind.messageOf(failure));
    }
    if (standing.open()) {
      lastOpen = now;
      answerAll();
    }
  }

  private WatchOutcome afterTheMerge() {
    trail.enter("merged", "waiting for a run that has the merge");
    boolean listed = lastWord.listed();
    WatchOutcome outcome = untilARunTells(new NextRun(request, standing, lastOpen));
    if (listed) {
      lastWord.listedNoMore();
    }
    return outcome;
  }

  private WatchOutcome untilARunTells(NextRun next) {
    long began = Workflow.currentTimeMillis();
    Duration wait = FIRST_WAIT;
    while (true) {
      Optional<Again> again = failedWith(next);
      if (again.isPresent()) {
        return answered(failed(asking.remove()));
      }
      Optional<Rerun> rerun = next.telling();
      if (rerun.isPresent()) {
        boolean gone = rerun.get().failed().isEmpty();
        return answered(gone ? lastWord.gone(rerun.get()) : lastWord.notGone(rerun.get()));
      }
      if (since(began).compareTo(LONGEST_MERGED) >= 0) {
        return answered(lastWord.unseen());
      }
      // What becomes of the remediation decides nothing any more.
      Workflow.await(wait, () -> nudged);
      nudged = false;
      wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  /** Of those that ask the first whose run had the merge; the others hear that nothing changed. */
  private Optional<Again> failedWith(NextRun next) {
    while (!asking.isEmpty()) {
      if (next.hasTheMerge(asking.peek())) {
        return Optional.of(asking.peek());
      }
      answer(asking.remove());
    }
    return Optional.empty();
  }

  /** The causes are free before its flow hears of it, which looks after them if it waits still. */
  private WatchOutcome failed(Again again) {
    lastWord.release();
    return lastWord.notGone(again, answer(again));
  }

  private static Duration since(long began) {
    return Duration.ofMillis(Workflow.currentTimeMillis() - began);
  }

  private WatchOutcome answered(WatchOutcome outcome) {
    answerAll();
    return outcome;
  }

  private void answerAll() {
    while (!asking.isEmpty()) {
      answer(asking.remove());
    }
  }

  /** Whether it was told while it waited; what came too late changes nothing any more. */
  private boolean answer(Again again) {
    var flow = Workflow.newUntypedExternalWorkflowStub(again.workflow());
    return Told.now(() -> flow.signal(GAVE_WAY, request.workflow()))
        && Workflow.currentTimeMillis() < again.waitsUntil();
  }
}
