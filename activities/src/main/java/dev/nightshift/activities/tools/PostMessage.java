package dev.nightshift.activities.tools;

import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Privacy;
import java.util.List;
import java.util.stream.Stream;

/** A word to people, in the agent's channel or the project's, and in no other. */
final class PostMessage implements Tool {
  private static final String NAME = "post_slack_message";

  /** What a channel shows of a message at most. */
  private static final int LONGEST = 1_700;

  private final AgentFiles agents;
  private final Chat chat;

  PostMessage(AgentFiles agents, Chat chat) {
    this.agents = agents;
    this.chat = chat;
  }

  @Override
  public ToolShape shape() {
    return new ToolShape(
        NAME,
        "Says something to the people of your channel, under your name. For what somebody must"
            + " know now; your answer reaches whoever asked you anyway.",
        Schema.of()
            .text("text", "What to say, in at most " + LONGEST + " characters.")
            .optionalText("channel", "Without it, yours.")
            .json());
  }

  @Override
  public Place place() {
    return Place.TELLS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    Use use = desk.use();
    Policy policy = desk.project().policy();
    AgentFile who = agents.of(use.workspace()).working(use.role());
    String channel = channel(arguments, who, policy);
    Privacy privacy = policy.privacy();
    if (privacy.model().compareTo(privacy.chat()) > 0) {
      throw Declined.forbidden(
          "you may see more of the rows than may be shown in a channel (privacy.model,"
              + " privacy.chat), so you say nothing there");
    }
    String text = arguments.text("text").strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw Declined.cannot("a message has 1 to " + LONGEST + " characters");
    }
    String place =
        chat.post(
            new Chat.Message(
                // Of its own account: what it says keeps no ending of a night from being told.
                use.workspace().project() + "/agents",
                channel,
                use.key(),
                use.key(),
                "«" + who.name() + "», an agent: " + Quotation.plain(text)));
    return place.isEmpty()
        ? "It was left out: enough was said in #" + channel + " today."
        : "It is said in #" + channel + ".";
  }

  private static String channel(Arguments arguments, AgentFile who, Policy policy) {
    List<String> own =
        Stream.of(who.channel(), policy.channel())
            .map(PostMessage::plain)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    String wanted = arguments.optional("channel").map(PostMessage::plain).orElse("");
    if (wanted.isEmpty()) {
      return own.get(0);
    }
    if (!own.contains(wanted)) {
      throw Declined.forbidden(
          "#" + wanted + " is not yours to write to; that is #" + String.join(", #", own));
    }
    return wanted;
  }

  private static String plain(String channel) {
    return channel.strip().replaceFirst("^#", "");
  }
}
