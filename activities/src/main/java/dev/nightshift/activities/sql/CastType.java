package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Names;
import dev.nightshift.activities.edit.Splices;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The type in the one cast of a column that a text has. */
public final class CastType {
  private static final Map<String, String> SAME =
      Map.of("int", "integer", "int4", "integer", "int8", "bigint", "int2", "smallint");

  private CastType() {}

  /** The text with another type there; what is cast in several places is left alone. */
  public static Edited exchanged(String text, String column, String from, String to) {
    try {
      List<Token> tokens = Lexer.tokens(text);
      TokenRow row = new TokenRow(tokens);
      Splices splices = new Splices();
      int places = 0;
      for (int i = 0; i + 2 < row.size(); i++) {
        boolean colons = row.is(i + 1, "::");
        boolean named = row.at(i).isNamed(column) && (colons || isCast(row, i));
        if (named && isType(row.at(i + 2), from) && !row.is(i + 3, "(")) {
          Token type = row.at(i + 2);
          String small = to.toLowerCase(Locale.ROOT);
          splices.replace(type.start(), type.end(), Names.like(type.text(), small));
          places++;
        }
      }
      return places == 1
          ? Edited.to(splices.applyTo(text))
          : Edited.refused(
              text, "it has " + places + " casts of " + column + " to " + from + " in sight");
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  private static boolean isCast(TokenRow row, int column) {
    int begin = column;
    while (row.is(begin - 1, ".")) {
      begin -= 2;
    }
    return row.is(begin - 1, "(") && row.is(begin - 2, "cast") && row.is(column + 1, "as");
  }

  private static boolean isType(Token token, String type) {
    return token.kind() == Token.Kind.WORD && one(token.text()).equals(one(type));
  }

  private static String one(String type) {
    String small = type.toLowerCase(Locale.ROOT);
    return SAME.getOrDefault(small, small);
  }
}
