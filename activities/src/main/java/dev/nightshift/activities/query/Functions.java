package dev.nightshift.activities.query;

import java.util.Set;

/** What functions do, as far as the warehouses agree. */
final class Functions {
  private static final Set<String> COUNTS =
      Set.of(
          "count",
          "count_if",
          "countif",
          "approx_count_distinct",
          "approx_distinct",
          "count_big",
          "regr_count",
          "hll");

  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "min",
          "max",
          "avg",
          "mean",
          "median",
          "mode",
          "any_value",
          "arbitrary",
          "first",
          "last",
          "min_by",
          "max_by",
          "arg_min",
          "arg_max",
          "listagg",
          "string_agg",
          "group_concat",
          "array_agg",
          "arrayagg",
          "collect_list",
          "collect_set",
          "list",
          "object_agg",
          "objectagg",
          "json_agg",
          "jsonb_agg",
          "json_object_agg",
          "bool_or",
          "bool_and",
          "every",
          "boolor_agg",
          "booland_agg",
          "logical_or",
          "logical_and",
          "bit_and",
          "bit_or",
          "bit_xor",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "variance",
          "var_pop",
          "var_samp",
          "corr",
          "covar_pop",
          "covar_samp",
          "percentile_cont",
          "percentile_disc",
          "approx_percentile",
          "approx_quantiles",
          "quantile",
          "quantile_cont",
          "sumif",
          "sum_if",
          "avg_if",
          "kurtosis",
          "skewness",
          "approx_top_count",
          "array_concat_agg",
          "grouping",
          "hash_agg",
          "bitmap_agg");

  /** Of one row in a group with a value in each they have one. */
  private static final Set<String> OF_SOME =
      Set.of(
          "sum",
          "min",
          "max",
          "avg",
          "any_value",
          "bool_or",
          "bool_and",
          "string_agg",
          "listagg",
          "array_agg",
          "median");

  private static final Set<String> NUMBERINGS =
      Set.of("row_number", "rank", "dense_rank", "ntile", "percent_rank", "cume_dist");

  private static final Set<String> FIRST_ARGUMENT_THERE =
      Set.of("coalesce", "ifnull", "nvl", "isnull");

  /** Null where an argument is, and nowhere else. */
  private static final Set<String> STRICT =
      Set.of(
          "lower",
          "upper",
          "trim",
          "ltrim",
          "rtrim",
          "btrim",
          "initcap",
          "reverse",
          "length",
          "len",
          "char_length",
          "character_length",
          "replace",
          "translate",
          "abs",
          "round",
          "ceil",
          "ceiling",
          "floor",
          "sign",
          "exp",
          "date_trunc",
          "trunc",
          "datediff",
          "date_diff",
          "dateadd",
          "date_add",
          "date_sub",
          "timestampdiff",
          "timestampadd",
          "timestamp_trunc",
          "datetime_trunc",
          "extract",
          "date_part",
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "second",
          "quarter",
          "week",
          "dayofweek",
          "dayofyear",
          "last_day",
          "left",
          "right",
          "lpad",
          "rpad",
          "substr",
          "substring",
          "to_char",
          "md5",
          "sha1",
          "sha2",
          "sha256",
          "sha512",
          "md5_hex",
          "sha1_hex",
          "sha2_hex",
          "to_hex",
          "hex",
          "farm_fingerprint",
          "md5_binary",
          "concat_ws");

  private static final Set<String> CONCATENATIONS =
      Set.of("concat", "concat_ws", "greatest", "least", "hash", "xxhash64", "murmur_hash");

  private static final Set<String> GENERATORS =
      Set.of(
          "now",
          "current_date",
          "current_timestamp",
          "getdate",
          "sysdate",
          "localtimestamp",
          "current_datetime",
          "gen_random_uuid",
          "generate_uuid",
          "uuid",
          "uuid_string",
          "newid",
          "random",
          "rand",
          "pi",
          "today",
          "zeroifnull");

  private static final Set<String> CHOICES = Set.of("iff", "if", "iif");

  private Functions() {}

  static boolean counts(String name) {
    return COUNTS.contains(name);
  }

  static boolean aggregates(String name) {
    return COUNTS.contains(name) || AGGREGATES.contains(name);
  }

  static boolean hasValueOfSome(String name) {
    return OF_SOME.contains(name);
  }

  static boolean numbers(String name) {
    return NUMBERINGS.contains(name);
  }

  static boolean takesFirstThere(String name) {
    return FIRST_ARGUMENT_THERE.contains(name);
  }

  static boolean isStrict(String name) {
    return STRICT.contains(name) && !CONCATENATIONS.contains(name);
  }

  /** Whether it has a value where all its arguments have. */
  static boolean isTotal(String name) {
    return STRICT.contains(name) || CONCATENATIONS.contains(name);
  }

  static boolean generates(String name) {
    return GENERATORS.contains(name);
  }

  static boolean chooses(String name) {
    return CHOICES.contains(name);
  }

  /** Whether a word among its arguments is a unit of time and not a column. */
  static boolean takesUnit(String name) {
    return name.contains("date")
        || name.contains("time")
        || name.contains("trunc")
        || name.contains("diff")
        || name.contains("part")
        || name.contains("slice")
        || name.contains("between")
        || name.endsWith("_day")
        || name.equals("extract");
  }
}
