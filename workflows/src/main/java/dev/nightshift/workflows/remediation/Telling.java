package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.approval.ApprovedFlow.Question;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;

/**
 * What a remediation tells people in the chat: one thread, which stands as its last word says. A
 * chat that takes nothing undoes nothing: a question stands on the board as well.
 */
final class Telling {
  private final RemediationRequest request;
  private final Chat chat;
  private final Trail trail;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private String place = "";
  private int questions;

  Telling(RemediationRequest request, Chat chat, Trail trail) {
    this.request = request;
    this.chat = chat;
    this.trail = trail;
  }

  /** Each question of a flow is told once. */
  void question(Question asked, Pull pull, BlobRef brief) {
    questions++;
    String patch = asked.decides() ? asked.patch().sha256() : "";
    post(nth("question"), asked.says(), Matter.QUESTION, patch, pull, asked.asked(), brief);
  }

  void reminder(String text) {
    post(nth("reminder"), text, Matter.NOTE, "", null, List.of(), null);
  }

  void ending(String text, Pull pull, BlobRef brief) {
    post("ending", text, Matter.ENDING, "", pull, List.of(), brief);
  }

  /** Where the thread is, empty where nothing was said. */
  String place() {
    return place;
  }

  private String nth(String what) {
    return questions == 1 ? what : what + "-" + questions;
  }

  private void post(
      String what,
      String text,
      Matter matter,
      String patchHash,
      Pull pull,
      List<Asked> open,
      BlobRef brief) {
    Chat.Message message =
        new Chat.Message(
            request.project(),
            request.policy().channel(),
            workflow + "#" + what,
            workflow,
            text,
            place,
            matter,
            patchHash,
            pull == null ? "" : pull.url(),
            open,
            brief);
    try {
      String thread = chat.post(message);
      place = place.isEmpty() ? thread : place;
    } catch (ActivityFailure unheard) {
      if (CancellationScope.current().isCancelRequested()) {
        throw unheard;
      }
      trail.found("Nobody was told: " + ErrorKind.messageOf(unheard));
    }
  }
}
