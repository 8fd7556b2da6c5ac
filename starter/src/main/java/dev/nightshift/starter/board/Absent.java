package dev.nightshift.starter.board;

/** What was asked for is not there. */
final class Absent extends RuntimeException {
  Absent(String says) {
    super(says);
  }
}
