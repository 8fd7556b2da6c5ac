package dev.nightshift.starter.flows;

/** A step that failed and is done again: which time it is, and what the last one ended in. */
public record Retrying(String step, int attempt, String why) {}
