package dev.nightshift.activities.github;

import java.util.Map;

/** What lets us in: a token that is good for the next minutes. */
@FunctionalInterface
interface Access {
  String token();

  /** What the token may do, as far as GitHub says it: a person's token does not say. */
  default Map<String, String> permissions() {
    return Map.of();
  }
}
