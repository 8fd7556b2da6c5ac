package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxMend.Mend;
import java.util.List;

/**
 * What mends a fault of its kind. {@code all} are the tokens of the text, whatever their branch.
 */
record Mending(Flaw flaw, List<Token> all) {
  Mend mend() {
    return switch (flaw.fault().kind()) {
      case OPEN_BRACKET -> new BracketMending(flaw).closeBracket();
      case EXTRA_BRACKET ->
          flaw.fault().clause().equals("with")
              ? queries().dropQueryBracket()
              : new BracketMending(flaw).dropBracket();
      case OPEN_QUERY -> queries().closeQuery();
      case STRAY_COMMA -> new CommaMending(flaw).dropComma();
      case LOST_COMMA -> new CommaMending(flaw).addComma();
      case LOST_QUERY_COMMA -> queries().addQueryComma();
      case OTHER -> throw new Undecided("no bracket or comma alone mends it");
    };
  }

  private QueryMending queries() {
    return new QueryMending(flaw, all);
  }
}
