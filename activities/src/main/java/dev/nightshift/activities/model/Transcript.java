package dev.nightshift.activities.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was said in a session, for people who watch it. */
public final class Transcript {
  /** Who follows a talk reads no files in it; what the agent itself says is told whole. */
  private static final int LONGEST = 2_000;

  private Transcript() {}

  /** Whose words: the agent's, a tool's that it used, or ours to it. */
  public record Line(String who, String text) {}

  /** Nothing of what another engine than a model left: it is in words of its own. */
  public static List<Line> of(BlobRef conversation, Blobs blobs) {
    if (conversation == null || !conversation.name().equals(Asking.CONVERSATION)) {
      return List.of();
    }
    try {
      return lines(
          Converter.json().readValue(blobs.readText(conversation), Conversation.class).rounds());
    } catch (JsonProcessingException broken) {
      throw ErrorKind.UNREADABLE.failure("what was said is not the JSON that was kept", broken);
    }
  }

  private static List<Line> lines(List<Round> rounds) {
    List<Line> lines = new ArrayList<>();
    for (Round round : rounds) {
      if (!round.text().isBlank()) {
        lines.add(new Line("agent", round.text()));
      }
      // Whoever watches has seen the calls when what they gave comes: it stands behind them all.
      round.calls().forEach(call -> lines.add(line("agent", call.tool() + " " + call.arguments())));
      Map<String, Asked> calls = round.callsById();
      for (Gave gave : round.gave()) {
        String tool = calls.containsKey(gave.id()) ? calls.get(gave.id()).tool() : "";
        lines.add(line(tool, Quotation.unquoted(gave.text())));
      }
      if (!round.told().isBlank()) {
        lines.add(line("nightshift", round.told()));
      }
    }
    return lines;
  }

  private static Line line(String who, String text) {
    return new Line(who, text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…");
  }
}
