package dev.nightshift.activities.model;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;

/** How much a request is before anybody has counted it: rather too much than too little. */
final class Measure {
  /** English has four bytes a token, code and JSON three. */
  private static final int BYTES_A_TOKEN = 3;

  /** What an API puts before the words itself, as where there are tools. */
  private static final int OWN_WORDS = 500;

  private Measure() {}

  static long tokens(long bytes) {
    return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
  }

  static long request(long bytes) {
    return tokens(bytes) + OWN_WORDS;
  }

  /** The most that a turn with a request of so many tokens can cost. */
  static Usage most(Settings.Model model, long tokens) {
    return new Usage(tokens, model.maxOutput(), 1, model.prices().most(tokens, model.maxOutput()));
  }
}
