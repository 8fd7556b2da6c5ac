package dev.nightshift.starter.flows;

import dev.nightshift.workflows.approval.ApprovedFlow;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.remediation.Newer;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Pull;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;

/** A remediation that does nothing but ask. */
public final class AskingFlow extends ApprovedFlow implements Remediation {
  static final List<Asked> OPEN =
      List.of(new Asked("q1", "Which?", List.of(new Way("one", "The one"))));

  @WorkflowInit
  public AskingFlow(RemediationRequest request) {
    super(new Trail("remediation", request.project(), request.run()), request.policy());
  }

  @Override
  public void overtake(Newer later) {}

  @Override
  public void gaveWay(String earlier) {}

  @Override
  public void settled() {}

  @Override
  public RemediationOutcome run(RemediationRequest request) {
    if (request.run().startsWith("fails")) {
      throw ErrorKind.REFUSED.failure("the disk was full");
    }
    if (request.run().endsWith("steps")) {
      Workflow.newActivityStub(Chat.class, Options.publishing(request.pace()))
          .post(new Chat.Message("shop", "", request.run(), "w", "text"));
    }
    if (request.run().startsWith("pulled")) {
      return ended(new Pull(7, "/pulls/7", "", "", "open"), null);
    }
    Optional<Decision> decision = reply(OPEN);
    Workflow.await(Workflow::isEveryHandlerFinished);
    return ended(null, decision.orElse(null));
  }

  private static RemediationOutcome ended(Pull pull, Decision decision) {
    return new RemediationOutcome(
        pull == null && decision == null ? Ending.EXPIRED : Ending.PULL_REQUEST,
        "",
        null,
        null,
        pull,
        null,
        "",
        null,
        null,
        decision,
        null,
        null);
  }

  private Optional<Decision> reply(List<Asked> open) {
    Reply reply =
        replyTo(
            new Question("Publish?", "b", new BlobRef("hash", 1, "p"), "v", open),
            new Report(null, "", null, null, null, null),
            () -> {});
    if (reply.answer().isEmpty()) {
      return reply.decision();
    }
    trail.found(reply.answer().get().person() + " says " + reply.answer().get().option());
    return reply(List.of());
  }
}
