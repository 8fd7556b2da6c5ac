package dev.nightshift.activities.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.report.Brief;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message as Slack takes it: blocks, and the words that a notification shows. */
record Rendered(String text, String blocks) {
  /** What stands at the top of a thread: how things are, and what can be done about it. */
  static Rendered head(Message message, Optional<Brief> brief) {
    List<Object> blocks = new ArrayList<>();
    blocks.add(section("*" + standing(message.matter()) + Escaped.text(message.project()) + "*"));
    blocks.add(section(words(message)));
    brief.ifPresent(night -> blocks.addAll(InBrief.blocks(night, message.matter())));
    if (message.matter() == Matter.QUESTION) {
      blocks.addAll(Asking.blocks(message));
    }
    blocks.add(Map.of("type", "context", "elements", List.of(marked(footer(message)))));
    return rendered(message, blocks);
  }

  /** What was added below, which the people of the thread are told of. */
  static Rendered reply(Message message) {
    return rendered(message, List.of(section(words(message))));
  }

  private static Rendered rendered(Message message, List<Object> blocks) {
    try {
      return new Rendered(
          Escaped.text(message.project() + ": " + message.text()),
          Converter.json().writeValueAsString(blocks));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are JSON", impossible);
    }
  }

  private static String standing(Matter matter) {
    return switch (matter) {
      case QUESTION -> "A person is asked: ";
      case ENDING -> "Done: ";
      case NOTE -> "";
    };
  }

  private static String words(Message message) {
    String link = Escaped.link(message.link(), "Look at it");
    String said = Escaped.text(message.text(), 1_800);
    return link.isEmpty() ? said : said + "\n" + link;
  }

  private static String footer(Message message) {
    String flow = "`" + Escaped.text(message.thread().replace('`', '\''), 400) + "`";
    return message.patch().isEmpty() ? flow : flow + ", patch " + brief(message.patch());
  }

  private static String brief(String hash) {
    return Escaped.text(hash.substring(0, Math.min(12, hash.length())));
  }

  static Map<String, Object> section(String text) {
    return Map.of("type", "section", "text", marked(text.isBlank() ? "…" : text));
  }

  /** Verbatim, or Slack would look for names and addresses in it. */
  private static Map<String, Object> marked(String text) {
    return Map.of("type", "mrkdwn", "text", text, "verbatim", true);
  }
}
