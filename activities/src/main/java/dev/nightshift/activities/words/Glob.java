package dev.nightshift.activities.words;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern of paths as people know it from their shell: {@code *} and {@code ?} within a folder,
 * {@code **} across folders (a leading {@code **}{@code /} may be none at all), {@code {a,b}}
 * either of them, {@code [a-z]} and {@code [!a-z]} one of a set, {@code \} before what is meant as
 * it stands. Some file systems take no notice of case, so neither does the comparison.
 */
public final class Glob {
  private final String text;
  private final StringBuilder regex = new StringBuilder();
  private final Pattern pattern;
  private int at;
  private int groups;

  private Glob(String glob) {
    text = glob.toLowerCase(Locale.ROOT);
    while (at < text.length()) {
      next();
    }
    require(groups == 0, "a { is never closed");
    pattern = Pattern.compile(regex.toString());
  }

  /** What cannot be meant is an {@link IllegalArgumentException} that says why. */
  public static Glob of(String glob) {
    require(
        !glob.startsWith("/") && !glob.startsWith("./"),
        "a pattern begins at the repository's top, without a / or ./ before it");
    require(!glob.endsWith("/"), "it matches no file; " + glob + "** is all that a folder holds");
    return new Glob(glob);
  }

  /** Whether a pattern names a path; one that cannot be read might have meant any. */
  public static boolean mayMean(String pattern, String path) {
    try {
      return of(pattern).matches(path);
    } catch (IllegalArgumentException unreadable) {
      return true;
    }
  }

  public boolean matches(String path) {
    return pattern.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }

  private void next() {
    char c = text.charAt(at++);
    switch (c) {
      case '*' -> stars();
      case '?' -> regex.append("[^/]");
      case '[' -> set();
      case '{' -> group();
      case '}' -> regex.append(groups > 0 ? ")" : "\\}");
      case ',' -> regex.append(groups > 0 ? '|' : ',');
      case '\\' -> literal(escaped());
      default -> literal(c);
    }
    if (c == '}' && groups > 0) {
      groups--;
    }
  }

  private void stars() {
    if (text.startsWith("*/", at)) {
      regex.append("(?:.*/)?");
      at += 2;
    } else if (text.startsWith("*", at)) {
      regex.append(".*");
      at++;
    } else {
      regex.append("[^/]*");
    }
  }

  private void group() {
    groups++;
    regex.append("(?:");
  }

  /** A folder's end is never in a set. */
  private void set() {
    regex.append("(?!/)[");
    if (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^')) {
      regex.append('^');
      at++;
    }
    int first = at;
    while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
      member();
    }
    require(at < text.length(), "a [ is never closed");
    regex.append(']');
    at++;
  }

  private void member() {
    char from = inSet();
    literal(from);
    if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
      at++;
      char to = inSet();
      require(from <= to, "the set " + from + "-" + to + " runs backwards");
      regex.append('-');
      literal(to);
    }
  }

  private char inSet() {
    char c = text.charAt(at++);
    require(c != '/', "a / cannot stand between [ and ]");
    return c == '\\' ? escaped() : c;
  }

  private char escaped() {
    require(at < text.length(), "it ends in a \\, which stands before what is meant as it is");
    return text.charAt(at++);
  }

  private void literal(char c) {
    if (!Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
