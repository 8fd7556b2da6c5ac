package dev.nightshift.workflows.values;

/**
 * How far an agent may go in one session, tries and crashes included. What is zero or less is the
 * default; {@code silentSeconds} is how long its model may say nothing; {@code granted} where it
 * was set aside in its project's day. {@code inAll} is what was said for all engines of the session
 * together, or null where nothing was: each has the rest for itself.
 */
public record Leash(
    double dollars,
    long tokens,
    int turns,
    int seconds,
    int silentSeconds,
    boolean granted,
    Limits inAll) {
  /** Nothing would be the default. */
  private static final double LEAST = 0.000_001;

  /** It has yet to be asked for. */
  public Leash(double dollars, long tokens, int turns, int seconds, int silentSeconds) {
    this(dollars, tokens, turns, seconds, silentSeconds, false, null);
  }

  public Leash {
    dollars = dollars > 0 ? dollars : 5;
    tokens = tokens > 0 ? tokens : 2_000_000;
    turns = turns > 0 ? turns : 60;
    seconds = seconds > 0 ? seconds : 1800;
    silentSeconds = silentSeconds > 0 ? silentSeconds : 120;
  }

  /**
   * What is left of it for somebody else, in all, after this was used and so many seconds are left:
   * never nothing, which would be the default.
   */
  public Leash after(Usage used, long secondsLeft) {
    Limits left =
        new Limits(
            Math.max(dollars - used.dollars(), LEAST),
            Math.max(tokens - used.inputTokens() - used.outputTokens(), 1),
            (int) Math.max(turns - used.turns(), 1),
            (int) Math.max(secondsLeft, 1));
    return new Leash(
        left.dollars(), left.tokens(), left.turns(), left.seconds(), silentSeconds, granted, left);
  }

  /** The same with less money. */
  public Leash less(double spent) {
    return new Leash(
        Math.max(dollars - spent, LEAST), tokens, turns, seconds, silentSeconds, granted, inAll);
  }

  /** With so much money, which was set aside for it. */
  public Leash granted(double set) {
    return new Leash(Math.max(set, LEAST), tokens, turns, seconds, silentSeconds, true, inAll);
  }

  /** No further than what is left of a share; of what the share says nothing it keeps all. */
  public Leash within(Effort share, Effort used) {
    return new Leash(
        dollars,
        share.tokens() > 0 ? left(tokens, share.tokens() - used.tokens()) : tokens,
        share.turns() > 0 ? (int) left(turns, share.turns() - used.turns()) : turns,
        share.seconds() > 0 ? (int) left(seconds, share.seconds() - used.seconds()) : seconds,
        silentSeconds,
        granted,
        inAll);
  }

  private static long left(long own, long rest) {
    return Math.max(1, Math.min(own, rest));
  }

  public static Leash standard() {
    return new Leash(0, 0, 0, 0, 0);
  }
}
