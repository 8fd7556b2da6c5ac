package dev.nightshift.starter.cli;

/** It cannot go on, and the reason is no defect of ours: exit code 1, and its own words. */
public final class Mishap extends RuntimeException {
  public Mishap(String says) {
    super(says);
  }
}
