package dev.nightshift.activities.agent;

import dev.nightshift.workflows.values.Cause;

/** What was done about a cause and why, or why nothing was, in markdown. */
final class Explanation {
  private Explanation() {}

  static String of(Cause cause, Remedy remedy) {
    StringBuilder text = new StringBuilder("**`" + cause.subject().replace("`", "'") + "`** ");
    if (remedy.isRefused()) {
      return text.append("is left as it is: ").append(remedy.refusal()).append('.').toString();
    }
    text.append("(").append(words(cause.kind())).append(")\n");
    remedy.says().forEach(sentence -> text.append("\n- ").append(sentence));
    return text.toString();
  }

  private static String words(String kind) {
    return kind.replaceAll("[^a-z0-9_]", "").replace('_', ' ');
  }
}
