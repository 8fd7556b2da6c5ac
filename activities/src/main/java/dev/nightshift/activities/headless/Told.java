package dev.nightshift.activities.headless;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What an agent's stream has told so far. {@code ended} once its last line came; {@code failed} and
 * {@code why} are what that line says of itself, {@code denied} the tools that it was not let use.
 */
record Told(
    String session,
    String words,
    boolean ended,
    boolean failed,
    String why,
    double dollars,
    List<String> denied) {
  static final Told NOTHING = new Told("", "", false, false, "", 0, List.of());

  Told {
    session = requireNonNullElse(session, "");
    words = requireNonNullElse(words, "");
    why = requireNonNullElse(why, "");
    denied = denied == null ? List.of() : List.copyOf(denied);
  }

  Told in(String other) {
    return other.isEmpty() ? this : new Told(other, words, ended, failed, why, dollars, denied);
  }

  Told saying(String other) {
    return other.isBlank() ? this : new Told(session, other, ended, failed, why, dollars, denied);
  }

  /** A trouble that it may get over. */
  Told troubled(String other) {
    return new Told(session, words, ended, failed, other, dollars, denied);
  }

  Told done() {
    return new Told(session, words, true, false, "", dollars, denied);
  }

  Told failed(String other) {
    return new Told(session, words, true, true, other, dollars, denied);
  }

  Told costing(double other, List<String> notLet) {
    return new Told(session, words, ended, failed, why, other, notLet);
  }
}
