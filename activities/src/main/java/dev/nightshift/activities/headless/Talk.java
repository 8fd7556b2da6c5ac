package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.prompt.Quotation;
import java.util.List;
import java.util.function.BiFunction;

/** One sitting with an agent: what it is told on its standard input, and what its lines mean. */
interface Talk extends AutoCloseable {
  Command.Input input();

  /** What is known after one more line of its stream. */
  Told heard(Told before, JsonNode event);

  /** What is known after a line that is no part of the stream. */
  default Told noise(Told before) {
    return before;
  }

  /** The same for people. */
  default List<Line> lines(JsonNode event) {
    return List.of();
  }

  /** What was begun, and can come to no end any more. */
  default List<Line> unsaid() {
    return List.of();
  }

  /** What an event says to people, in lines. */
  interface Lines {
    List<Line> of(JsonNode event);
  }

  /** It is asked to end by itself, from another thread; whoever asks does not wait for ever. */
  default void stop(Control control) {
    control.interrupt();
  }

  /** Nothing more is said. */
  @Override
  default void close() {}

  /** Nobody reads more in one piece. */
  int LONGEST = 20_000;

  /** Adds a message, where there is one. */
  static void said(String words, List<Line> lines) {
    String plain = Quotation.plain(words).strip();
    if (!plain.isEmpty()) {
      lines.add(Line.said(plain.substring(0, Math.min(LONGEST, plain.length()))));
    }
  }

  /** What a tool of ours is called where there are no others. */
  static String plain(String tool) {
    String ours = "mcp__" + ToolDoor.NAME + "__";
    return tool.startsWith(ours) ? tool.substring(ours.length()) : tool;
  }

  /** The text of a content, in one piece or in several. */
  static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }

  /** Says all at once and listens to the end. */
  static Talk of(String words, BiFunction<Told, JsonNode, Told> meaning, Lines lines) {
    return new Talk() {
      @Override
      public Command.Input input() {
        return Command.Input.of(words);
      }

      @Override
      public Told heard(Told before, JsonNode event) {
        return meaning.apply(before, event);
      }

      @Override
      public List<Line> lines(JsonNode event) {
        return lines.of(event);
      }
    };
  }
}
