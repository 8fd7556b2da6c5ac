package dev.nightshift.activities.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fixer proposes for one cause: new texts by path and a sentence for each, or the reason why
 * it proposes nothing. There is no half of it.
 */
record Remedy(Map<String, String> edits, List<String> says, String refusal) {
  Remedy {
    edits = Map.copyOf(edits);
    says = List.copyOf(says);
  }

  static Remedy refused(String why) {
    return new Remedy(Map.of(), List.of(), why);
  }

  static Remedy of(Map<String, String> edits, List<String> says) {
    return new Remedy(new LinkedHashMap<>(edits), says, "");
  }

  boolean isRefused() {
    return !refusal.isEmpty();
  }
}
