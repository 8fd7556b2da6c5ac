package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Cause;
import java.util.Map;

/**
 * A setting that somebody chose, and that stops the project where something is not as it was. To
 * put another in its place may be right, and is for a person to agree to.
 */
final class LiftedGuard {
  private LiftedGuard() {}

  /** Why a person is asked; empty where no cause calls for that. */
  static String ask(Exhibit exhibit) {
    return exhibit.codeCauses().stream()
        .map(Cause::details)
        .filter(details -> !details.getOrDefault("instead_of", "").isEmpty())
        .filter(details -> exhibit.files().containsKey(details.getOrDefault("file", "")))
        .findFirst()
        .map(LiftedGuard::says)
        .orElse("");
  }

  private static String says(Map<String, String> details) {
    return "the patch lifts a guard: %s has %s %s in the place of %s, which somebody chose"
        .formatted(
            details.get("file"),
            details.get("setting"),
            details.get("value"),
            details.get("instead_of"));
  }
}
