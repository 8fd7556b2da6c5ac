package dev.nightshift.activities.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a template reads one source: by its call, or by a name that was set to it. */
final class SourceCalls {
  private final Pattern call;
  private final Pattern whole;
  private final Set<String> names = new HashSet<>();

  SourceCalls(String source, String table, List<Token> tokens) {
    String text =
        "source\\s*\\(\\s*(?<a>['\"])"
            + Pattern.quote(source)
            + "\\k<a>\\s*,\\s*(?<b>['\"])"
            + Pattern.quote(table)
            + "\\k<b>\\s*\\)";
    this.call = Pattern.compile("(?<![\\w.])" + text);
    this.whole = Pattern.compile("\\{\\{[-+]?\\s*" + text + "\\s*[-+]?\\}\\}");
    Pattern set =
        Pattern.compile("\\{%[-+]?\\s*set\\s+(?<name>\\w+)\\s*=\\s*" + text + "\\s*[-+]?%\\}");
    for (Token token : tokens) {
      Matcher matcher = set.matcher(token.text());
      if (token.kind() == Token.Kind.STATEMENT && matcher.matches()) {
        names.add(matcher.group("name"));
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
}
