package dev.nightshift.activities.sql;

import java.util.Set;

/** Words of SQL by the place that they take in an expression. */
final class SqlWords {
  /** Between two operands. */
  static final Set<String> OPERATORS =
      Set.of(
          "and",
          "or",
          "in",
          "is",
          "like",
          "ilike",
          "rlike",
          "regexp",
          "between",
          "div",
          "mod",
          "glob",
          "overlaps",
          "escape");

  /** Aggregates: what is no key of the group stands in one of them. */
  static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "count_if",
          "countif",
          "median",
          "mode",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "any_value",
          "bool_and",
          "bool_or",
          "logical_and",
          "logical_or",
          "approx_count_distinct",
          "approx_distinct",
          "array_agg",
          "string_agg",
          "listagg");

  /** Functions of exactly one argument in every warehouse; Snowflake's floor takes two. */
  static final Set<String> ONE_ARGUMENT =
      Set.of(
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "count_if",
          "countif",
          "median",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "any_value",
          "bool_and",
          "bool_or",
          "logical_and",
          "logical_or",
          "abs",
          "lower",
          "upper",
          "sqrt",
          "exp",
          "sign",
          "rank",
          "year",
          "month",
          "day");

  /** Words that read no column. */
  static final Set<String> CONSTANTS =
      Set.of(
          "null",
          "true",
          "false",
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "sysdate");

  static final Set<String> CASTS = Set.of("cast", "try_cast", "safe_cast");

  /** Calls with words such as {@code from} of their own. */
  static final Set<String> WORDED =
      Set.of("extract", "trim", "substring", "position", "overlay", "ltrim", "rtrim");

  static final Set<String> SET_OPERATORS = Set.of("union", "intersect", "except", "minus");

  /** Words that are no name of a column or function where an operand or an alias may stand. */
  static final Set<String> RESERVED =
      Set.of(
          "select",
          "from",
          "where",
          "group",
          "order",
          "having",
          "qualify",
          "limit",
          "offset",
          "fetch",
          "window",
          "union",
          "intersect",
          "except",
          "minus",
          "join",
          "left",
          "right",
          "inner",
          "full",
          "cross",
          "natural",
          "lateral",
          "on",
          "using",
          "as",
          "with",
          "and",
          "or",
          "not",
          "in",
          "is",
          "like",
          "ilike",
          "rlike",
          "regexp",
          "between",
          "case",
          "when",
          "then",
          "else",
          "end",
          "over",
          "filter",
          "within",
          "partition",
          "by",
          "asc",
          "desc",
          "nulls",
          "first",
          "last",
          "at",
          "collate",
          "ignore",
          "respect",
          "escape",
          "div",
          "similar",
          "distinct",
          "all",
          "any",
          "some",
          "exists",
          "exclude",
          "replace",
          "rename",
          "rows",
          "range",
          "groups",
          "unbounded",
          "preceding",
          "following",
          "zone",
          "both",
          "leading",
          "trailing",
          "for",
          "interval",
          "glob",
          "overlaps",
          "to",
          "lambda",
          "values");

  static final Set<String> LITERAL_TYPES =
      Set.of("date", "time", "timestamp", "timestamptz", "datetime", "interval");

  private SqlWords() {}

  /** A name that somebody gave: to a column, a relation, a function. */
  static boolean isGiven(Token token) {
    return token.kind() == Token.Kind.QUOTED
        || (token.kind() == Token.Kind.WORD && !token.isOneOf(RESERVED));
  }
}
