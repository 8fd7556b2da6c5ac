package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxMend.Mend;
import dev.nightshift.activities.sql.SyntaxScan.Fault;
import dev.nightshift.activities.sql.SyntaxScan.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Mends one fault by trying every place: what still reads as SQL is a reading, and only when one
 * reading is left it is taken.
 */
final class Mending {
  private static final Token CLOSE = new Token(Token.Kind.SYMBOL, 0, 0, ")");
  private static final Token OPEN = new Token(Token.Kind.SYMBOL, 0, 0, "(");

  /** So many tokens are read within a second or two. */
  private static final long MOST_READ = 50_000_000;

  /** Common functions, by which a name that lost its bracket is known. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "sum",
          "avg",
          "min",
          "max",
          "count",
          "lower",
          "upper",
          "trim",
          "ltrim",
          "rtrim",
          "round",
          "abs",
          "if",
          "iff",
          "nvl2",
          "decode",
          "to_char",
          "split",
          "array_agg",
          "coalesce",
          "ifnull",
          "nvl",
          "nullif",
          "cast",
          "concat",
          "length",
          "substr",
          "substring",
          "replace",
          "floor",
          "ceil",
          "greatest",
          "least",
          "md5",
          "date",
          "date_trunc",
          "datediff",
          "dateadd",
          "date_diff",
          "date_add",
          "to_date",
          "initcap",
          "extract",
          "year",
          "month",
          "day",
          "split_part",
          "safe_cast",
          "try_cast",
          "left",
          "right",
          "mod",
          "sqrt",
          "row_number",
          "rank",
          "dense_rank",
          "lag",
          "lead");

  private final String text;
  private final List<Token> all;
  private final List<Token> tokens;
  private final Fault fault;
  private final SelectList list;

  /** {@code tokens} are those of {@code all} that one branch of the template holds. */
  Mending(String text, List<Token> all, List<Token> tokens, Fault fault) {
    this.text = text;
    this.all = all;
    this.tokens = tokens;
    this.fault = fault;
    this.list = new SelectList(text, tokens, fault);
  }

  Mend mend() {
    return switch (fault.kind()) {
      case OPEN_BRACKET -> closeBracket();
      case EXTRA_BRACKET -> fault.clause().equals("with") ? dropQueryBracket() : dropBracket();
      case OPEN_QUERY -> closeQuery();
      case STRAY_COMMA -> dropComma();
      case LOST_COMMA -> addComma();
      case LOST_QUERY_COMMA -> addQueryComma();
      case OTHER -> throw new Undecided("no bracket or comma alone mends it");
    };
  }

  private Mend closeBracket() {
    if (fault.bracket() < 0) {
      throw new Undecided("more than one bracket has no end");
    }
    int begin = list.begin();
    refuseLong(fault.at() - begin, fault.at() - begin);
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    boolean grouping = false;
    boolean layout = false;
    for (int place = begin + 1; place <= fault.at(); place++) {
      if (tokens.get(place - 1).is("(")) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens.subList(begin, fault.at()));
      tried.add(place - begin, CLOSE);
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
    int place = only(readings);
    Token last = tokens.get(place - 1);
    if (isInCommentBehind(last)) {
      throw new Undecided("a comment behind it holds a bracket: it may have cut the line short");
    }
    return new Mend(
        last.end(),
        last.end(),
        ")",
        "closes the bracket of line "
            + line(fault.bracket())
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

  private static int only(Map<List<String>, Integer> readings) {
    if (readings.isEmpty()) {
      throw new Undecided("there is no place where one bracket makes it readable");
    }
    if (readings.size() > 1) {
      throw new Undecided(
          "there is more than one place for the bracket, and each would mean something else");
    }
    return readings.values().iterator().next();
  }

  private Mend dropBracket() {
    int begin = list.begin();
    int end = list.itemEnd(fault.at() + 1);
    refuseLong(end - begin, end - begin);
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
    int place = only(readings);
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
      tried.add(place - begin, OPEN);
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
              && !FUNCTIONS.contains(word)
              && FUNCTIONS.stream().anyMatch(name -> word.matches(name + "[a-z].*"));
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

  /** Each place is tried, and all read again each time: what is long would take minutes. */
  private static void refuseLong(int places, int length) {
    if ((long) places * length > MOST_READ) {
      throw new Undecided("the text is too long to try each place for the bracket");
    }
  }

  private Mend dropQueryBracket() {
    if (fault.at() + 1 >= tokens.size() || !tokens.get(fault.at() + 1).is(")")) {
      throw new Undecided("what opened the bracket may be lost together with it");
    }
    refuseLong((int) tokens.stream().filter(token -> token.is(")")).count(), tokens.size());
    Token second = tokens.get(fault.at() + 1);
    Token first = tokens.get(fault.at());
    boolean doubled = first.end() == second.start();
    boolean lines =
        Lines.isFirst(text, first)
            && (doubled || (Lines.isFirst(text, second) && isAloneOnLine(second)));
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
    only(readings);
    return new Mend(
        doubled ? second.start() : Lines.start(text, second.start()),
        doubled ? second.end() : text.indexOf('\n', second.end()) + 1,
        "",
        "takes out a second bracket behind a query of the with");
  }

  private boolean isAloneOnLine(Token token) {
    int end = Lines.end(text, token.end());
    return text.substring(token.end(), end).isBlank() && end < text.length();
  }

  private Mend closeQuery() {
    refuseLong(fault.at() - fault.bracket(), tokens.size());
    boolean comma = fault.clause().equals("comma");
    Map<List<String>, Integer> readings = new LinkedHashMap<>();
    for (int place = fault.bracket() + 2; place <= fault.at(); place++) {
      if (!mayEnd(tokens.get(place - 1))) {
        continue;
      }
      List<Token> tried = new ArrayList<>(tokens);
      tried.add(place, CLOSE);
      if (place == fault.at() && comma) {
        tried.add(place + 1, new Token(Token.Kind.SYMBOL, 0, 0, ","));
      }
      if (isSound(tried)) {
        readings.put(SyntaxMend.texts(tried), place);
      }
    }
    only(readings);
    Token last = all.get(all.indexOf(tokens.get(fault.at())) - 1);
    Token bracket = tokens.get(fault.bracket());
    String closing = comma ? ")," : ")";
    String says =
        "closes the bracket of the query that begins in line "
            + line(fault.bracket())
            + " where the next query begins"
            + (comma ? ", with the comma between them" : "")
            + "; at any other place it would be no SQL";
    int end = Lines.end(text, last.end());
    String rest = text.substring(last.end(), end).strip();
    boolean ownLine =
        Lines.isLast(text, bracket)
            && (rest.isEmpty() || rest.startsWith("--"))
            && line(fault.at()) > Lines.of(text, last.end());
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

  private Mend dropComma() {
    Token comma = tokens.get(fault.at());
    boolean lost =
        fault.stop() == fault.at() ? Lines.isLast(text, comma) && startsLine() : isFirstOfList();
    if (lost || (fault.at() > 0 && isBesideSelect())) {
      throw new Undecided("what the comma parts from the rest may be lost, a star for example");
    }
    if (fault.stop() > fault.at()) {
      int start = comma.start();
      int end = comma.end();
      if (Lines.isFirst(text, comma) && isAloneOnLine(comma)) {
        start = Lines.start(text, comma.start());
        end = text.indexOf('\n', comma.end()) + 1;
      }
      return new Mend(start, end, "", "takes out a comma behind which nothing follows");
    }
    int end = comma.end();
    while (end < text.length() && text.charAt(end) == ' ' && !Lines.isLast(text, comma)) {
      end++;
    }
    return new Mend(comma.start(), end, "", "takes out a comma before which nothing stands");
  }

  /** A line that holds nothing but the comma had an item. */
  private boolean startsLine() {
    return Lines.isFirst(text, tokens.get(fault.at()));
  }

  private boolean isFirstOfList() {
    return fault.clause().equals("select") && tokens.get(fault.at() - 1).is("select");
  }

  /** {@code select , a}: a comma that leads its item begins a line. */
  private boolean isBesideSelect() {
    return fault.clause().equals("select")
        && tokens.get(fault.at() - 1).isOneOf(Set.of("select", "distinct"))
        && !startsLine();
  }

  private Mend addComma() {
    Token next = tokens.get(fault.at());
    int end = list.itemEnd(fault.at());
    boolean readable =
        Expression.read(tokens.subList(list.begin(), fault.at()), Expression.Form.ITEMS) != null
            && Expression.read(tokens.subList(fault.at(), end), Expression.Form.ITEMS) != null;
    if (!readable || !list.readsFrom()) {
      throw new Undecided("it cannot be seen that only a comma is lost between the two lines");
    }
    if (!list.hasEnded(fault.at())) {
      throw new Undecided(
          "what stands in the line before has no name yet, so that an operator may be lost between"
              + " the two lines, and no comma");
    }
    if (list.leadsWithCommas()) {
      return new Mend(next.start(), next.start(), ", ", comma());
    }
    Token last = tokens.get(fault.at() - 1);
    return new Mend(last.end(), last.end(), ",", comma());
  }

  private String comma() {
    return "puts a comma between the items of lines "
        + line(fault.at() - 1)
        + " and "
        + line(fault.at())
        + "; each is whole by itself, and nothing else can stand between two lines of the list";
  }

  private Mend addQueryComma() {
    Token last = tokens.get(fault.at() - 1);
    return new Mend(
        last.end(),
        last.end(),
        ",",
        "puts a comma between two queries of the with; nothing else can stand there");
  }

  private int line(int token) {
    return Lines.of(text, tokens.get(token).start());
  }

  private static String quoted(String text) {
    return "`" + text.replace("`", "'") + "`";
  }
}
