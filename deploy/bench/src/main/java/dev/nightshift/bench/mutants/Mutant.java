package dev.nightshift.bench.mutants;

/** A model's text with one thing wrong in it, in which line, by which operator. */
record Mutant(String operator, int line, String text) {}
