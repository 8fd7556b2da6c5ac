package dev.nightshift.activities.sql;

import java.util.Set;

/** How queries of a {@code with} begin, and what stands behind one. */
record QueryHeads(TokenRow row) {
  boolean mayFollow(int i) {
    return i >= row.size()
        || row.is(i, ",")
        || (row.is(i, "(")
            && (row.is(i + 1, "select") || row.is(i + 1, "with") || row.is(i + 1, "(")))
        || row.at(i).isOneOf(Set.of("select", "with", "values", "insert", "search", "cycle"))
        || row.at(i).kind() == Token.Kind.JINJA;
  }

  /** {@code name as (select}: nothing but a query of a {@code with} begins so. */
  boolean isNext(int i) {
    if (i >= row.size() || !SqlWords.isGiven(row.at(i)) || !row.is(i + 1, "as")) {
      return false;
    }
    int bracket = i + 2;
    while (row.is(bracket, "not") || row.is(bracket, "materialized")) {
      bracket++;
    }
    return row.is(bracket, "(") && (row.is(bracket + 1, "select") || row.is(bracket + 1, "with"));
  }

  /** {@code name (columns) as materialized (}, with or without the columns. */
  boolean isHead(int from) {
    int i = from + 1;
    if (row.is(i, "(")) {
      while (i < row.size() && !row.is(i, ")")) {
        i++;
      }
      i++;
    }
    if (!row.at(from).isName() || !row.is(i, "as")) {
      return false;
    }
    i++;
    while (row.is(i, "not") || row.is(i, "materialized")) {
      i++;
    }
    return row.is(i, "(");
  }
}
