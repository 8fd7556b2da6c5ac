package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Brackets.Frame;

/** A query or a bracket that is open, and how far it has come. */
final class OpenBracket {
  final Frame frame;
  final int bracket;
  final boolean cte;
  String clause = "";
  int begin;
  int types;
  boolean body;

  OpenBracket(Frame frame, int bracket, boolean cte) {
    this.frame = frame;
    this.bracket = bracket;
    this.cte = cte;
    this.begin = bracket + 1;
  }
}
