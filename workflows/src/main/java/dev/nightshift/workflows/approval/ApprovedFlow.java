package dev.nightshift.workflows.approval;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Waiting;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/**
 * One approval, shared by every flow that publishes. State is set in the constructor, which each
 * flow marks with {@code @WorkflowInit}: validators run before the main method does.
 */
public abstract class ApprovedFlow implements Approval {
  /** The person becomes a search attribute, for which the server has a limit of its own. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_REASON = 2_000;

  protected final Trail trail;
  private final Policy policy;
  private Decision decision;

  protected ApprovedFlow(Trail trail, Policy policy) {
    this.trail = trail;
    this.policy = policy;
  }

  /** What is asked of a person: what it says, and exactly which patch it is about. */
  public record Question(
      String says,
      String base,
      dev.nightshift.workflows.values.BlobRef patch,
      String verification) {}

  @Override
  public String decide(Decision made) {
    decision = made;
    return (made.approves() ? "approved" : "rejected") + " by " + made.person();
  }

  @Override
  public void checkDecision(Decision made) {
    objection(made)
        .ifPresent(
            why -> {
              throw ErrorKind.REFUSED.failure(why);
            });
  }

  @Override
  public void decideBySignal(Object payload) {
    Decision made;
    try {
      made = Converter.json().convertValue(payload, Decision.class);
    } catch (IllegalArgumentException unreadable) {
      trail.found("A signal was ignored: it is not a decision.");
      return;
    }
    if (made == null) {
      trail.found("A signal was ignored: it is empty.");
      return;
    }
    Optional<String> why = objection(made);
    if (why.isPresent()) {
      trail.found("A signal was ignored: " + why.get());
      return;
    }
    decision = made;
  }

  @Override
  public Progress progress() {
    return trail.progress();
  }

  /** Waits, costing nothing, until somebody decides; empty when nobody did in time. */
  protected Optional<Decision> decisionOn(Question question, Runnable remind) {
    decision = null;
    long now = Workflow.currentTimeMillis();
    long expires = now + Duration.ofSeconds(policy.expireAfterSeconds()).toMillis();
    trail.waitFor(
        new Waiting(
            question.says(),
            question.patch().sha256(),
            question.patch(),
            question.base(),
            question.verification(),
            now,
            expires));
    boolean decided = waitWithReminder(expires, remind);
    trail.waitNoMore();
    if (decided) {
      Workflow.upsertTypedSearchAttributes(Attributes.PERSON.valueSet(decision.person()));
    }
    return Optional.ofNullable(decided ? decision : null);
  }

  private boolean waitWithReminder(long expires, Runnable remind) {
    Duration all = until(expires);
    Duration first = Duration.ofSeconds(policy.remindAfterSeconds());
    if (first.compareTo(all) < 0) {
      if (Workflow.await(first, () -> decision != null)) {
        return true;
      }
      remind.run();
    }
    return Workflow.await(until(expires), () -> decision != null);
  }

  /** A timer of zero makes another history than one above it: never less than a millisecond. */
  private static Duration until(long time) {
    return Duration.ofMillis(Math.max(1, time - Workflow.currentTimeMillis()));
  }

  private Optional<String> objection(Decision made) {
    Waiting waiting = trail.waiting();
    if (waiting == null) {
      return Optional.of("nothing is waiting for a decision now");
    }
    if (decision != null) {
      return Optional.of("it was decided already by " + decision.person());
    }
    if (made.choice() == Decision.Choice.UNKNOWN) {
      return Optional.of("a decision is APPROVE or REJECT");
    }
    if (made.person().isBlank()) {
      return Optional.of("a decision names the person who made it");
    }
    if (made.person().length() > LONGEST_NAME
        || made.channel().length() > LONGEST_NAME
        || made.reason().length() > LONGEST_REASON) {
      return Optional.of(
          "a name has at most " + LONGEST_NAME + " characters, and a reason " + LONGEST_REASON);
    }
    if (!Decision.fitsOneLine(made.person()) || !Decision.fitsOneLine(made.channel())) {
      return Optional.of("a name is one line without control characters");
    }
    if (!made.patchHash().equals(waiting.patchHash())) {
      return Optional.of(
          "the decision is about another patch ("
              + brief(made.patchHash())
              + ") than the one that waits ("
              + brief(waiting.patchHash())
              + "); look again");
    }
    if (made.signature().isEmpty() && !policy.unsignedDecisions()) {
      return Optional.of("the policy takes signed decisions only; use the board or the CLI");
    }
    return Optional.empty();
  }

  private static String brief(String hash) {
    return hash.isEmpty() ? "none" : hash.substring(0, Math.min(12, hash.length()));
  }
}
