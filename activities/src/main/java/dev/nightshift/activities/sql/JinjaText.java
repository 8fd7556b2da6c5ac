package dev.nightshift.activities.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string literals of a Jinja block, and the calls that they stand in. */
final class JinjaText {
  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\]++|\\\\.)*+'|\"(?:[^\"\\\\]++|\\\\.)*+\"", Pattern.DOTALL);

  /** Their strings name other things than columns of what is read here. */
  private static final Pattern HARMLESS_CALL =
      Pattern.compile("\\b(ref|source|config|var|env_var|doc)\\s*\\([^()]*$", Pattern.DOTALL);

  private JinjaText() {}

  /** A literal: offsets of what is between the quotes, within the whole text. */
  record Literal(int start, int end, String value) {
    boolean is(String name) {
      return value.equalsIgnoreCase(name);
    }

    boolean names(String name) {
      return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
          .matcher(value)
          .find();
    }
  }

  /** All literals but those that name relations, variables and settings. */
  static List<Literal> strings(Token token) {
    List<Literal> literals = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(token.text());
    while (matcher.find()) {
      String before = LITERAL.matcher(token.text().substring(0, matcher.start())).replaceAll("''");
      if (!HARMLESS_CALL.matcher(before).find()) {
        String value = matcher.group();
        literals.add(
            new Literal(
                token.start() + matcher.start() + 1,
                token.start() + matcher.end() - 1,
                value.substring(1, value.length() - 1)));
      }
    }
    return literals;
  }

  static String brief(Token token) {
    String line = token.text().replaceAll("\\s+", " ");
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }
}
