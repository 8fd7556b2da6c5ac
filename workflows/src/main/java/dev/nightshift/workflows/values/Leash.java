package dev.nightshift.workflows.values;

/**
 * How far an agent may go in one session, tries and crashes included. What is zero or less is the
 * default; {@code silentSeconds} is how long its model may say nothing; {@code granted} where it
 * was set aside in its project's day.
 */
public record Leash(
    double dollars, long tokens, int turns, int seconds, int silentSeconds, boolean granted) {
  /** Nothing would be the default. */
  private static final double LEAST = 0.000_001;

  /** It has yet to be asked for. */
  public Leash(double dollars, long tokens, int turns, int seconds, int silentSeconds) {
    this(dollars, tokens, turns, seconds, silentSeconds, false);
  }

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
    return after(Effort.of(used, seconds - secondsLeft));
  }

  /** What is left of it after that was used, by the same rule. */
  public Leash after(Effort used) {
    return new Leash(
        Math.max(dollars - used.dollars(), LEAST),
        Math.max(tokens - used.tokens(), 1),
        (int) Math.max(turns - used.turns(), 1),
        (int) Math.max(seconds - used.seconds(), 1),
        silentSeconds,
        granted);
  }

  /** With what was set aside for it; of what nothing was, it keeps what it has. */
  public Leash granted(Effort set) {
    return new Leash(
        Math.max(set.dollars(), LEAST),
        set.tokens() > 0 ? set.tokens() : tokens,
        set.turns() > 0 ? (int) set.turns() : turns,
        set.seconds() > 0 ? (int) set.seconds() : seconds,
        silentSeconds,
        true);
  }

  public static Leash standard() {
    return new Leash(0, 0, 0, 0, 0);
  }
}
