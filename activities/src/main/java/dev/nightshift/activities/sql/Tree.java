package dev.nightshift.activities.sql;

import java.util.ArrayList;
import java.util.List;

/** The shape of a query: what is read from where, in ranges of tokens. */
final class Tree {
  private Tree() {}

  /** Tokens from {@code from} up to, without, {@code to}. */
  record Range(int from, int to) {
    boolean isEmpty() {
      return from >= to;
    }
  }

  /** {@code with} and the parts of a union. */
  static final class Query {
    final List<Cte> ctes = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();

    /** The set operators between the parts, in small letters. */
    final List<String> operators = new ArrayList<>();
  }

  /** A named query; {@code columns} is null where it names none. */
  record Cte(Token name, List<Token> columns, Query query) {}

  /** One part of a union: a select, a query in parentheses, or what cannot be seen into. */
  record Part(Select select, Query query, Range opaque) {}

  /** One select with its clauses. */
  static final class Select {
    boolean distinct;
    final List<Item> items = new ArrayList<>();
    final List<Relation> relations = new ArrayList<>();
    final List<Clause> clauses = new ArrayList<>();
    final List<Token> using = new ArrayList<>();
    boolean natural;
    boolean reshaped;
  }

  /** A select item; {@code alias} is null where it has none. */
  record Item(Range expression, Token alias) {}

  /**
   * What stands in {@code from}: a name or a Jinja expression ({@code name}), or a query. {@code
   * join} is how it came in, in small letters, {@code on} what it was joined by.
   */
  record Relation(
      String join, Range name, Query query, Token alias, List<Token> columns, List<Range> on) {}

  /** An expression and where it stands: {@code where}, {@code on}, {@code group by} and so on. */
  record Clause(String kind, Range range) {}
}
