package dev.nightshift.workflows.values;

/** What a team lets a role use in one session; of what is zero or less nothing is said. */
public record Limits(double dollars, long tokens, int turns, int seconds) {
  public static final Limits NONE = new Limits(0, 0, 0, 0);

  /** With so much money at the most; zero where nobody said how much. */
  public Leash leash(double most) {
    double money = most > 0 && dollars > 0 ? Math.min(most, dollars) : Math.max(most, dollars);
    return new Leash(money, tokens, turns, seconds, 0);
  }
}
