package dev.nightshift.activities.inference;

/**
 * What speaks for a test or against it. {@code name} is by what its weight is known, {@code amount}
 * how much of it there is, {@code because} a sentence for people, empty where it would tell
 * nothing.
 */
public record Clue(String name, double amount, String because) {}
