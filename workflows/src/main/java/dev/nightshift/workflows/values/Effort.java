package dev.nightshift.workflows.values;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What agents use up: money, tokens, turns with a model, and seconds by the clock. */
public record Effort(double dollars, long tokens, long turns, long seconds) {
  public static final Effort NONE = new Effort(0, 0, 0, 0);

  @JsonCreator
  public Effort {}

  /** A number alone is money: what was set aside before the rest was counted. */
  @JsonCreator
  public static Effort ofDollars(double dollars) {
    return new Effort(dollars, 0, 0, 0);
  }

  public static Effort of(Usage usage, long seconds) {
    return new Effort(
        usage.dollars(), usage.inputTokens() + usage.outputTokens(), usage.turns(), seconds);
  }

  /** All that a session on this leash may use. */
  public static Effort of(Leash leash) {
    return new Effort(leash.dollars(), leash.tokens(), leash.turns(), leash.seconds());
  }

  public Effort plus(Effort other) {
    return new Effort(
        dollars + other.dollars,
        tokens + other.tokens,
        turns + other.turns,
        seconds + other.seconds);
  }

  /** What is left of it; less than nothing where more was used. */
  public Effort less(Effort used) {
    return new Effort(
        dollars - used.dollars, tokens - used.tokens, turns - used.turns, seconds - used.seconds);
  }

  /** What of it is left by {@code limits} of which so much was taken: nothing less than nothing. */
  public Effort within(Limits limits, Effort taken) {
    return new Effort(
        limits.dollars() > 0 ? left(dollars, limits.dollars() - taken.dollars) : dollars,
        limits.tokens() > 0 ? left(tokens, limits.tokens() - taken.tokens) : tokens,
        limits.turns() > 0 ? left(turns, limits.turns() - taken.turns) : turns,
        limits.seconds() > 0 ? left(seconds, limits.seconds() - taken.seconds) : seconds);
  }

  private static double left(double wanted, double rest) {
    return Math.max(0, Math.min(wanted, rest));
  }

  private static long left(long wanted, long rest) {
    return Math.max(0, Math.min(wanted, rest));
  }
}
