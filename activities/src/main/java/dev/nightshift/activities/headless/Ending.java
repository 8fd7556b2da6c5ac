package dev.nightshift.activities.headless;

import dev.nightshift.activities.model.TooLong;
import dev.nightshift.workflows.ports.Engines.Stopped;
import java.util.List;

/**
 * How a session ended, judged by what the agent and its model said and never by an exit code: a
 * word of {@link Stopped}, why, and whether another try can cure it.
 */
record Ending(String stopped, String why, boolean again) {
  /** How it begins to tell of an agent that cannot be talked to, now or later. */
  static final String PROTOCOL = "protocol: ";

  /** With these begins what an agent says that came to a limit of its own. */
  private static final List<String> LIMITS = List.of("max_turns", "max_tokens", "budget_exhausted");

  /**
   * {@code status} is what the model answered last, {@code no} whether that was that it will not,
   * {@code refused} why the leash held the last request back, {@code said} the agent's last words
   * on standard error.
   */
  static Ending of(
      Sitting.Stop stop, Told told, int status, boolean no, String refused, String said) {
    switch (stop) {
      case SILENT -> {
        return new Ending(Stopped.SILENT, "nothing was heard of the agent or its model", false);
      }
      case LATE -> {
        return new Ending(Stopped.BUDGET, "the session's time is over", false);
      }
      case FULL -> {
        return new Ending(Stopped.TOO_LARGE, "it filled its disk", false);
      }
      case HUNGRY -> {
        return new Ending(Stopped.TOO_LARGE, "its processes took too much memory", false);
      }
      default -> {
        // It ended by itself.
      }
    }
    if (!refused.isEmpty() && (told.failed() || !told.ended())) {
      return new Ending(Stopped.BUDGET, refused, false);
    }
    if (!told.ended()) {
      return new Ending(Stopped.NO_ANSWER, "it ended without a last line. " + said, true);
    }
    if (told.failed()) {
      return failed(told.why().strip(), status);
    }
    if (no) {
      return refused();
    }
    List<String> beyond = told.denied().stream().filter(tool -> !ClaudeCode.offers(tool)).toList();
    return beyond.isEmpty()
        ? new Ending(Stopped.DONE, "", false)
        : new Ending(Stopped.DENIED, "it was not let use " + String.join(", ", beyond), false);
  }

  private static Ending refused() {
    return new Ending(Stopped.REFUSED, "the model would not do it", false);
  }

  private static Ending failed(String why, int status) {
    if (LIMITS.stream().anyMatch(why::startsWith)) {
      return new Ending(Stopped.BUDGET, why, false);
    }
    if (why.startsWith(PROTOCOL)) {
      return new Ending(Stopped.FAILED, why.substring(PROTOCOL.length()), false);
    }
    if (why.equals("refusal")) {
      return refused();
    }
    if (status == 413 || TooLong.says(why)) {
      return new Ending(Stopped.TOO_LONG, "there was more to say than the model can hold", false);
    }
    if (status == 401 || status == 403) {
      return new Ending(Stopped.UNAUTHORIZED, "the model's API answered " + status, false);
    }
    boolean away = status == 0 || status == 408 || status == 429 || status >= 500;
    // A stream that was cut began with 200.
    return away || status < 300
        ? new Ending(Stopped.NO_ANSWER, why, true)
        : new Ending(Stopped.FAILED, "the model's API answered " + status + ". " + why, false);
  }
}
