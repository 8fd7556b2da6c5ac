package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the shape of a query from its tokens. It knows clauses, joins, subqueries and CTEs, and
 * nothing of expressions but their parentheses, so that any dialect's functions and operators pass.
 */
final class TreeReader {
  private static final Set<String> SET_OPERATORS = Set.of("union", "intersect", "except", "minus");

  /** Words that end an expression; none of them is a column or an alias where it stands. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "null",
          "true",
          "false",
          "end",
          "not",
          "and",
          "or",
          "is",
          "in",
          "like",
          "ilike",
          "between",
          "then",
          "else",
          "when",
          "case",
          "desc",
          "asc",
          "nulls",
          "distinct",
          "from",
          "over",
          "interval",
          "as",
          "by",
          "on",
          "exists",
          "escape",
          "collate");

  final List<Token> tokens;
  private final int[] partner;

  TreeReader(List<Token> tokens) {
    this.tokens = tokens;
    this.partner = partners(tokens);
  }

  Query read() {
    int end = tokens.size();
    while (end > 0 && tokens.get(end - 1).is(";")) {
      end--;
    }
    int start = 0;
    // A template may begin with a call that only configures, and gives no text.
    while (start < end && tokens.get(start).kind() == Token.Kind.JINJA) {
      start++;
    }
    return query(start == end ? 0 : start, end);
  }

  private static int[] partners(List<Token> tokens) {
    int[] partner = new int[tokens.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < partner.length; i++) {
      partner[i] = -1;
      Token token = tokens.get(i);
      if (token.is("(") || token.is("[") || token.is("{")) {
        open.add(i);
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        if (open.isEmpty()) {
          throw new Undecided("a parenthesis closes that was not opened");
        }
        int start = open.remove(open.size() - 1);
        partner[start] = i;
        partner[i] = start;
      }
    }
    if (!open.isEmpty()) {
      throw new Undecided("a parenthesis has no end");
    }
    return partner;
  }

  Token at(int i) {
    return tokens.get(i);
  }

  boolean is(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }

  int partner(int i) {
    return partner[i];
  }

  /** The index after the token, or after the parentheses that begin there. */
  int skip(int i) {
    return is(i, "(") || is(i, "[") || is(i, "{") ? partner[i] + 1 : i + 1;
  }

  boolean beginsQuery(int i) {
    int inner = i;
    while (is(inner, "(")) {
      inner++;
    }
    return is(inner, "select") || is(inner, "with");
  }

  Query query(int from, int to) {
    Query query = new Query();
    int i = from;
    if (is(i, "with")) {
      i = ctes(query, i + 1, to);
    }
    int start = i;
    for (; i < to; i = skip(i)) {
      if (isSetOperator(i, start)) {
        query.parts.add(part(start, i));
        int next = afterOperator(i);
        query.operators.add(words(i, next));
        i = next;
        start = i;
        if (i >= to) {
          break;
        }
      }
    }
    query.parts.add(part(start, to));
    return query;
  }

  private boolean isSetOperator(int i, int start) {
    if (i == start || !at(i).isOneOf(SET_OPERATORS) || is(i - 1, ".")) {
      return false;
    }
    boolean modifiesStar = is(i - 1, "*") && !beginsQuery(i + 1);
    int next = afterOperator(i);
    return !modifiesStar
        && (beginsQuery(next)
            || is(next, "values")
            || (next < tokens.size() && at(next).kind() == Token.Kind.JINJA));
  }

  /** The tokens in small letters. */
  String words(int from, int to) {
    return String.join(" ", tokens.subList(from, to).stream().map(Token::text).toList())
        .toLowerCase(Locale.ROOT);
  }

  private int afterOperator(int i) {
    int next = i + 1;
    while (is(next, "all") || is(next, "distinct") || is(next, "by") || is(next, "name")) {
      next++;
    }
    return next;
  }

  private int ctes(Query query, int from, int to) {
    int i = is(from, "recursive") ? from + 1 : from;
    while (i < to && !is(i, "select") && !is(i, "(")) {
      Token name = at(i);
      i++;
      List<Token> columns = null;
      if (is(i, "(")) {
        columns = names(i);
        i = skip(i);
      }
      if (!is(i, "as")) {
        throw new Undecided("the query after " + name.text() + " cannot be read");
      }
      i++;
      while (is(i, "not") || is(i, "materialized")) {
        i++;
      }
      if (!is(i, "(")) {
        throw new Undecided("the query " + name.text() + " is not in parentheses");
      }
      query.ctes.add(new Cte(name, columns, query(i + 1, partner[i])));
      i = skip(i);
      if (is(i, ",")) {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  List<Token> names(int open) {
    List<Token> names = new ArrayList<>();
    for (int i = open + 1; i < partner[open]; i++) {
      if (at(i).isName()) {
        names.add(at(i));
      }
    }
    return names;
  }

  private Part part(int from, int to) {
    if (is(from, "select")) {
      return new Part(select(from + 1, to), null, null);
    }
    if (is(from, "(") && beginsQuery(from)) {
      Query inner = query(from + 1, partner[from]);
      Range rest = new Range(partner[from] + 1, to);
      return new Part(null, inner, rest.isEmpty() ? null : rest);
    }
    if (is(from, "with")) {
      return new Part(null, query(from, to), null);
    }
    if (from < to && (is(from, "values") || at(from).kind() == Token.Kind.JINJA)) {
      return new Part(null, null, new Range(from, to));
    }
    throw new Undecided(
        from < to
            ? "a query begins with " + at(from).text()
            : "the text holds no query that can be read");
  }

  private Select select(int from, int to) {
    Select select = new Select();
    int i = from;
    if (is(i, "distinct") || is(i, "all")) {
      select.distinct = is(i, "distinct");
      i++;
      if (select.distinct && is(i, "on") && is(i + 1, "(")) {
        select.clauses.add(new Clause("distinct on", new Range(i + 2, partner[i + 1])));
        i = skip(i + 1);
      }
    }
    if (is(i, "top")) {
      select.clauses.add(new Clause("limit", new Range(i + 1, i + 2)));
      i = skip(i + 1);
    }
    int end = clauseEnd(i, to);
    items(select, i, end);
    i = end;
    while (i < to) {
      String kind = clauseAt(i);
      int start = i + (kind.endsWith(" by") ? 2 : 1);
      int stop = clauseEnd(start, to);
      if (kind.equals("from")) {
        new FromReader(this, select).read(start, stop);
      } else {
        select.clauses.add(new Clause(kind, new Range(start, stop)));
      }
      i = stop;
    }
    return select;
  }

  int clauseEnd(int from, int to) {
    int i = from;
    while (i < to && clauseAt(i) == null) {
      i = skip(i);
    }
    return Math.min(i, to);
  }

  /** The clause that begins here, or null. */
  String clauseAt(int i) {
    if (at(i).kind() != Token.Kind.WORD || is(i - 1, ".") || is(i + 1, ".") || is(i - 1, "as")) {
      return null;
    }
    String word = at(i).text().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "from" ->
          is(i - 1, "distinct") && i >= 2 && (is(i - 2, "is") || is(i - 2, "not")) ? null : word;
      case "where", "having", "qualify" -> word;
      case "limit", "offset", "fetch" ->
          i + 1 < tokens.size() && !is(i + 1, ",") && !is(i + 1, "(") && !is(i + 1, "as")
              ? "limit"
              : null;
      case "group", "order", "cluster", "distribute", "sort" ->
          is(i + 1, "by") ? word + " by" : null;
      case "window" -> is(i + 2, "as") && is(i + 3, "(") ? word : null;
      default -> null;
    };
  }

  private void items(Select select, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i = i < to ? skip(i) : i + 1) {
      if (i == to || is(i, ",")) {
        if (i > start) {
          select.items.add(item(start, i));
        }
        start = i + 1;
      }
    }
  }

  private Item item(int from, int to) {
    Token last = at(to - 1);
    if (to - from >= 3 && is(to - 2, "as") && (last.isName() || last.kind() == Token.Kind.JINJA)) {
      return new Item(new Range(from, to - 2), last);
    }
    if (to - from >= 2 && last.isName() && !last.isOneOf(NO_ALIAS) && endsExpression(at(to - 2))) {
      return new Item(new Range(from, to - 1), last);
    }
    return new Item(new Range(from, to), null);
  }

  private static boolean endsExpression(Token token) {
    return switch (token.kind()) {
      case WORD -> !token.isOneOf(NO_ALIAS) || token.is("end") || token.is("null");
      case QUOTED, STRING, NUMBER, JINJA -> true;
      case SYMBOL -> token.is(")") || token.is("]");
      case STATEMENT -> false;
    };
  }
}
