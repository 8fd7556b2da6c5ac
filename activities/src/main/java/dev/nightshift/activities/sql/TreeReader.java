package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
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

  /** Queries that are no select; DuckDB's, mostly. They are kept as they are, and not seen into. */
  private static final Set<String> OPAQUE =
      Set.of("values", "from", "pivot", "unpivot", "table", "summarize", "describe");

  /** Deeper than any warehouse goes; each level is a call of the reader. */
  private static final int DEEPEST = 200;

  final List<Token> tokens;
  private final TokenRow row;
  private final int[] partner;

  TreeReader(List<Token> tokens) {
    this.tokens = tokens;
    this.row = new TokenRow(tokens);
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
        if (open.size() > DEEPEST) {
          throw new Undecided("parentheses are nested deeper than can be followed");
        }
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
    return row.is(i, word);
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
      return new Part(new SelectReader(this).read(from + 1, to), null, null);
    }
    if (is(from, "(") && beginsQuery(from)) {
      Query inner = query(from + 1, partner[from]);
      Range rest = new Range(partner[from] + 1, to);
      return new Part(null, inner, rest.isEmpty() ? null : rest);
    }
    if (is(from, "with")) {
      return new Part(null, query(from, to), null);
    }
    if (from < to && (at(from).isOneOf(OPAQUE) || at(from).kind() == Token.Kind.JINJA)) {
      return new Part(null, null, new Range(from, to));
    }
    throw new Undecided(
        from < to
            ? "a query begins with " + at(from).text()
            : "the text holds no query that can be read");
  }
}
