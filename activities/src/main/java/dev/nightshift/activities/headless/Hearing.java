package dev.nightshift.activities.headless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.Converter;

/** Listens to an agent's stream. What is no JSON, or was cut, is a sign of life and no more. */
final class Hearing implements LineListener {
  private static final int LONGEST_WORDS = 80;

  private final Agent agent;
  private final Silence silence;
  private volatile Told told = Told.NOTHING;

  Hearing(Agent agent, Silence silence) {
    this.agent = agent;
    this.silence = silence;
  }

  @Override
  public void line(String line) {
    silence.broken();
    try {
      JsonNode event = Converter.json().readTree(line);
      if (event != null && event.isObject() && !told.ended()) {
        told = agent.heard(told, event);
      }
    } catch (JsonProcessingException noise) {
      // A warning among the events, or a line that was too long to be kept.
    }
  }

  Told told() {
    return told;
  }

  @Override
  public String progress() {
    String words = Quotation.plain(told.words()).replace('\n', ' ');
    return words.substring(0, Math.min(LONGEST_WORDS, words.length()));
  }
}
