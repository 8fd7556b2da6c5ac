package dev.nightshift.workflows.values;

/**
 * How far an agent may go in one session, tries and crashes included. What is zero or less is the
 * default; {@code silentSeconds} is how long its model may say nothing.
 */
public record Leash(double dollars, long tokens, int turns, int seconds, int silentSeconds) {
  public Leash {
    dollars = dollars > 0 ? dollars : 5;
    tokens = tokens > 0 ? tokens : 2_000_000;
    turns = turns > 0 ? turns : 60;
    seconds = seconds > 0 ? seconds : 1800;
    silentSeconds = silentSeconds > 0 ? silentSeconds : 120;
  }

  /**
   * What is left of it for somebody else after this was used and so many seconds are left: never
   * nothing, which would be the default.
   */
  public Leash after(Usage used, long secondsLeft) {
    return new Leash(
        Math.max(dollars - used.dollars(), 0.000_001),
        Math.max(tokens - used.inputTokens() - used.outputTokens(), 1),
        (int) Math.max(turns - used.turns(), 1),
        (int) Math.max(secondsLeft, 1),
        silentSeconds);
  }

  public static Leash standard() {
    return new Leash(0, 0, 0, 0, 0);
  }
}
