package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxMend.Mend;
import dev.nightshift.activities.sql.SyntaxScan.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Mends a bracket of an expression that is lost or too many: every place is tried, what still reads
 * as SQL is a reading, and only when one reading is left it is taken.
 */
final class BracketMending {
  private final Flaw flaw;
  private final String text;
  private final List<Token> tokens;
  private final Fault fault;
  private final SelectList list;

  BracketMending(Flaw flaw) {
    this.flaw = flaw;
    this.text = flaw.text();
    this.tokens = flaw.tokens();
    this.fault = flaw.fault();
    this.list = flaw.list();
  }

  Mend closeBracket() {
    if (fault.bracket() < 0) {
      throw new Undecided("more than one bracket has no end");
    }
    int begin = list.begin();
    Flaw.refuseLong(fault.at() - begin, fault.at() - begin);
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    boolean grouping = false;
    boolean layout = false;
    for (int place = begin + 1; place <= fault.at(); place++) {
      if (tokens.get(place - 1).is("(")) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens.subList(begin, fault.at()));
      tried.add(place - begin, Flaw.CLOSE);
      Expression.Read read = Expression.read(tried, list.form());
      if (read == null) {
        continue;
      }
      if (list.isUngrouped(read)) {
        grouping = true;
      } else if (list.breaksLayout(read)) {
        layout = true;
      } else {
        if (!read.commas().isEmpty() && list.form() == Expression.Form.ITEMS) {
          throw new Undecided("it cannot be seen whether a comma stands in the bracket or behind");
        }
        readings.put(SyntaxMend.texts(tried), place);
      }
    }
    int place = Flaw.only(readings);
    Token last = tokens.get(place - 1);
    if (isInCommentBehind(last)) {
      throw new Undecided("a comment behind it holds a bracket: it may have cut the line short");
    }
    return new Mend(
        last.end(),
        last.end(),
        ")",
        "closes the bracket of line "
            + flaw.line(fault.bracket())
            + " behind "
            + quoted(last.text())
            + (grouping
                ? "; closed any earlier, a column would stand outside of the aggregate that the"
                    + " query is not grouped by"
                : layout
                    ? "; closed any earlier, the rest would be an item of its own within the line,"
                        + " and here each has its own line"
                    : "; at any other place it would be no SQL"));
  }

  /** {@code sum(a -- b) as c}: what was to be taken away twice is a comment. */
  private boolean isInCommentBehind(Token last) {
    String rest = text.substring(last.end(), Lines.end(text, last.end()));
    return Lines.isLast(text, last) && rest.contains(")");
  }

  Mend dropBracket() {
    int begin = list.begin();
    int end = list.itemEnd(fault.at() + 1);
    Flaw.refuseLong(end - begin, end - begin);
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    boolean opened = false;
    for (int i = begin; i <= fault.at(); i++) {
      opened |= tokens.get(i).is("(");
      if (!tokens.get(i).is(")")) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens.subList(begin, end));
      tried.remove(i - begin);
      Expression.Read read = Expression.read(tried, list.form());
      if (read != null && !list.isUngrouped(read)) {
        readings.put(SyntaxMend.texts(tried), i);
      }
    }
    if (!opened) {
      throw new Undecided("what opened the bracket may be lost together with it");
    }
    int place = Flaw.only(readings);
    for (int i = place; i <= fault.at(); i++) {
      if (!tokens.get(i).is(")")) {
        throw new Undecided("the bracket that is too many does not stand beside its double");
      }
    }
    if (!list.beginsForSure()) {
      throw new Undecided("the comma before it may belong into a bracket that was closed too soon");
    }
    refuseLostOpening(begin, end);
    refuseJoinedNames(begin, end);
    Token bracket = tokens.get(place);
    return new Mend(
        bracket.start(),
        bracket.end(),
        "",
        "takes out a bracket that closes what nothing opened; without any other of them the line"
            + " would mean the same or be no SQL");
  }

  /** Had an opening bracket been lost, the line could have meant something else. */
  private void refuseLostOpening(int begin, int end) {
    for (int place = begin; place < fault.at(); place++) {
      List<Token> tried = new ArrayList<>(tokens.subList(begin, end));
      tried.add(place - begin, Flaw.OPEN);
      boolean afterName =
          place > begin
              && tokens.get(place - 1).isName()
              && SqlWords.isGiven(tokens.get(place - 1));
      if (!afterName
          && Expression.read(tried, list.form()) != null
          && !isIdle(tried, place - begin)) {
        throw new Undecided("an opening bracket may be lost rather than a closing one too many");
      }
    }
  }

  /** {@code lowertrim(email))} and {@code lower(trimemail))} lack a bracket within a word. */
  private void refuseJoinedNames(int begin, int end) {
    for (Token token : tokens.subList(begin, end)) {
      String word = token.text().toLowerCase(Locale.ROOT);
      boolean joined =
          token.kind() == Token.Kind.WORD
              && !SqlWords.AGGREGATES.contains(word)
              && !SqlWords.FUNCTIONS.contains(word)
              && SqlWords.FUNCTIONS.stream().anyMatch(name -> word.matches(name + "[a-z].*"));
      if (joined) {
        throw new Undecided("an opening bracket may be lost in " + token.text());
      }
    }
  }

  /** Whether a pair of brackets groups nothing that was not one already. */
  private static boolean isIdle(List<Token> tokens, int bracket) {
    int depth = 0;
    boolean operators = false;
    int i = bracket;
    do {
      Token token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      boolean binary =
          (token.kind() == Token.Kind.SYMBOL
                  && !token.is("(")
                  && !token.is(")")
                  && !token.is(".")
                  && !token.is("*"))
              || token.is("*")
              || token.isOneOf(SqlWords.OPERATORS)
              || token.is("not");
      operators |= depth == 1 && binary && i > bracket;
      i++;
    } while (depth > 0 && i < tokens.size());
    boolean before =
        bracket == 0 || tokens.get(bracket - 1).is("(") || tokens.get(bracket - 1).is(",");
    boolean after =
        i >= tokens.size()
            || tokens.get(i).is(")")
            || tokens.get(i).is(",")
            || tokens.get(i).is("as");
    return !operators || (before && after);
  }

  private static String quoted(String text) {
    return "`" + text.replace("`", "'") + "`";
  }
}
