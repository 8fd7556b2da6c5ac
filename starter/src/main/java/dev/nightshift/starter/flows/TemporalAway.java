package dev.nightshift.starter.flows;

/** Temporal did not answer in time. What was asked may be asked again: nothing is done twice. */
public final class TemporalAway extends RuntimeException {
  public TemporalAway(Throwable cause) {
    super(
        "Temporal does not answer. Is its server running, and is TEMPORAL_ADDRESS right?"
            + " Try again when it is there.",
        cause);
  }

  private TemporalAway(String message) {
    super(message);
  }

  private TemporalAway(String message, Throwable cause) {
    super(message, cause);
  }

  /** It is there, and does not know us: as good as away until somebody puts that right. */
  static TemporalAway refusing(String says, Throwable cause) {
    return new TemporalAway(
        "Temporal refuses: "
            + says.replaceFirst("\\.$", "")
            + ". Are TEMPORAL_NAMESPACE and what lets you in right?",
        cause);
  }

  /** It is there, and has more to begin than it can. */
  static TemporalAway busy() {
    return new TemporalAway("Temporal takes no more just now. Try again.");
  }
}
