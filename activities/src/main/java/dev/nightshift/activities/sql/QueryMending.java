package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxMend.Mend;
import dev.nightshift.activities.sql.SyntaxScan.Fault;
import dev.nightshift.activities.sql.SyntaxScan.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mends what parts the queries of a {@code with}: their brackets, and the commas between them. */
final class QueryMending {
  private final Flaw flaw;
  private final String text;
  private final List<Token> tokens;
  private final Fault fault;
  private final List<Token> all;

  QueryMending(Flaw flaw, List<Token> all) {
    this.flaw = flaw;
    this.text = flaw.text();
    this.tokens = flaw.tokens();
    this.fault = flaw.fault();
    this.all = all;
  }

  Mend dropQueryBracket() {
    if (fault.at() + 1 >= tokens.size() || !tokens.get(fault.at() + 1).is(")")) {
      throw new Undecided("what opened the bracket may be lost together with it");
    }
    Flaw.refuseLong((int) tokens.stream().filter(token -> token.is(")")).count(), tokens.size());
    Token second = tokens.get(fault.at() + 1);
    Token first = tokens.get(fault.at());
    boolean doubled = first.end() == second.start();
    boolean lines =
        Lines.isFirst(text, first)
            && (doubled || (Lines.isFirst(text, second) && flaw.isAloneOnLine(second)));
    if (!lines) {
      throw new Undecided("what opened the bracket may be lost together with it");
    }
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    for (int i = 0; i <= fault.at() + 1; i++) {
      if (!tokens.get(i).is(")")) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens);
      tried.remove(i);
      if (isSound(tried)) {
        readings.put(SyntaxMend.texts(tried), i);
      }
    }
    Flaw.only(readings);
    return new Mend(
        doubled ? second.start() : Lines.start(text, second.start()),
        doubled ? second.end() : text.indexOf('\n', second.end()) + 1,
        "",
        "takes out a second bracket behind a query of the with");
  }

  Mend closeQuery() {
    Flaw.refuseLong(fault.at() - fault.bracket(), tokens.size());
    boolean comma = fault.clause().equals("comma");
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    for (int place = fault.bracket() + 2; place <= fault.at(); place++) {
      if (!mayEnd(tokens.get(place - 1))) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens);
      tried.add(place, Flaw.CLOSE);
      if (place == fault.at() && comma) {
        tried.add(place + 1, new Token(Token.Kind.SYMBOL, 0, 0, ","));
      }
      if (isSound(tried)) {
        readings.put(SyntaxMend.texts(tried), place);
      }
    }
    Flaw.only(readings);
    Token last = all.get(all.indexOf(tokens.get(fault.at())) - 1);
    Token bracket = tokens.get(fault.bracket());
    String closing = comma ? ")," : ")";
    String says =
        "closes the bracket of the query that begins in line "
            + flaw.line(fault.bracket())
            + " where the next query begins"
            + (comma ? ", with the comma between them" : "")
            + "; at any other place it would be no SQL";
    int end = Lines.end(text, last.end());
    String rest = text.substring(last.end(), end).strip();
    boolean ownLine =
        Lines.isLast(text, bracket)
            && (rest.isEmpty() || rest.startsWith("--"))
            && flaw.line(fault.at()) > Lines.of(text, last.end());
    return ownLine
        ? new Mend(
            end, end, Lines.lineBreak(text) + Lines.indent(text, bracket.start()) + closing, says)
        : new Mend(last.end(), last.end(), closing, says);
  }

  private static boolean mayEnd(Token token) {
    return switch (token.kind()) {
      case WORD ->
          SqlWords.isGiven(token)
              || token.isOneOf(Set.of("end", "asc", "desc", "all", "first", "last", "zone"));
      case SYMBOL -> Set.of(")", "]", "}", "*").contains(token.text());
      case QUOTED, STRING, NUMBER, JINJA -> true;
      case STATEMENT -> false;
    };
  }

  /** No fault is left, and brackets close where brackets of their kind do in this text. */
  private boolean isSound(List<Token> tried) {
    try {
      boolean broken =
          SyntaxScan.faults(text, tried).stream().anyMatch(it -> it.kind() != Kind.STRAY_COMMA);
      return !broken && closesInStyle(tried);
    } catch (Undecided e) {
      return true;
    }
  }

  /** A bracket at the end of a line is closed on a line of its own, and one within it is not. */
  private boolean closesInStyle(List<Token> tried) {
    List<Token> open = new ArrayList<>();
    for (Token token : tried) {
      if (token.is("(")) {
        open.add(token);
      } else if (token.is(")") && !open.isEmpty()) {
        Token opening = open.remove(open.size() - 1);
        if (token.end() > 0 && Lines.isLast(text, opening) != Lines.isFirst(text, token)) {
          return false;
        }
      }
    }
    return true;
  }

  Mend addQueryComma() {
    Token last = tokens.get(fault.at() - 1);
    return new Mend(
        last.end(),
        last.end(),
        ",",
        "puts a comma between two queries of the with; nothing else can stand there");
  }
}
