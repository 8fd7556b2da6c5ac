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
        usage.dollars(), sum(usage.inputTokens(), usage.outputTokens()), usage.turns(), seconds);
  }

  /** All that so many engines may use on this leash; its money is for all of them. */
  public static Effort of(Leash leash, int engines) {
    Effort all =
        new Effort(
            leash.dollars(),
            leash.tokens() * engines,
            (long) leash.turns() * engines,
            (long) leash.seconds() * engines);
    return leash.inAll() == null ? all : all.within(leash.inAll(), NONE);
  }

  /** The same where no more than that is allowed; where it says nothing, what they allow. */
  public Effort atMost(Limits limits) {
    return new Effort(
        dollars,
        tokens > 0 ? within(limits, NONE).tokens : limits.tokens(),
        turns > 0 ? within(limits, NONE).turns : limits.turns(),
        seconds > 0 ? within(limits, NONE).seconds : limits.seconds());
  }

  public Effort plus(Effort other) {
    return new Effort(
        dollars + other.dollars,
        sum(tokens, other.tokens),
        sum(turns, other.turns),
        sum(seconds, other.seconds));
  }

  /** Whatever a server counts, there is no less for it. */
  private static long sum(long one, long other) {
    long all = one + other;
    return one > 0 && other > 0 && all < 0 ? Long.MAX_VALUE : all;
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

  /** Only what somebody set a limit to. */
  public Effort of(Limits limits) {
    return new Effort(
        dollars,
        limits.tokens() > 0 ? tokens : 0,
        limits.turns() > 0 ? turns : 0,
        limits.seconds() > 0 ? seconds : 0);
  }

  private static double left(double wanted, double rest) {
    return Math.max(0, Math.min(wanted, rest));
  }

  private static long left(long wanted, long rest) {
    return Math.max(0, Math.min(wanted, rest));
  }
}
