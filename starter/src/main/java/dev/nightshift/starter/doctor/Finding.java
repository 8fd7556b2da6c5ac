package dev.nightshift.starter.doctor;

/** One line of a check-up: what was looked at, how it is, what was seen, what to do. */
record Finding(String subject, Mark mark, String what, String says, String todo) {
  /** How it is. */
  enum Mark {
    FINE("✓"),
    NOTE("!"),
    WRONG("✗");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  static Finding fine(String subject, String what, String says) {
    return new Finding(subject, Mark.FINE, what, says, "");
  }

  static Finding note(String subject, String what, String says, String todo) {
    return new Finding(subject, Mark.NOTE, what, says, todo);
  }

  static Finding wrong(String subject, String what, String says, String todo) {
    return new Finding(subject, Mark.WRONG, what, says, todo);
  }
}
