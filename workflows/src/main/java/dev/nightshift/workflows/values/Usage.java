package dev.nightshift.workflows.values;

import java.util.Locale;

/** What an agent's work cost. */
public record Usage(long inputTokens, long outputTokens, long turns, double dollars) {
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        turns + other.turns,
        dollars + other.dollars);
  }

  /** Behind what was done, for lists; empty for what cost nothing. */
  public String told() {
    return dollars > 0 ? String.format(Locale.ROOT, ", $%.4f", dollars) : "";
  }
}
