package dev.nightshift.starter.hooks;

import dev.nightshift.workflows.values.Decision.Choice;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment tells us: its first line is the command, and all else is the reason. Capitals do
 * not matter, nor what ends a sentence behind the hash.
 */
sealed interface Spoken {
  int LONGEST_REASON = 2_000;

  Pattern DECISION =
      Pattern.compile(
          "\\s*/nightshift[ \\t]+(approve|reject)[ \\t]+`?([0-9a-f]{6,64})`?[.,]?(?:\\s(.*))?",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  Pattern ANSWER =
      Pattern.compile(
          "\\s*/nightshift[ \\t]+answer\\b([^\\r\\n]*)(.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  Pattern ADDRESSED =
      Pattern.compile("\\s*/nightshift(?:[^\\w/-].*)?", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** A yes or a no to the patch whose hash begins so. */
  record Decided(Choice choice, String hash, String reason) implements Spoken {}

  /** One of the answers of an open question, in whatever words; empty where it names none. */
  record Answered(String words, String reason) implements Spoken {}

  /** Meant for us, and no command that we know: nothing is guessed. */
  record Unclear() implements Spoken {}

  static Optional<Spoken> in(String comment) {
    Matcher decision = DECISION.matcher(comment);
    if (decision.matches()) {
      Choice choice =
          decision.group(1).equalsIgnoreCase("approve") ? Choice.APPROVE : Choice.REJECT;
      String hash = decision.group(2).toLowerCase(Locale.ROOT);
      return Optional.of(new Decided(choice, hash, reason(decision.group(3))));
    }
    Matcher answer = ANSWER.matcher(comment);
    if (answer.matches()) {
      return Optional.of(new Answered(answer.group(1).strip(), reason(answer.group(2))));
    }
    return ADDRESSED.matcher(comment).matches() ? Optional.of(new Unclear()) : Optional.empty();
  }

  private static String reason(String said) {
    String reason = said == null ? "" : said.strip();
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}
