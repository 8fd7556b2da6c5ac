package dev.nightshift.activities.artifacts;

import java.util.List;
import java.util.regex.Pattern;

/** Messages of dbt, cut and freed of what must not travel: credentials, and values of rows. */
public final class Messages {
  /** What a memo or a list can carry of one failure. */
  private static final int SHORT = 300;

  private static final int WHOLE = 8_000;
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile(
              "(?i)\\b(password|passwd|pwd|secret|token|api[_-]?key|private[_-]?key)"
                  + "(\\s*[=:]\\s*)(['\"]?)[^\\s'\",;&)]+"),
          Pattern.compile("(://[^\\s:/@]+)(:)()[^\\s@/]+(?=@)"),
          Pattern.compile(
              "()()(\\b)(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|xox[a-z]-[A-Za-z0-9-]{10,}"
                  + "|sk-[A-Za-z0-9_-]{16,}|dapi[0-9a-f]{32}|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_.-]{10,})"));
  private static final Pattern BAD_VALUE =
      Pattern.compile(
          "(?i)(conver|cast|invalid input|not recognized|bad \\w+ value|could not parse)");
  private static final Pattern LITERAL = Pattern.compile("'[^'\\n]*'");

  /** Double quotes are a name's, except after these words: {@code type integer: "12a"}. */
  private static final Pattern QUOTED_VALUE =
      Pattern.compile(
          "(?i)\\b((?:string|text|value|input)|(?:for|of) (?:type )?[\\w ]+:)(\\s*)\"[^\"\\n]*\"");

  /** A row of a file that DuckDB could not read, and keys that came twice. */
  private static final List<Pattern> ALWAYS_VALUES =
      List.of(
          Pattern.compile(
              "(?m)^(\\s*Original Line:)(?s:.*?)(?=\\R(?:Error|Expected|Value|Invalid|Maximum"
                  + "|Possible) |\\z)"),
          Pattern.compile("(duplicate key)\\s+\"[^\"\\n]*\""),
          Pattern.compile("(Key \\([^)\\n]*\\)=)\\([^\\n]*\\)"));

  /** What dbt puts before the error of a unit test, and it tells nothing. */
  private static final Pattern AROUND =
      Pattern.compile(
          "An error occurred during execution of unit test '[^'\\n"
              + "]*'\\. There may be an error in the unit test definition: check the data"
              + " types\\.\\s*(?:\\w+ Error\\s*\\R\\s*)?");

  private Messages() {}

  /** The message without the words that dbt has for all of its kind. */
  public static String decisive(String message) {
    return AROUND.matcher(message).replaceFirst("");
  }

  /** The message without secrets, bounded. */
  public static String whole(String message) {
    String text = message;
    for (Pattern secret : SECRETS) {
      text = secret.matcher(text).replaceAll("$1$2$3***");
    }
    return cut(text, WHOLE);
  }

  /** Without the value that a failed conversion names: a row's value never enters a history. */
  public static String valueFree(String message) {
    String text = whole(message);
    for (Pattern value : ALWAYS_VALUES) {
      text = value.matcher(text).replaceAll("$1 …");
    }
    if (!BAD_VALUE.matcher(text).find()) {
      return text;
    }
    String unquoted = QUOTED_VALUE.matcher(text).replaceAll("$1$2\"…\"");
    return LITERAL.matcher(unquoted).replaceAll("'…'");
  }

  static String inShort(String message) {
    String text = decisive(valueFree(message)).strip();
    return text.length() <= SHORT ? text : text.substring(0, SHORT - 1) + "…";
  }

  private static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + "… (" + (text.length() - most) + " more characters)";
  }
}
