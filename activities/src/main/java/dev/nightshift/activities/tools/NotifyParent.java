package dev.nightshift.activities.tools;

import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;

/** Words for whoever gave the task, which reach them however the session ends. */
final class NotifyParent implements Tool {
  private static final int LONGEST = 1_000;

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "notify_parent_session",
        "Keeps words for whoever gave you this task: they stand before your last answer, and reach"
            + " them too where you are stopped before it.",
        Schema.of()
            .text("message", "What you found, in at most " + LONGEST + " characters.")
            .json());
  }

  @Override
  public Place place() {
    return Place.READS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    String message = arguments.text("message").strip();
    if (message.isEmpty() || message.length() > LONGEST) {
      throw Declined.cannot("a message has 1 to " + LONGEST + " characters");
    }
    desk.tell(message);
    return "It is kept for whoever asked you.";
  }
}
