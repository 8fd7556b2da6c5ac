package dev.nightshift.starter.cli;

import dev.nightshift.workflows.values.Verdict;

/** Colours for a terminal that wants them, and text from outside without a terminal's commands. */
record Ink(boolean coloured) {
  String bold(String text) {
    return painted("1", text);
  }

  String dim(String text) {
    return painted("2", text);
  }

  String good(String text) {
    return painted("32", text);
  }

  String bad(String text) {
    return painted("31", text);
  }

  String asking(String text) {
    return painted("33", text);
  }

  String verdict(Verdict verdict, String text) {
    return switch (verdict) {
      case CODE -> painted("36", text);
      case SOURCE -> painted("35", text);
      case KNOWN, TRANSIENT -> good(text);
      case UNCLEAR -> asking(text);
    };
  }

  /** A test's message may hold anything, a terminal's control sequences included. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]", "");
  }

  /** The same on one line. */
  static String line(String text) {
    return plain(text).replaceAll("\\s+", " ").strip();
  }

  private String painted(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
