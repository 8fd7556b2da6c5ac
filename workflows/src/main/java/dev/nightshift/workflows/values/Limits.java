package dev.nightshift.workflows.values;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a team lets agents use: a role in one session, all of a run, all of a day; of what is zero
 * or less nothing is said.
 */
public record Limits(double dollars, long tokens, int turns, int seconds) {
  public static final Limits NONE = new Limits(0, 0, 0, 0);

  @JsonCreator
  public Limits {}

  /** A number alone is money, of which alone something was said before. */
  @JsonCreator
  public static Limits ofDollars(double dollars) {
    return new Limits(dollars, 0, 0, 0);
  }

  /** The same with so much money. */
  public Limits with(double money) {
    return new Limits(money, tokens, turns, seconds);
  }

  /** Itself, or null where nothing is said. */
  public Limits orNull() {
    return equals(NONE) ? null : this;
  }

  /** What is left of it after so much was used: never nothing, of which nothing would be said. */
  public Limits after(Effort used) {
    return new Limits(
        dollars > 0 ? Math.max(dollars - used.dollars(), 0.01) : 0,
        tokens > 0 ? Math.max(tokens - used.tokens(), 1) : 0,
        turns > 0 ? (int) Math.max(turns - used.turns(), 1) : 0,
        seconds > 0 ? (int) Math.max(seconds - used.seconds(), 1) : 0);
  }

  /**
   * What is held to, where so much is left at the most: of what nothing is said the standard is, or
   * less.
   */
  public Limits within(Limits most) {
    Leash standard = Leash.standard();
    return new Limits(
        less(dollars, most.dollars),
        most.tokens > 0 ? less(tokens > 0 ? tokens : standard.tokens(), most.tokens) : tokens,
        most.turns > 0
            ? (int) less(turns > 0 ? turns : (long) standard.turns(), most.turns)
            : turns,
        most.seconds > 0
            ? (int) less(seconds > 0 ? seconds : (long) standard.seconds(), most.seconds)
            : seconds);
  }

  /** What both allow; of what one says nothing, what the other says. */
  public Limits least(Limits other) {
    return new Limits(
        less(dollars, other.dollars),
        less(tokens, other.tokens),
        (int) less(turns, (long) other.turns),
        (int) less(seconds, (long) other.seconds));
  }

  private static long less(long one, long other) {
    return one > 0 && other > 0 ? Math.min(one, other) : Math.max(one, other);
  }

  private static double less(double one, double other) {
    return one > 0 && other > 0 ? Math.min(one, other) : Math.max(one, other);
  }

  /** Of what nothing is said each engine of a session has the standard. */
  public Leash leash() {
    return leash(this);
  }

  /** The same for one engine, where that is allowed for all of a session's together. */
  public Leash leash(Limits inAll) {
    return new Leash(dollars, tokens, turns, seconds, 0, false, inAll.orNull());
  }
}
