package dev.nightshift.activities.headless;

import java.util.List;

/**
 * How a session ended, judged by what the agent and its model said and never by an exit code: a
 * word for {@code Result.stopped}, why, and whether another try can cure it.
 */
record Ending(String stopped, String why, boolean again) {
  static final String DONE = "done";
  static final String GAVE_UP = "gave_up";
  static final String BUDGET = "budget";

  /** The model would not do it. */
  static final String REFUSED = "refused";

  /** Neither the agent nor its model said anything for as long as the leash allows. */
  static final String SILENT = "silent";

  /** It ended without its last line, or the model was away, however often it was tried. */
  static final String NO_ANSWER = "no_answer";

  /** The model's API does not take the key. */
  static final String UNAUTHORIZED = "unauthorized";

  /** The agent or its model said that it cannot be done: a wrong model, too long a conversation. */
  static final String FAILED = "failed";

  /** How it begins to tell of an agent that cannot be talked to, now or later. */
  static final String PROTOCOL = "protocol: ";

  /** It was not let use a tool that it is not offered. */
  static final String DENIED = "denied";

  /** What it left is more than a patch may be, or more than the disk's allowance. */
  static final String TOO_LARGE = "too_large";

  /** What it left is no text, or leads out of the repository. */
  static final String UNREVIEWABLE = "unreviewable";

  /** With these begins what an agent says that came to a limit of its own. */
  private static final List<String> LIMITS = List.of("max_turns", "max_tokens", "budget_exhausted");

  /**
   * {@code status} is what the model answered last, {@code refused} why the leash held the last
   * request back, {@code said} the agent's last words on standard error.
   */
  static Ending of(Sitting.Stop stop, Told told, int status, String refused, String said) {
    switch (stop) {
      case SILENT -> {
        return new Ending(SILENT, "nothing was heard of the agent or its model", false);
      }
      case LATE -> {
        return new Ending(BUDGET, "the session's time is over", false);
      }
      case FULL -> {
        return new Ending(TOO_LARGE, "it filled its disk", false);
      }
      default -> {
        // It ended by itself.
      }
    }
    if (!refused.isEmpty() && (told.failed() || !told.ended())) {
      return new Ending(BUDGET, refused, false);
    }
    if (!told.ended()) {
      return new Ending(NO_ANSWER, "it ended without a last line. " + said, true);
    }
    if (told.failed()) {
      return failed(told.why().strip(), status);
    }
    List<String> beyond = told.denied().stream().filter(tool -> !ClaudeCode.offers(tool)).toList();
    return beyond.isEmpty()
        ? new Ending(DONE, "", false)
        : new Ending(DENIED, "it was not let use " + String.join(", ", beyond), false);
  }

  private static Ending failed(String why, int status) {
    if (LIMITS.stream().anyMatch(why::startsWith)) {
      return new Ending(BUDGET, why, false);
    }
    if (why.startsWith(PROTOCOL)) {
      return new Ending(FAILED, why.substring(PROTOCOL.length()), false);
    }
    if (why.equals("refusal")) {
      return new Ending(REFUSED, "the model would not do it", false);
    }
    if (status == 401 || status == 403) {
      return new Ending(UNAUTHORIZED, "the model's API answered " + status, false);
    }
    boolean away = status == 0 || status == 408 || status == 429 || status >= 500;
    // A stream that was cut began with 200.
    return away || status < 300
        ? new Ending(NO_ANSWER, why, true)
        : new Ending(FAILED, "the model's API answered " + status + ". " + why, false);
  }
}
