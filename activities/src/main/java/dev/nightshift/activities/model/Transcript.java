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

  private static final String AGENT = "agent";
  private static final String TALK = "talk.json";

  private Transcript() {}

  /** Whether the agent says something, wants a tool used, a tool gave something, or we told it. */
  public enum Kind {
    SAID,
    CALLED,
    GAVE,
    TOLD
  }

  /**
   * Whose words: the agent's, a tool's that it used, or ours to it. {@code length} is how long the
   * whole is where the text is its beginning; {@code failed} what a tool could not give.
   */
  public record Line(Kind kind, String who, String text, int length, boolean failed) {
    /** The agent's own words. */
    public static Line said(String text) {
      return new Line(Kind.SAID, AGENT, text, text.length(), false);
    }

    /** What it wants used, and how. */
    public static Line called(String tool, String arguments) {
      return beginning(Kind.CALLED, AGENT, tool + " " + arguments, false);
    }

    /** What that gave. */
    public static Line gave(String tool, String text, boolean failed) {
      return beginning(Kind.GAVE, tool, Quotation.unquoted(text), failed);
    }

    /** Ours. */
    public static Line told(String text) {
      return beginning(Kind.TOLD, "nightshift", text, false);
    }

    private static Line beginning(Kind kind, String who, String whole, boolean failed) {
      String text = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST - 1) + "…";
      return new Line(kind, who, text, whole.length(), failed);
    }
  }

  /** Keeps lines as they are, for engines that are no model of ours. */
  public static BlobRef keep(List<Line> lines, Blobs blobs) {
    try {
      return blobs.put(TALK, Converter.json().writeValueAsBytes(lines));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("what was said could not be written as JSON", broken);
    }
  }

  /** Nothing of what is in words of another engine's own. */
  public static List<Line> of(BlobRef conversation, Blobs blobs) {
    String name = conversation == null ? "" : conversation.name();
    try {
      return switch (name) {
        case Asking.CONVERSATION ->
            lines(
                Converter.json()
                    .readValue(blobs.readText(conversation), Conversation.class)
                    .rounds());
        case TALK ->
            List.of(Converter.json().readValue(blobs.readText(conversation), Line[].class));
        default -> List.of();
      };
    } catch (JsonProcessingException broken) {
      throw ErrorKind.UNREADABLE.failure("what was said is not the JSON that was kept", broken);
    }
  }

  private static List<Line> lines(List<Round> rounds) {
    List<Line> lines = new ArrayList<>();
    for (Round round : rounds) {
      if (!round.text().isBlank()) {
        lines.add(Line.said(round.text()));
      }
      // Whoever watches has seen the calls when what they gave comes: it stands behind them all.
      for (Asked call : round.calls()) {
        lines.add(Line.called(call.tool(), call.arguments()));
      }
      Map<String, Asked> calls = round.callsById();
      for (Gave gave : round.gave()) {
        String tool = calls.containsKey(gave.id()) ? calls.get(gave.id()).tool() : "";
        lines.add(Line.gave(tool, gave.text(), gave.failed()));
      }
      if (!round.told().isBlank()) {
        lines.add(Line.told(round.told()));
      }
    }
    return lines;
  }
}
