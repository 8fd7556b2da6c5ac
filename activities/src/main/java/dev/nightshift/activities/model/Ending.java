package dev.nightshift.activities.model;

import dev.nightshift.workflows.ports.Models.Stop;

/** The ways in which a whole answer ends, alike for all APIs. */
final class Ending {
  private static final String WAS_CUT =
      "This was cut off at the most that you may say at once. Go on in smaller steps: a call that"
          + " you had begun was not made.";

  private Ending() {}

  static Answer said(Round round) {
    return new Answer(round, round.calls().isEmpty() ? Stop.DONE : Stop.CALLS);
  }

  /** Only its words are kept: half a call is none, and half a thought is refused. */
  static Answer cut(String by, String text) {
    return new Answer(Round.words(by, text, WAS_CUT), Stop.LENGTH);
  }

  static Answer refused(String by, String text) {
    return new Answer(Round.words(by, text, ""), Stop.REFUSED);
  }
}
