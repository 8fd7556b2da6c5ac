package dev.nightshift.activities.report;

/** A draft to somebody who delivers data. It is never sent: a person reads it and does that. */
record Letter(String to, String subject, String text) {
  /** As a file that one can open and copy. */
  String asFile() {
    return "To: " + to + "\nSubject: " + subject + "\n\n" + text;
  }
}
