package dev.nightshift.starter.cli;

/** What was asked cannot be done as it was asked: exit code 2, and a sentence. */
public final class Refusal extends RuntimeException {
  public Refusal(String says) {
    super(says);
  }
}
