package dev.nightshift.activities.sql;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Aggregates of exactly one argument in every warehouse. */
  private static final Set<String> SINGLE_AGGREGATES =
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
          "logical_or");

  /** Aggregates: what is no key of the group stands in one of them. */
  static final Set<String> AGGREGATES =
      joined(
          SINGLE_AGGREGATES,
          Set.of(
              "mode",
              "approx_count_distinct",
              "approx_distinct",
              "array_agg",
              "string_agg",
              "listagg"));

  /** Functions of exactly one argument in every warehouse; Snowflake's floor takes two. */
  static final Set<String> ONE_ARGUMENT =
      joined(
          SINGLE_AGGREGATES,
          Set.of("abs", "lower", "upper", "sqrt", "exp", "sign", "rank", "year", "month", "day"));

  /** Brackets behind them hold names, pairs, or a grammar of their own. */
  static final Set<String> OPAQUE =
      Set.of(
          "struct",
          "row",
          "struct_pack",
          "named_struct",
          "table",
          "pivot",
          "unpivot",
          "flatten",
          "match_recognize",
          "xmlelement",
          "xmlforest",
          "json_table",
          "json_object",
          "openjson",
          "columns",
          "rename",
          "replace",
          "exclude",
          "except",
          "using",
          "values",
          "unnest",
          "generator",
          "lateral",
          "sample",
          "tablesample",
          "sets",
          "transform",
          "recursive");

  /** Words before a bracket that call nothing. */
  static final Set<String> NO_CALL =
      Set.of(
          "in",
          "and",
          "or",
          "not",
          "on",
          "where",
          "when",
          "then",
          "else",
          "by",
          "having",
          "qualify",
          "select",
          "distinct",
          "any",
          "all",
          "some",
          "like",
          "between",
          "case",
          "is",
          "limit",
          "as",
          "rollup",
          "cube",
          "exists",
          "union",
          "intersect",
          "minus");

  /** Common functions, by which a name that lost its bracket is known. */
  static final Set<String> FUNCTIONS =
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

  /** Operators between two operands, of those that are no words. */
  static final Set<String> BINARY =
      Set.of(
          "-", "+", "*", "/", "%", "||", "=", "<", ">", "<=", ">=", "<>", "!=", "//", "^", "&",
          "|");

  /** Words behind an operand that lead somewhere that is not followed. */
  static final Set<String> UNREAD =
      Set.of(
          "at", "collate", "ignore", "respect", "similar", "to", "exclude", "replace", "rename",
          "except", "having", "zone");

  private SqlWords() {}

  private static Set<String> joined(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** A name that somebody gave: to a column, a relation, a function. */
  static boolean isGiven(Token token) {
    return token.kind() == Token.Kind.QUOTED
        || (token.kind() == Token.Kind.WORD && !token.isOneOf(RESERVED));
  }
}
