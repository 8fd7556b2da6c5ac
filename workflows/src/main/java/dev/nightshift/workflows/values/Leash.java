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

  public static Leash standard() {
    return new Leash(0, 0, 0, 0, 0);
  }
}
