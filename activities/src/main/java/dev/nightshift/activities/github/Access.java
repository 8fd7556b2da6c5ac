package dev.nightshift.activities.github;

/** What lets us in: a token that is good for the next minutes. */
@FunctionalInterface
interface Access {
  String token();
}
