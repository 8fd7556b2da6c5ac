package dev.nightshift.activities.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a template reads one source or model: by its call, or by a name that was set to it. */
final class SourceCalls {
  private final Pattern call;
  private final Pattern whole;
  private final Set<String> names = new HashSet<>();

  SourceCalls(String source, String table, List<Token> tokens) {
    this(
        "source\\s*\\(\\s*(?<a>['\"])"
            + Pattern.quote(source)
            + "\\k<a>\\s*,\\s*(?<b>['\"])"
            + named(table)
            + "\\k<b>\\s*\\)",
        tokens);
  }

  /** Of a model where the source is empty. */
  static SourceCalls of(String source, String table, List<Token> tokens) {
    return source.isEmpty() ? ofModel(table, tokens) : new SourceCalls(source, table, tokens);
  }

  /** Calls of {@code ref}, with or without the package; not those that ask for a version. */
  static SourceCalls ofModel(String model, List<Token> tokens) {
    return new SourceCalls(
        "ref\\s*\\(\\s*(?:(?<a>['\"])\\w+\\k<a>\\s*,\\s*)?(?<b>['\"])"
            + named(model)
            + "\\k<b>\\s*\\)",
        tokens);
  }

  private static String named(String name) {
    return "(?<name>" + Pattern.quote(name) + ")";
  }

  private SourceCalls(String text, List<Token> tokens) {
    this.call = Pattern.compile("(?<![\\w.])" + text);
    this.whole = Pattern.compile("\\{\\{[-+]?\\s*" + text + "\\s*[-+]?\\}\\}");
    Pattern set =
        Pattern.compile("\\{%[-+]?\\s*set\\s+(?<variable>\\w+)\\s*=\\s*" + text + "\\s*[-+]?%\\}");
    for (Token token : tokens) {
      Matcher matcher = set.matcher(token.text());
      if (token.kind() == Token.Kind.STATEMENT && matcher.matches()) {
        names.add(matcher.group("variable"));
      }
    }
  }

  /** Whether the token is this source and nothing else. */
  boolean is(Token token) {
    if (token.kind() != Token.Kind.JINJA) {
      return false;
    }
    return whole.matcher(token.text()).matches()
        || names.contains(token.text().replaceAll("^\\{\\{[-+]?\\s*|\\s*[-+]?\\}\\}$", ""));
  }

  /** Whether the token is the call itself, and no name that stands for it. */
  boolean isCall(Token token) {
    return token.kind() == Token.Kind.JINJA && whole.matcher(token.text()).matches();
  }

  /** Whether the token uses the source in some way, alone or within something else. */
  boolean uses(Token token) {
    return is(token)
        || ((token.kind() == Token.Kind.JINJA || token.kind() == Token.Kind.STATEMENT)
            && call.matcher(token.text()).find());
  }

  boolean sets(Token token) {
    return token.kind() == Token.Kind.STATEMENT
        && names.stream()
            .anyMatch(name -> token.text().matches("(?s).*\\bset\\s+" + name + "\\b.*"));
  }

  /** The text with the model {@code other} called in this one's place, in the same quotes. */
  String instead(String text, String other) {
    Matcher matcher = call.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("it holds no call: " + text);
    }
    if (matcher.group().startsWith("ref")) {
      return text.substring(0, matcher.start("name")) + other + text.substring(matcher.end("name"));
    }
    String quote = matcher.group("b");
    return text.substring(0, matcher.start())
        + ("ref(" + quote + other + quote + ")")
        + text.substring(matcher.end());
  }
}
