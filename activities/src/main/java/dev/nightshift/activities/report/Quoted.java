package dev.nightshift.activities.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, put into markdown so that it can only be read: no mention, no link
 * or image, no HTML, no heading, no closing keyword, no end of the block it stands in.
 */
final class Quoted {
  /** A break that nobody sees, and that no mention, link or reference survives. */
  private static final String BREAK = "\u200b";

  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u0000-\\u0008\\u000b-\\u001f]");

  /** From the beginning of a word: else a long one is read anew from each of its letters. */
  private static final Pattern EMAIL = Pattern.compile("(?<![\\w.+-])[\\w.+-]+@[\\w-]+\\.[\\w.-]+");

  private static final Pattern NAMED_ADDRESS = Pattern.compile("(.*\\S)\\s*<(" + EMAIL + ")>");

  /** A run of dbt Cloud's is named by one, and its flow by the run; they are nobody's account. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![\\w.-])(?<!\\b[Rr]un )(?<!\\bfix/[\\w.-]{1,80}/)\\d{9,}(?![\\w.-])");

  /** Of some hundred lines; what is longer holds the rows of a seed. */
  private static final int LONGEST_QUERY = 8_000;

  private Quoted() {}

  /** A name or an id, as code on the line; a backtick in it cannot end that. */
  static String code(String text) {
    String line = oneLine(text).replace('`', '\'');
    return line.isEmpty() ? "" : "`" + line + "`";
  }

  /** A sentence within a paragraph: what is markdown in it shows as it is written. */
  static String prose(String text) {
    return escaped(masked(text));
  }

  /** In a table, of what may be shown as it is. */
  static String cell(String text) {
    return escaped(text);
  }

  private static String escaped(String text) {
    String line = oneLine(text);
    String escaped = line.replaceAll("([\\\\`*_\\[\\]|~]|&(?=[#A-Za-z]))", "\\\\$1");
    // An underscore within a word is no emphasis, and a name reads better without the stroke.
    escaped = escaped.replaceAll("(?<=[\\w/.])\\\\_(?=\\w)", "_");
    // Safe within HTML too, where a stroke escapes nothing.
    escaped = escaped.replace("<", "&lt;");
    String begun = escaped.replaceAll("^([#>+-])", "\\\\$1");
    return inert(begun.replaceAll("^(\\d+)([.)]\\s)", "$1\\\\$2"));
  }

  /**
   * Who decided: a name, or an address, which stands as code so that it can be read and copied and
   * is neither a link nor a mention.
   */
  static String person(String name) {
    Matcher both = NAMED_ADDRESS.matcher(name.strip());
    if (both.matches()) {
      return escaped(both.group(1)) + " (" + code(both.group(2)) + ")";
    }
    return EMAIL.matcher(name.strip()).matches() ? code(name) : escaped(name);
  }

  /** The line of a message that says what is wrong, short enough for a list. */
  static String brief(String message, int longest) {
    List<String> lines = message.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    // dbt's first line says which node; the second says what is wrong with it.
    boolean named = lines.size() > 1 && lines.get(0).matches("\\w+ Error in .*");
    String line = lines.isEmpty() ? "" : lines.get(named ? 1 : 0);
    return prose(line.length() <= longest ? line : line.substring(0, longest - 3) + "...");
  }

  /** Several lines, each behind the mark of a quotation. */
  static String block(String text) {
    StringBuilder quoted = new StringBuilder();
    text.strip().lines().forEach(line -> quoted.append("> ").append(prose(line)).append('\n'));
    return quoted.toString();
  }

  /** A query that holds a whole seed is read by nobody: its beginning and its end are. */
  static String sql(String query) {
    if (query.length() <= LONGEST_QUERY) {
      return fenced("sql", query);
    }
    String from = query.substring(0, LONGEST_QUERY / 2);
    String to = query.substring(query.length() - LONGEST_QUERY / 2);
    int left = query.length() - from.length() - to.length();
    return fenced(
        "sql", from + "\n-- … " + String.format(Locale.ROOT, "%,d", left) + " characters …\n" + to);
  }

  /** In a fence that is longer than any within it. */
  static String fenced(String language, String content) {
    return within(language, INVISIBLE.matcher(content).replaceAll("").strip());
  }

  /** As Git writes it: a line of white space at its end is one of those that it counts. */
  static String patch(String patch) {
    return within("diff", INVISIBLE.matcher(patch).replaceAll("").replaceFirst("\n$", ""));
  }

  private static String within(String language, String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + language + "\n" + text + "\n" + fence + "\n";
  }

  /**
   * An engine's explanation: lists, emphasis and code stay; HTML, images, links and mentions do
   * not, and a heading becomes a line.
   */
  static String explanation(String markdown) {
    StringBuilder text = new StringBuilder();
    String visible = INVISIBLE.matcher(markdown).replaceAll("");
    for (String line : visible.strip().split("\n", -1)) {
      String safe =
          line.replaceAll("&(?=[#A-Za-z])", "&amp;")
              .replace("<", "&lt;")
              .replaceAll("(!?)\\[([^\\]]*)\\]", "$2");
      safe = safe.replaceAll("^(\\s*)(#{1,6}\\s|```|~~~|>)", "$1\\\\$2").stripTrailing();
      text.append(inert(safe)).append('\n');
    }
    return text.toString();
  }

  private static String inert(String text) {
    return text.replaceAll("@(?=\\w)", "@" + BREAK)
        .replaceAll("#(?=\\d)", "#" + BREAK)
        .replaceAll("(?i)\\b(GH)-(?=\\d)", "$1" + BREAK + "-")
        .replaceAll("(?i)(https?|ftp):(?=//)", "$1:" + BREAK)
        .replaceAll("(?i)\\bwww\\.", "www" + BREAK + ".");
  }

  /** What identifies a person or an account is not for everybody who reads a pull request. */
  static String masked(String text) {
    return LONG_NUMBER.matcher(EMAIL.matcher(text).replaceAll("•••@•••")).replaceAll("•••");
  }

  static String oneLine(String text) {
    if (text == null) {
      return "";
    }
    return INVISIBLE.matcher(text.replaceAll("\\s+", " ")).replaceAll("").strip();
  }
}
