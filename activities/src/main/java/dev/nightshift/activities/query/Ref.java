package dev.nightshift.activities.query;

/** A column of the {@code item}-th thing that a select reads from. */
record Ref(int item, String column) {}
