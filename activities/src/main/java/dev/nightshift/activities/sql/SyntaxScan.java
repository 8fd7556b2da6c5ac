package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Brackets.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where brackets and commas of a query cannot be right, in one pass over its tokens. It goes
 * on behind each fault as if it were mended, so that a text with one slip has one fault.
 */
final class SyntaxScan {
  enum Kind {
    /** A bracket of an expression is still open where the expression must have ended. */
    OPEN_BRACKET,
    /** A bracket closes that was not opened. */
    EXTRA_BRACKET,
    /** The bracket of a query in {@code with} is still open where the next query begins. */
    OPEN_QUERY,
    /** A comma with nothing behind it, or in front of it. */
    STRAY_COMMA,
    /** Two items of a select, on two lines, with no comma between. */
    LOST_COMMA,
    /** Two queries of a {@code with} with no comma between. */
    LOST_QUERY_COMMA,
    /** Something that no bracket or comma alone mends. */
    OTHER
  }

  /**
   * A fault is known at the token {@code at}; {@code stop} is the last at which a parser can have
   * noticed it. {@code begin} is where the item or condition begins that it is in, {@code bracket}
   * the bracket that it is about, {@code clause} where it stands.
   */
  record Fault(Kind kind, int at, int stop, int begin, int bracket, String clause) {}

  private static final List<String> ORDER = List.of("select", "from", "where", "group by");

  private final List<Token> tokens;
  private final String text;
  private final TokenRow row;
  private final Brackets brackets;
  private final QueryHeads heads;
  private final Deque<OpenBracket> open = new ArrayDeque<>();
  private final List<Fault> faults = new ArrayList<>();

  private SyntaxScan(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
    this.row = new TokenRow(tokens);
    this.brackets = new Brackets(row);
    this.heads = new QueryHeads(row);
  }

  static List<Fault> faults(String text, List<Token> tokens) {
    SyntaxScan scan = new SyntaxScan(text, tokens);
    scan.open.push(new OpenBracket(Frame.QUERY, -1, false));
    for (int i = 0; i < tokens.size(); i++) {
      scan.take(i);
    }
    scan.end();
    return scan.faults;
  }

  private OpenBracket here() {
    return open.peek();
  }

  private boolean is(int i, String word) {
    return row.is(i, word);
  }

  private void take(int i) {
    Token token = tokens.get(i);
    endsOpenBrackets(i);
    if (is(i, "(") || is(i, "[") || is(i, "{")) {
      opens(i);
    } else if (is(i, ")") || is(i, "]") || is(i, "}")) {
      closes(i);
    } else if (here().frame == Frame.QUERY) {
      inQuery(i);
    } else if (here().frame == Frame.PLAIN && is(i, ",") && is(i + 1, ")") && isListAfterIn()) {
      faults.add(new Fault(Kind.STRAY_COMMA, i, i + 1, i, -1, "list"));
    } else if (here().frame == Frame.CAST && token.is("as")) {
      here().types++;
    }
  }

  private boolean isListAfterIn() {
    return is(here().bracket - 1, "in");
  }

  /** A word that cannot stand in the bracket that is open says that it had to be closed. */
  private void endsOpenBrackets(int i) {
    int closed = 0;
    int bracket = -1;
    while (brackets.ends(here(), i)) {
      bracket = here().bracket;
      closed++;
      open.pop();
    }
    if (closed > 0) {
      faults.add(
          new Fault(
              Kind.OPEN_BRACKET, i, i, here().begin, closed == 1 ? bracket : -1, here().clause));
    }
  }

  private void opens(int i) {
    OpenBracket around = here();
    boolean withList = around.frame == Frame.QUERY && around.clause.equals("with");
    Frame frame = brackets.frame(i, around);
    if (around.frame == Frame.QUERY && startsItem(i)) {
      lostComma(i);
    }
    open.push(new OpenBracket(frame, i, withList && frame == Frame.QUERY));
  }

  private void closes(int i) {
    OpenBracket last = here();
    if (last.bracket < 0) {
      faults.add(new Fault(Kind.EXTRA_BRACKET, i, i + 1, last.begin, i, last.clause));
      return;
    }
    if (!brackets.matches(last.bracket, i)) {
      throw new Undecided("brackets of different kinds cross");
    }
    if (last.frame == Frame.QUERY) {
      strayComma(i);
    }
    if (last.cte && !heads.mayFollow(i + 1)) {
      if (heads.isNext(i + 1)) {
        open.pop();
        faults.add(new Fault(Kind.LOST_QUERY_COMMA, i + 1, i + 1, i + 1, -1, "with"));
        return;
      }
      String clause = is(i + 1, ")") ? "with" : last.clause;
      faults.add(new Fault(Kind.EXTRA_BRACKET, i, i + 1, last.begin, i, clause));
      return;
    }
    open.pop();
  }

  private void inQuery(int i) {
    OpenBracket query = here();
    Token token = tokens.get(i);
    if (query.cte && query.body && heads.isNext(i) && !is(i - 1, ",")) {
      nextQuery(i, i + 2, "comma");
      return;
    }
    if (query.cte && query.body && is(i, ",") && heads.isNext(i + 1)) {
      nextQuery(i, i + 4, "");
      return;
    }
    if (token.is("with") && query.clause.isEmpty()) {
      query.clause = "with";
      return;
    }
    if (token.is("select")) {
      select(i);
      return;
    }
    if (token.is(",")) {
      impossibleComma(i);
      strayComma(i + 1);
      doubleComma(i);
      query.begin = i + 1;
      return;
    }
    String clause = clauseAt(i);
    if (clause != null) {
      strayComma(i);
      order(i, clause);
      query.clause = clause;
      query.begin = i + (clause.endsWith(" by") ? 2 : 1);
      return;
    }
    if (startsItem(i)) {
      lostComma(i);
    }
  }

  private void impossibleComma(int i) {
    String clause = here().clause;
    boolean condition = Set.of("where", "having", "qualify").contains(clause);
    boolean noQueryNext =
        clause.equals("with")
            && !is(i + 1, "select")
            && !is(i + 1, ",")
            && i + 1 < tokens.size()
            && !(tokens.get(i + 1).kind() == Token.Kind.JINJA)
            && !heads.isHead(i + 1);
    if (condition || noQueryNext) {
      faults.add(new Fault(Kind.OTHER, i, i + 2, i, -1, clause));
    }
  }

  /** {@code from}, {@code where} and {@code group by} stand once, in this order. */
  private void order(int i, String clause) {
    if (clause.equals("from") && Set.of("", "with", "set operator").contains(here().clause)) {
      throw new Undecided("a query begins with from");
    }
    int rank = ORDER.indexOf(clause);
    if (rank > 0 && rank <= ORDER.indexOf(here().clause)) {
      faults.add(new Fault(Kind.OTHER, i, i, i, -1, clause));
    }
  }

  /** The with-list goes on, so the query that is open had to be closed. */
  private void nextQuery(int i, int stop, String missing) {
    OpenBracket query = open.pop();
    faults.add(new Fault(Kind.OPEN_QUERY, i, stop, query.begin, query.bracket, missing));
    if (is(i, ",")) {
      here().begin = i + 1;
    }
  }

  private void select(int i) {
    OpenBracket query = here();
    boolean begins =
        query.clause.isEmpty()
            || query.clause.equals("with")
            || query.clause.equals("set operator")
            || tokens.get(i - 1).isOneOf(Set.of("all", "distinct", "name"))
            || is(i - 1, "(");
    if (!begins && query.cte) {
      OpenBracket closed = open.pop();
      faults.add(new Fault(Kind.OPEN_QUERY, i, i, closed.begin, closed.bracket, ""));
      query = here();
    }
    if (query.clause.equals("with") && is(i - 1, ",")) {
      faults.add(new Fault(Kind.STRAY_COMMA, i - 1, i, i - 1, -1, "with"));
    }
    query.clause = "select";
    query.body = false;
    query.begin = i + 1;
    if (is(i + 1, "distinct") || is(i + 1, "all")) {
      query.begin++;
    }
  }

  private String clauseAt(int i) {
    Token token = tokens.get(i);
    if (token.kind() != Token.Kind.WORD
        || is(i - 1, ".")
        || is(i + 1, ".")
        || is(i - 1, "as")
        || here().clause.equals("with")) {
      return null;
    }
    String word = token.text().toLowerCase(Locale.ROOT);
    String clause =
        switch (word) {
          case "from" -> brackets.isDistinctFrom(i) ? null : word;
          case "where", "having", "qualify" -> word;
          case "group", "order" -> is(i + 1, "by") ? word + " by" : null;
          case "limit" -> is(i + 1, ",") || is(i + 1, "as") || is(i + 1, "(") ? null : word;
          case "window" -> is(i + 2, "as") && is(i + 3, "(") ? word : null;
          case "union", "intersect", "minus" -> "set operator";
          case "except" -> is(i - 1, "*") ? null : "set operator";
          default -> null;
        };
    if ("from".equals(clause)) {
      here().body = true;
    }
    return clause;
  }

  /** Whether the end of a list comes right behind a comma. */
  private void strayComma(int end) {
    OpenBracket query = here();
    if (!is(end - 1, ",") || !Set.of("select", "group by", "order by").contains(query.clause)) {
      return;
    }
    boolean ends = end >= tokens.size() || is(end, ")") || is(end, ";") || clauseAt(end) != null;
    boolean told =
        faults.stream().anyMatch(it -> it.kind() == Kind.STRAY_COMMA && it.at() == end - 1);
    if (ends && !told) {
      faults.add(new Fault(Kind.STRAY_COMMA, end - 1, end, end - 1, -1, query.clause));
    }
  }

  /** A comma right behind another, or behind {@code select}. */
  private void doubleComma(int i) {
    boolean list = Set.of("select", "group by", "order by", "with").contains(here().clause);
    if (list && (is(i - 1, ",") || (is(i - 1, "select") && i - 1 >= 0))) {
      faults.add(new Fault(Kind.STRAY_COMMA, i, i, i, -1, here().clause));
    }
  }

  /** Whether the token stands where, in a select's list, only a comma could. */
  private boolean startsItem(int i) {
    if (!here().clause.equals("select") || i - 2 < here().begin) {
      return false;
    }
    Token token = tokens.get(i);
    boolean operand =
        token.kind() == Token.Kind.QUOTED
            || token.kind() == Token.Kind.NUMBER
            || token.kind() == Token.Kind.STRING
            || (token.kind() == Token.Kind.WORD
                && (SqlWords.isGiven(token) || token.is("case") || token.is("not")));
    if (is(i - 2, "as") && tokens.get(i - 1).isName() && operand) {
      return true;
    }
    // One name behind an expression is its alias; what follows tells that it was none.
    boolean goesOn =
        token.is("as")
            || token.is("(")
            || token.is(".")
            || (token.kind() == Token.Kind.SYMBOL
                && Set.of("-", "+", "*", "/", "||", "::", "=", "<", ">").contains(token.text()));
    return goesOn
        && SqlWords.isGiven(tokens.get(i - 1))
        && firstOnLine(i - 1)
        && endsOperand(i - 2)
        && !is(i - 3, "interval");
  }

  private boolean endsOperand(int i) {
    Token token = tokens.get(i);
    return SqlWords.isGiven(token)
        || token.kind() == Token.Kind.NUMBER
        || token.kind() == Token.Kind.STRING
        || token.is(")")
        || token.is("end");
  }

  private void lostComma(int i) {
    int start = is(i - 2, "as") && !is(i, "as") && !is(i, "(") && !is(i, ".") ? i : i - 1;
    if (is(i - 2, "as") && (is(i, "(") || is(i, "."))) {
      return;
    }
    if (start > here().begin && firstOnLine(start)) {
      faults.add(new Fault(Kind.LOST_COMMA, start, i, here().begin, -1, here().clause));
      here().begin = start;
    }
  }

  private boolean firstOnLine(int i) {
    return Lines.isFirst(text, tokens.get(i));
  }

  private void end() {
    int end = tokens.size();
    int closed = 0;
    int bracket = -1;
    while (here().frame != Frame.QUERY) {
      if (here().frame == Frame.FREE) {
        throw new Undecided("a bracket has no end, and where it should have one cannot be seen");
      }
      bracket = here().bracket;
      closed++;
      open.pop();
    }
    if (closed > 0) {
      faults.add(
          new Fault(
              Kind.OPEN_BRACKET,
              end,
              end,
              here().begin,
              closed == 1 ? bracket : -1,
              here().clause));
    }
    strayComma(end);
    if (open.size() > 1) {
      throw new Undecided("the bracket of a query has no end, and where cannot be seen");
    }
  }
}
