package dev.nightshift.activities.headless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.Converter;
import java.util.List;

/** Listens to an agent's stream. What is no JSON, or was cut, is a sign of life and no more. */
final class Hearing implements LineListener {
  private static final int LONGEST_WORDS = 80;

  private final Talk talk;
  private final Silence silence;
  private final Minutes minutes;
  private volatile Told told = Told.NOTHING;

  Hearing(Talk talk, Silence silence, Minutes minutes) {
    this.talk = talk;
    this.silence = silence;
    this.minutes = minutes;
  }

  @Override
  public void line(String line) {
    silence.broken();
    try {
      JsonNode event = Converter.json().readTree(line);
      boolean isEvent = event != null && event.isObject();
      if (!told.ended()) {
        minutes.add(isEvent ? talk.lines(event) : List.of());
        told = isEvent ? talk.heard(told, event) : talk.noise(told);
      }
    } catch (JsonProcessingException noise) {
      // A warning among the events, or a line that was too long to be kept.
      told = told.ended() ? told : talk.noise(told);
    }
  }

  /** The agent is asked to end by itself. */
  void stop(Control control) {
    talk.stop(control);
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
