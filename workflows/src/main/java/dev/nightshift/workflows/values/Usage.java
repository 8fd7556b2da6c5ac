package dev.nightshift.workflows.values;

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
}
