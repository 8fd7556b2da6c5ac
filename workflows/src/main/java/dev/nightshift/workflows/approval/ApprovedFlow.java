package dev.nightshift.workflows.approval;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One approval, shared by every flow that publishes. State is set in the constructor, which each
 * flow marks with {@code @WorkflowInit}: validators run before the main method does.
 */
public abstract class ApprovedFlow implements Approval {
  /** The person becomes a search attribute, for which the server has a limit of its own. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_REASON = 2_000;

  private static final String ANSWER_STAYS = "answer-stays";

  private static final String FASTER = "somebody was faster; look again in a moment";

  protected final Trail trail;
  private final Policy policy;
  private Decision decision;
  private Answer answer;

  protected ApprovedFlow(Trail trail, Policy policy) {
    this.trail = trail;
    this.policy = policy;
  }

  /**
   * What is asked of a person: what it says, exactly which patch it is about, if any, and what else
   * is open.
   */
  public record Question(
      String says, String base, BlobRef patch, String verification, List<Asked> asked) {
    /** Of what the causes leave open alone. */
    public static Question ofCauses(String says, List<Asked> asked) {
      return new Question(says, "", null, "", asked);
    }

    public boolean decides() {
      return patch != null;
    }
  }

  /** What came of it: at most one of both. */
  public record Reply(Optional<Decision> decision, Optional<Answer> answer) {
    public boolean isSilence() {
      return decision.isEmpty() && answer.isEmpty();
    }
  }

  @Override
  public String decide(Decision made) {
    decision = made;
    return (made.approves() ? "approved" : "rejected") + " by " + made.person();
  }

  @Override
  public void checkDecision(Decision made) {
    objection(made)
        .or(this::answeredMeanwhile)
        .ifPresent(
            why -> {
              throw ErrorKind.REFUSED.failure(why);
            });
  }

  @Override
  public String answer(Answer given) {
    answer = given;
    return "noted, by " + given.person();
  }

  @Override
  public void checkAnswer(Answer given) {
    objection(given)
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
    Optional<String> why = objection(made).or(this::signalledBehindAnAnswer);
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

  /**
   * Waits, costing nothing, until somebody decides or one of the questions is answered; empty when
   * nobody did in time. The first of both counts. {@code known} is there to be read meanwhile.
   */
  protected Reply replyTo(Question question, Report known, Runnable remind) {
    decision = null;
    answer = null;
    long now = Workflow.currentTimeMillis();
    long expires = now + Duration.ofSeconds(policy.expireAfterSeconds()).toMillis();
    trail.waitFor(
        new Waiting(
            question.says(),
            question.patch() == null ? "" : question.patch().sha256(),
            question.patch(),
            question.base(),
            question.verification(),
            now,
            expires,
            question.asked(),
            known.markdown(),
            known.html(),
            known.letters()));
    waitWithReminder(expires, remind);
    trail.waitNoMore();
    if (decision != null) {
      Workflow.upsertTypedSearchAttributes(Attributes.PERSON.valueSet(decision.person()));
      return new Reply(Optional.of(decision), Optional.empty());
    }
    return new Reply(Optional.empty(), Optional.ofNullable(answer));
  }

  private void waitWithReminder(long expires, Runnable remind) {
    Duration all = until(expires);
    Duration first = Duration.ofSeconds(policy.remindAfterSeconds());
    if (first.compareTo(all) < 0) {
      if (Workflow.await(first, this::isOver)) {
        return;
      }
      remind.run();
    }
    Workflow.await(until(expires), this::isOver);
  }

  private boolean isOver() {
    return isReplied() || isOvertaken();
  }

  /** Whether something came that leaves a person nothing to say: then nobody is waited for. */
  protected boolean isOvertaken() {
    return false;
  }

  private boolean isReplied() {
    return decision != null || answer != null;
  }

  /** A timer of zero makes another history than one above it: never less than a millisecond. */
  private static Duration until(long time) {
    return Duration.ofMillis(Math.max(1, time - Workflow.currentTimeMillis()));
  }

  private Optional<String> objection(Decision made) {
    Waiting waiting = trail.waiting();
    if (waiting == null || !waiting.decides()) {
      return Optional.of("nothing is waiting for a decision now");
    }
    if (decision != null) {
      return Optional.of("it was decided already by " + decision.person());
    }
    if (made.choice() == Decision.Choice.UNKNOWN) {
      return Optional.of("a decision is APPROVE or REJECT");
    }
    Optional<String> strange = objection(made.person(), made.channel(), made.reason());
    if (strange.isPresent()) {
      return strange;
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

  /** What was answered may change what is decided on. */
  private Optional<String> answeredMeanwhile() {
    return answer == null ? Optional.empty() : Optional.of(FASTER);
  }

  /** The same; in flows of an earlier build a signal took the answer's place. */
  private Optional<String> signalledBehindAnAnswer() {
    return answeredMeanwhile()
        .filter(why -> Workflow.getVersion(ANSWER_STAYS, Workflow.DEFAULT_VERSION, 1) == 1);
  }

  private Optional<String> objection(Answer given) {
    Waiting waiting = trail.waiting();
    Optional<Asked> asked =
        waiting == null
            ? Optional.empty()
            : waiting.asked().stream().filter(one -> one.id().equals(given.question())).findFirst();
    if (asked.isEmpty()) {
      return Optional.of("no such question is open now");
    }
    if (isReplied()) {
      return Optional.of(FASTER);
    }
    if (asked.get().ways().stream().noneMatch(way -> way.id().equals(given.option()))) {
      return Optional.of(
          "the answers are "
              + asked.get().ways().stream().map(Way::id).collect(Collectors.joining(", ")));
    }
    return objection(given.person(), given.channel(), given.reason());
  }

  private static Optional<String> objection(String person, String channel, String reason) {
    if (person.isBlank()) {
      return Optional.of("a decision names the person who made it");
    }
    if (person.length() > LONGEST_NAME
        || channel.length() > LONGEST_NAME
        || reason.length() > LONGEST_REASON) {
      return Optional.of(
          "a name has at most " + LONGEST_NAME + " characters, and a reason " + LONGEST_REASON);
    }
    if (!Decision.fitsOneLine(person) || !Decision.fitsOneLine(channel)) {
      return Optional.of("a name is one line without control characters");
    }
    return Optional.empty();
  }

  private static String brief(String hash) {
    return hash.isEmpty() ? "none" : hash.substring(0, Math.min(12, hash.length()));
  }
}
