package dev.nightshift.workflows.agent;

/** The words for why a session stopped. */
final class Ending {
  /** It said its last word, and left a patch. */
  static final String DONE = "done";

  /** It said its last word, and left none. */
  static final String GAVE_UP = "gave_up";

  /** What it may spend was spent, or its time was over. */
  static final String BUDGET = "budget";

  /** The model will not do this. */
  static final String REFUSED = "refused";

  /** It went in circles. */
  static final String CIRCLES = "circles";

  /** There was more to say than the model can hold. */
  static final String TOO_LONG = "too_long";

  /** There is no model, or it does not answer. */
  static final String FAILED = "failed";

  private Ending() {}
}
