package dev.nightshift.activities.report;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as one writes it in a letter: {@code 20 November 2026, 05:05 UTC}. */
final class Moment {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})-(0[1-9]|1[0-2])-(\\d\\d)(?:[T ](\\d\\d:\\d\\d)(?::\\d\\d(?:\\.\\d+)?)?)?"
              + "(Z|[+-]00(?::?00)?)?");

  private Moment() {}

  /** What is no timestamp stays as it is. */
  static String words(String text) {
    Matcher matcher = TIMESTAMP.matcher(text.strip());
    if (!matcher.matches()) {
      return text.strip();
    }
    String month =
        Month.of(Integer.parseInt(matcher.group(2))).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return Integer.parseInt(matcher.group(3))
        + " "
        + month
        + " "
        + matcher.group(1)
        + (matcher.group(4) == null ? "" : ", " + matcher.group(4))
        + (matcher.group(5) == null ? "" : " UTC");
  }
}
