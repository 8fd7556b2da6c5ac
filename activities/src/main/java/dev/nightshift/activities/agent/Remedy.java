package dev.nightshift.activities.agent;

import dev.nightshift.activities.edit.Edited;
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

  /** Without a reason it would be a remedy of no edits. */
  static Remedy refused(String why) {
    return new Remedy(
        Map.of(), List.of(), why.isBlank() ? "what is to be done is for a person to say" : why);
  }

  static Remedy of(Map<String, String> edits, List<String> says) {
    return new Remedy(new LinkedHashMap<>(edits), says, "");
  }

  /** One file with its edit, and what that does in a sentence that follows its name. */
  static Remedy of(String file, Edited edited, String says) {
    return edited.refused()
        ? refused(quoted(file) + ": " + edited.refusal())
        : of(Map.of(file, edited.text()), List.of(quoted(file) + ": " + says));
  }

  /** As code, in markdown. */
  static String quoted(String text) {
    return "`" + text.replace("`", "'") + "`";
  }

  boolean isRefused() {
    return !refusal.isEmpty();
  }
}
