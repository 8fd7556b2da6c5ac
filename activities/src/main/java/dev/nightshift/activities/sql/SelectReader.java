package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.Locale;
import java.util.Set;

/** Reads one select: where its items and its clauses begin and end. */
final class SelectReader {
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

  private final TreeReader reader;

  SelectReader(TreeReader reader) {
    this.reader = reader;
  }

  Select read(int from, int to) {
    Select select = new Select();
    int i = from;
    if (reader.is(i, "distinct") || reader.is(i, "all")) {
      select.distinct = reader.is(i, "distinct");
      i++;
      if (select.distinct && reader.is(i, "on") && reader.is(i + 1, "(")) {
        select.clauses.add(new Clause("distinct on", new Range(i + 2, reader.partner(i + 1))));
        i = reader.skip(i + 1);
      }
    }
    if (reader.is(i, "top") && i + 1 < to) {
      select.clauses.add(new Clause("limit", new Range(i + 1, i + 2)));
      i = reader.skip(i + 1);
    }
    int end = clauseEnd(i, to);
    items(select, i, end);
    i = end;
    while (i < to) {
      String kind = clauseAt(i);
      int start = i + (kind.endsWith(" by") ? 2 : 1);
      int stop = clauseEnd(start, to);
      if (kind.equals("from")) {
        new FromReader(reader, select).read(start, stop);
      } else {
        select.clauses.add(new Clause(kind, new Range(start, stop)));
      }
      i = stop;
    }
    return select;
  }

  private int clauseEnd(int from, int to) {
    int i = from;
    while (i < to && clauseAt(i) == null) {
      i = reader.skip(i);
    }
    return Math.min(i, to);
  }

  /** The clause that begins here, or null. */
  private String clauseAt(int i) {
    if (reader.at(i).kind() != Token.Kind.WORD
        || reader.is(i - 1, ".")
        || reader.is(i + 1, ".")
        || reader.is(i - 1, "as")) {
      return null;
    }
    String word = reader.at(i).text().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "from" ->
          reader.is(i - 1, "distinct")
                  && i >= 2
                  && (reader.is(i - 2, "is") || reader.is(i - 2, "not"))
              ? null
              : word;
      case "where", "having", "qualify" -> word;
      case "limit", "offset", "fetch" ->
          i + 1 < reader.tokens.size()
                  && !reader.is(i + 1, ",")
                  && !reader.is(i + 1, "(")
                  && !reader.is(i + 1, "as")
              ? "limit"
              : null;
      case "group", "order", "cluster", "distribute", "sort" ->
          reader.is(i + 1, "by") ? word + " by" : null;
      case "window" -> reader.is(i + 2, "as") && reader.is(i + 3, "(") ? word : null;
      default -> null;
    };
  }

  private void items(Select select, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i = i < to ? reader.skip(i) : i + 1) {
      if (i == to || reader.is(i, ",")) {
        if (i > start) {
          select.items.add(item(start, i));
        }
        start = i + 1;
      }
    }
  }

  private Item item(int from, int to) {
    Token last = reader.at(to - 1);
    if (to - from >= 3
        && reader.is(to - 2, "as")
        && (last.isName() || last.kind() == Token.Kind.JINJA)) {
      return new Item(new Range(from, to - 2), last);
    }
    if (to - from >= 2
        && last.isName()
        && !last.isOneOf(NO_ALIAS)
        && endsExpression(reader.at(to - 2))) {
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
