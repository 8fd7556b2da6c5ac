package dev.nightshift.activities.sql;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value that every warehouse reads alike: {@code text} as it is written, {@code value} what that
 * means. A text with a backslash is none, since what it means is each warehouse's own.
 */
record Literal(Kind kind, String text, String value) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");
  private static final Pattern JINJA = Pattern.compile("\\{[{%#]");

  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("null");

    private final String says;

    Kind(String says) {
      this.says = says;
    }

    String says() {
      return says;
    }
  }

  /** The literal that the tokens up to {@code to} are; empty where they are more than one. */
  static Optional<Literal> in(TokenRow row, int from, int to) {
    int at = row.is(from, "-") ? from + 1 : from;
    if (to - at != 1 || (at > from && row.at(at).kind() != Token.Kind.NUMBER)) {
      return Optional.empty();
    }
    Token token = row.at(at);
    return switch (token.kind()) {
      case STRING -> quoted(token.text());
      case NUMBER -> number((at > from ? "-" : "") + token.text());
      case WORD -> word(token.text());
      default -> Optional.empty();
    };
  }

  /** What a page gives: a text, a number, true, false or nothing. */
  static Literal of(Object given) {
    if (given instanceof String text) {
      if (text.indexOf('\\') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
        throw new Undecided("a backslash, a line break or the like stands in a text");
      }
      return quoted("'" + text.replace("'", "''") + "'")
          .orElseThrow(() -> new Undecided("Jinja stands in the text " + text));
    }
    String written = String.valueOf(given);
    return (given instanceof Number ? number(written) : word(written))
        .orElseThrow(() -> new Undecided(written + " is not a single value that SQL can have"));
  }

  private static Optional<Literal> quoted(String text) {
    if (!text.startsWith("'") || text.indexOf('\\') >= 0 || JINJA.matcher(text).find()) {
      return Optional.empty();
    }
    String value = text.substring(1, text.length() - 1).replace("''", "'");
    return Optional.of(new Literal(Kind.TEXT, text, value));
  }

  private static Optional<Literal> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    String value = new BigDecimal(text).stripTrailingZeros().toPlainString();
    return Optional.of(new Literal(Kind.NUMBER, text, value));
  }

  private static Optional<Literal> word(String text) {
    if (text.equalsIgnoreCase("null")) {
      return Optional.of(new Literal(Kind.NULL, text, "null"));
    }
    boolean yes = text.equalsIgnoreCase("true");
    return yes || text.equalsIgnoreCase("false")
        ? Optional.of(new Literal(Kind.BOOLEAN, text, String.valueOf(yes)))
        : Optional.empty();
  }

  boolean isNull() {
    return kind == Kind.NULL;
  }

  boolean is(Literal other) {
    return kind == other.kind && value.equals(other.value);
  }
}
