package dev.nightshift.activities.diagnosis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A warning that ended a run as an error: what it says, in one line, which dbt breaks at 80. */
final class DbtWarning {
  private static final Pattern SAYS =
      Pattern.compile(
          "(?s)\\[WARNING](?:\\[\\w+])?:\\s*(?:Deprecated\\s+functionality\\s+)?(.*?)"
              + "(?=\\R\\s*(?:@:|> )|\\z)");

  private DbtWarning() {}

  static Optional<String> in(String message) {
    Matcher warning = SAYS.matcher(message);
    return warning.find()
        ? Optional.of(warning.group(1).strip().replaceAll("\\s+", " "))
        : Optional.empty();
  }
}
