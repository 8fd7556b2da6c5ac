package dev.nightshift.starter.hooks;

import dev.nightshift.workflows.values.Decision.Choice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A decision as a comment says it: its first line is the command, and all else is the reason. */
record Spoken(Choice choice, String hash, String reason) {
  private static final int LONGEST_REASON = 2_000;

  private static final Pattern COMMAND =
      Pattern.compile(
          "\\s*/nightshift[ \\t]+(approve|reject)[ \\t]+`?([0-9a-f]{6,64})`?(?:\\s(.*))?",
          Pattern.DOTALL);

  static Optional<Spoken> in(String comment) {
    Matcher matcher = COMMAND.matcher(comment);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Choice choice = matcher.group(1).equals("approve") ? Choice.APPROVE : Choice.REJECT;
    String reason = Optional.ofNullable(matcher.group(3)).orElse("").strip();
    return Optional.of(
        new Spoken(
            choice,
            matcher.group(2),
            reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
  }
}
