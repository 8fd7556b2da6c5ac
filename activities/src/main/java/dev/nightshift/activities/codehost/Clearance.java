package dev.nightshift.activities.codehost;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Publication;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Ruling;
import java.util.stream.Collectors;

/**
 * The last check before anything leaves. A flow carries its terms, but whoever reaches the task
 * queue could carry looser ones: of the flow's policy and the configuration's, the stricter counts,
 * and the gate looks at the blobs again.
 */
public final class Clearance {
  private static final String DRAFT_FIRST =
      "nobody has agreed, and the policy is to open a draft first";

  private final Decisions decisions;
  private final Gate gate;

  public Clearance(Decisions decisions, Gate gate) {
    this.decisions = decisions;
    this.gate = gate;
  }

  public void check(Publication publication, Settings.Project project) {
    checkSubject(publication, project);
    checkDecision(publication, project.policy());
    Ruling ruling = gate.examine(publication.examination());
    if (!ruling.accepted()) {
      throw refused(
          "the gate refuses it: "
              + ruling.refusals().stream()
                  .map(Ruling.Refusal::toString)
                  .collect(Collectors.joining("; ")));
    }
    if (!ruling.ask().isEmpty() && publication.decision() == null) {
      throw refused("nobody has agreed, and " + ruling.ask());
    }
  }

  /** The same where nothing but a person's word is wanted any more. */
  public void checkAgreed(Publication publication, Settings.Project project) {
    if (publication.decision() == null) {
      throw refused("nobody has agreed that the draft is ready");
    }
    check(publication, project);
  }

  /** The same, and that nothing is opened as ready which was to be a draft first. */
  public void checkPull(Publication publication, boolean draft, Settings.Project project) {
    check(publication, project);
    Policy carried = publication.examination().policy();
    boolean drafts =
        project.policy().publish() == Publish.DRAFT
            || (carried != null && carried.publish() == Publish.DRAFT);
    if (publication.decision() == null && drafts && !draft) {
      throw refused(DRAFT_FIRST);
    }
  }

  /** What is published, what the gate examines and what was verified must be one thing. */
  private static void checkSubject(Publication publication, Settings.Project project) {
    if (publication.patched() == null || publication.patched().patch() == null) {
      throw ErrorKind.BAD_INPUT.failure("there is no patch to publish");
    }
    if (publication.examination() == null
        || !publication.patched().equals(publication.examination().patched())) {
      throw refused("what the gate examined is not what would be published");
    }
    if (!publication.patched().repository().equals(project.repository())) {
      throw refused(
          "the project lives in "
              + project.repository()
              + ", not in "
              + publication.patched().repository());
    }
    if (!verification(publication).equals(verified(publication.examination()))) {
      throw refused("the result that was verified is not the one that was decided on");
    }
  }

  private void checkDecision(Publication publication, Policy configured) {
    Policy carried = publication.examination().policy();
    Policy terms = carried == null ? Policy.standard() : carried;
    Decision decision = publication.decision();
    if (terms.publish() == Publish.SUGGEST || configured.publish() == Publish.SUGGEST) {
      throw refused("the policy is to suggest only");
    }
    if (decision == null) {
      if (terms.publish() == Publish.ASK || configured.publish() == Publish.ASK) {
        throw refused("nobody has agreed, and the policy is to ask");
      }
      if (terms.publish() == Publish.PUBLISH && configured.publish() == Publish.DRAFT) {
        throw refused(DRAFT_FIRST);
      }
      return;
    }
    if (!decision.approves()) {
      throw refused("the decision of " + decision.person() + " is not a yes");
    }
    if (!decision.patchHash().equals(publication.patched().patch().sha256())) {
      throw refused("the decision of " + decision.person() + " is about another patch");
    }
    if (decision.signature().isEmpty()) {
      if (!terms.unsignedDecisions() || !configured.unsignedDecisions()) {
        throw refused(
            "the decision is not signed, and the policy takes signed ones only;"
                + " decide on the board or the command line");
      }
      return;
    }
    if (!decisions.verify(
        publication.workflow(),
        publication.patched().base(),
        verification(publication),
        decision)) {
      throw refused(
          "the signature under the decision of " + decision.person() + " is not the starter's");
    }
  }

  private static String verification(Publication publication) {
    return publication.verification() == null ? "" : publication.verification();
  }

  /** The proof's name, as the flow makes it: the results of the patched run. */
  private static String verified(Gate.Examination examination) {
    return examination.after() == null || examination.after().runResults() == null
        ? ""
        : examination.after().runResults().sha256();
  }

  private static RuntimeException refused(String why) {
    return ErrorKind.REFUSED.failure("nothing was published: " + why);
  }
}
