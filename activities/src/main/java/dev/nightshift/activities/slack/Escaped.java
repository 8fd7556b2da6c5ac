package dev.nightshift.activities.slack;

import java.util.regex.Pattern;

/**
 * Words of anybody's as Slack shows them: nothing in them becomes a mention, a link or a command.
 */
final class Escaped {
  /** Slack takes 3,000 characters in one text of a block. */
  private static final int LONGEST = 2_900;

  /** Control characters but the end of a line, and what turns the direction of the text. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]");

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>|\"]{1,1000}");

  private Escaped() {}

  /** Cut before it is too long, and never within a character or an entity. */
  static String text(String words) {
    return text(words, LONGEST);
  }

  static String text(String words, int longest) {
    StringBuilder escaped = new StringBuilder();
    for (int point : UNSEEN.matcher(words).replaceAll(" ").strip().codePoints().toArray()) {
      String next =
          switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
          };
      if (escaped.length() + next.length() >= longest) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }

  /** On one line, and without marks of Slack's: it cannot pass for a line of ours. */
  static String words(String words, int longest) {
    String line = words.replaceAll("\\s+", " ");
    return text(line.replace('*', '∗').replace('~', '∼').replace('`', '\''), longest);
  }

  /** A name as code, which nothing in it ends. */
  static String code(String name, int longest) {
    String line = text(name.replaceAll("\\s+", " ").replace('`', '\''), longest);
    return line.isEmpty() ? "" : "`" + line + "`";
  }

  /** Lines as they are, in a block that nothing in them ends. */
  static String fenced(String lines) {
    return "```\n" + text(lines.replace("```", "'''"), LONGEST - 10) + "\n```";
  }

  /** What is escaped already, and may be too long with what was joined to it. */
  static String cut(String escaped) {
    if (escaped.length() <= LONGEST) {
      return escaped;
    }
    int entity = escaped.lastIndexOf('&', LONGEST);
    int end = entity > LONGEST - 5 ? entity : LONGEST;
    return escaped.substring(0, end) + "…";
  }

  /** A link to follow; nothing for what is no address, or one that would end it early. */
  static String link(String address, String words) {
    return ADDRESS.matcher(address).matches()
        ? "<" + address.replace("&", "&amp;") + "|" + text(words) + ">"
        : "";
  }
}
