package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/** The story of one failed run. */
public final class RemediationFlow extends ApprovedFlow implements Remediation {
  private final RemediationRequest request;
  private final Ports ports;
  private final Succession succession;
  private final Lookout lookout;
  private final CauseClaims claims;
  private final Telling telling;
  private final Retelling retelling;
  private final Publishing publishing;
  private final Conclusion conclusion;
  private final Reading reading;
  private final SandboxTrial trial;
  private Arrival arrival;
  private FailureSummary summary;
  private Case subject;
  private Findings ours;
  private Attempt known;

  @WorkflowInit
  public RemediationFlow(RemediationRequest request) {
    super(new Trail("remediation", request.project(), "run " + request.run()), request.policy());
    this.request = request;
    this.ports = new Ports(request.pace());
    this.succession = new Succession(request, ports, trail);
    this.lookout = new Lookout(request, ports.claims, succession);
    this.claims = new CauseClaims(request.project(), ports.claims, succession, lookout);
    this.telling = new Telling(request, ports.chat, trail);
    this.publishing = new Publishing(request, ports, trail, claims, lookout);
    this.retelling = new Retelling(request.project(), ports.claims, trail);
    this.conclusion =
        new Conclusion(request, ports.reports, telling, trail, claims, publishing, retelling);
    this.reading = new Reading(request, ports, trail);
    this.trial = new SandboxTrial(request, ports, trail, claims::taken);
  }

  @Override
  public RemediationOutcome run(RemediationRequest same) {
    introduce();
    try {
      return story();
    } catch (ActivityFailure | ChildWorkflowFailure | CanceledFailure failure) {
      if (CancellationScope.current().isCancelRequested()) {
        publishing.abandon();
        throw failure;
      }
      RemediationOutcome outcome = conclusion.stopped(account(), Reasons.why(failure));
      if (ErrorKind.isDefect(failure)) {
        throw failure;
      }
      return outcome;
    } finally {
      succession.end();
    }
  }

  @Override
  public void overtake(Newer later) {
    succession.heard(later);
  }

  @Override
  public void gaveWay(String earlier) {
    succession.heardEnd(earlier);
  }

  @Override
  public void settled() {
    publishing.heardSettled();
  }

  @Override
  protected boolean isOvertaken() {
    return succession.newer() != null || publishing.isSettled();
  }

  private RemediationOutcome story() {
    try {
      arrival = Arrival.of(request, ports, trail);
      if (!arrival.isTurnedAway()) {
        succession.begin(arrival.run());
        summary = reading.summary(arrival.artifacts());
        arrival = arrival.dated(request, summary);
      }
      if (arrival.isTurnedAway()) {
        return conclusion.turnedAway(arrival.objection(), Account.NOTHING);
      }
      lookout.arrived(arrival, summary);
    } catch (ActivityFailure failure) {
      return conclusion.cannotBeRead(Reasons.unreadable(failure));
    }
    if (summary.nothingFailed()) {
      succession.passed(request, summary);
      return conclusion.nothingFailed(summary);
    }
    succession.begin(request, summary);
    Reading.Code code = reading.code(arrival.commit());
    if (code.isGone()) {
      return conclusion.turnedAway(code.objection(), account());
    }
    subject = reading.subject(summary, code.workspace());
    known = Attempt.none(reading.findings(subject));
    tryToFix();
    return conclude();
  }

  /** What a person answers may change it all: then it is concluded anew. */
  private RemediationOutcome conclude() {
    List<Asked> open = Questions.of(known.findings().causes());
    if (isOvertaken() && (known.publishable() || !open.isEmpty())) {
      return overtaken();
    }
    if (known.publishable()) {
      return publish(open);
    }
    if (open.isEmpty()) {
      return conclusion.report(account());
    }
    Reply reply = replied(account(), Question.ofCauses(Questions.toAnswer(open), open));
    if (reply.isSilence() && isOvertaken()) {
      return overtaken();
    }
    return reply.answer().map(this::heard).orElseGet(() -> conclusion.report(account()));
  }

  /** What is known lies there to be read, letters too, before anybody is asked. */
  private Reply replied(Account soFar, Question question) {
    Report report = conclusion.meanwhile(soFar, question);
    known = known.told(report.story());
    trail.enter("approval", "a person decides");
    telling.question(question, soFar.pull(), report.brief());
    return replyTo(question, report, () -> telling.reminder("Still waiting: " + question.says()));
  }

  /** What the fix left open is asked all the same; what it calls for comes with the next look. */
  private void hearTheRest(Account soFar, String headline) {
    List<Asked> open = Questions.of(known.findings().causes());
    while (!open.isEmpty() && !isOvertaken()) {
      Question question = Question.ofCauses(headline + " " + Questions.toAnswer(open), open);
      Optional<Answer> answer = replied(soFar.with(known), question).answer();
      if (answer.isEmpty()) {
        return;
      }
      noted(answer.get());
      open = Questions.of(known.findings().causes());
    }
  }

  private void noted(Answer answer) {
    claims.hear(known, answer);
    known = known.with(Questions.noted(known.findings(), answer));
  }

  private RemediationOutcome overtaken() {
    return conclusion.overtaken(account(), succession.newer());
  }

  private Account account() {
    return Account.of(summary, known, arrival == null ? "" : arrival.link(), trial.spent());
  }

  private RemediationOutcome heard(Answer answer) {
    claims.hear(known, answer);
    boolean edit = Questions.callsForAnEdit(ours, answer);
    ours = Questions.answered(ours, answer);
    known = known.with(Questions.answered(known.findings(), answer));
    if (edit) {
      known = Attempt.none(ours);
      tryToFix();
    }
    return conclude();
  }

  private void introduce() {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet("remediation"),
        Attributes.PROJECT.valueSet(request.project()),
        Attributes.REPOSITORY.valueSet(request.repository()));
  }

  private void tryToFix() {
    ours = claims.taken(known.findings());
    known = retelling.marked(trial.of(subject, ours));
    claims.releaseGone(ours, known);
    List<Cause> causes = known.findings().causes();
    Workflow.upsertTypedSearchAttributes(
        Attributes.VERDICT.valueSet(Causes.counted(causes)),
        Attributes.CAUSE.valueSet(
            Attributes.fitting(causes.stream().map(Cause::kind).distinct().toList())));
  }

  private RemediationOutcome publish(List<Asked> open) {
    Publish how = known.ruling().publish(request.policy().publish());
    if (how != Publish.SUGGEST && publishing.isFull()) {
      claims.releaseMended(known);
      hearTheRest(account(), Conclusion.IN_THE_REPORT);
      return conclusion.held(account());
    }
    return switch (how) {
      case ASK -> asked(open);
      case SUGGEST -> {
        conclusion.noteSuggested(account());
        hearTheRest(account(), Conclusion.IN_THE_REPORT);
        yield conclusion.suggested(account());
      }
      case DRAFT -> drafted();
      case PUBLISH -> published(null);
    };
  }

  private RemediationOutcome published(Decision decision) {
    Pull pull = publishing.open(account().by(decision), false);
    Account out = account().by(decision).with(pull);
    hearTheRest(out, Conclusion.green(out, pull));
    return conclusion.published(account().by(decision), pull);
  }

  private RemediationOutcome asked(List<Asked> open) {
    Reply reply = replied(account(), Questions.toDecide("Publish a fix of", known, open));
    if (reply.isSilence() && isOvertaken()) {
      return overtaken();
    }
    if (reply.answer().isPresent()) {
      return heard(reply.answer().get());
    }
    if (reply.decision().isEmpty()) {
      return conclusion.expired(account());
    }
    Decision decision = reply.decision().get();
    if (!decision.approves()) {
      return foundAnother(decision) ? conclude() : conclusion.rejected(account().by(decision));
    }
    return published(decision);
  }

  /** A reason is something to begin with; a bare no ends it. */
  private boolean foundAnother(Decision no) {
    if (no.reason().isBlank()) {
      return false;
    }
    Optional<Attempt> other =
        trial.again(subject, ours, known, no.person() + " said no: " + no.reason());
    other.ifPresent(attempt -> known = retelling.marked(attempt));
    return other.isPresent();
  }

  private RemediationOutcome drafted() {
    Pull draft = publishing.open(account(), true);
    String what = "Ready for review? Draft " + draft.number() + " is a fix of";
    Reply reply;
    do {
      List<Asked> open = Questions.of(known.findings().causes());
      reply = replied(account().with(draft), Questions.toDecide(what, known, open));
      reply.answer().ifPresent(this::noted);
    } while (reply.answer().isPresent());
    Optional<Decision> decision = reply.decision();
    if (decision.isEmpty()) {
      return succession.newer() == null ? conclusion.draftUndecided(account()) : overtaken();
    }
    Account decided = account().by(decision.get());
    if (decision.get().approves()) {
      return conclusion.draftReady(decided);
    }
    return foundAnotherToDraft(decision.get()) ? drafted() : conclusion.draftRejected(decided);
  }

  /** What a person merged or closed meanwhile stays as they left it. */
  private boolean foundAnotherToDraft(Decision no) {
    return !no.reason().isBlank()
        && publishing.isStillOpen()
        && foundAnother(no)
        && known.ruling().publish(request.policy().publish()) == Publish.DRAFT
        && publishing.isStillOpen();
  }
}
