package dev.nightshift.activities.tools;

/** Something is not done, and the agent is told why. */
final class Declined extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean forbidden;

  private Declined(String why, boolean forbidden) {
    super(why, null, false, false);
    this.forbidden = forbidden;
  }

  /** It may not be done. */
  static Declined forbidden(String why) {
    return new Declined(why, true);
  }

  /** It cannot be done with these arguments. */
  static Declined cannot(String why) {
    return new Declined(why, false);
  }

  boolean isForbidden() {
    return forbidden;
  }
}
