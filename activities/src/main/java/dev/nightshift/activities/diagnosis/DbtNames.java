package dev.nightshift.activities.diagnosis;

import java.util.Map;
import java.util.Set;

/** What dbt itself brings along, and what it documents to have another name now. */
final class DbtNames {
  static final Set<String> FUNCTIONS =
      Set.of(
          "config",
          "dbt_metadata_envs",
          "doc",
          "env_var",
          "fromjson",
          "fromyaml",
          "generate_alias_name",
          "generate_database_name",
          "generate_schema_name",
          "is_incremental",
          "load_result",
          "local_md5",
          "log",
          "print",
          "ref",
          "return",
          "run_query",
          "set_strict",
          "should_full_refresh",
          "source",
          "statement",
          "tojson",
          "toyaml",
          "var",
          "zip_strict");

  static final Set<String> FILTERS =
      Set.of(
          "abs",
          "as_bool",
          "as_native",
          "as_number",
          "as_text",
          "attr",
          "batch",
          "capitalize",
          "default",
          "dictsort",
          "escape",
          "first",
          "float",
          "format",
          "groupby",
          "indent",
          "int",
          "items",
          "join",
          "last",
          "length",
          "list",
          "lower",
          "map",
          "max",
          "min",
          "reject",
          "rejectattr",
          "replace",
          "reverse",
          "round",
          "select",
          "selectattr",
          "sort",
          "string",
          "sum",
          "title",
          "tojson",
          "trim",
          "truncate",
          "unique",
          "upper");

  static final Set<String> STRATEGIES =
      Set.of("append", "merge", "delete_insert", "insert_overwrite", "microbatch");

  static final Set<String> ACCESS = Set.of("private", "protected", "public");

  /**
   * Macros of dbt_utils that have another name since its version 1.0, in itself or in dbt, by its
   * guide for that upgrade.
   */
  static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("dbt_utils.surrogate_key", "dbt_utils.generate_surrogate_key"),
          Map.entry("dbt_utils.any_value", "dbt.any_value"),
          Map.entry("dbt_utils.array_append", "dbt.array_append"),
          Map.entry("dbt_utils.array_concat", "dbt.array_concat"),
          Map.entry("dbt_utils.array_construct", "dbt.array_construct"),
          Map.entry("dbt_utils.bool_or", "dbt.bool_or"),
          Map.entry("dbt_utils.cast_bool_to_text", "dbt.cast_bool_to_text"),
          Map.entry("dbt_utils.concat", "dbt.concat"),
          Map.entry("dbt_utils.date_trunc", "dbt.date_trunc"),
          Map.entry("dbt_utils.dateadd", "dbt.dateadd"),
          Map.entry("dbt_utils.datediff", "dbt.datediff"),
          Map.entry("dbt_utils.escape_single_quotes", "dbt.escape_single_quotes"),
          Map.entry("dbt_utils.except", "dbt.except"),
          Map.entry("dbt_utils.hash", "dbt.hash"),
          Map.entry("dbt_utils.intersect", "dbt.intersect"),
          Map.entry("dbt_utils.last_day", "dbt.last_day"),
          Map.entry("dbt_utils.length", "dbt.length"),
          Map.entry("dbt_utils.listagg", "dbt.listagg"),
          Map.entry("dbt_utils.position", "dbt.position"),
          Map.entry("dbt_utils.replace", "dbt.replace"),
          Map.entry("dbt_utils.right", "dbt.right"),
          Map.entry("dbt_utils.safe_cast", "dbt.safe_cast"),
          Map.entry("dbt_utils.split_part", "dbt.split_part"),
          Map.entry("dbt_utils.type_bigint", "dbt.type_bigint"),
          Map.entry("dbt_utils.type_float", "dbt.type_float"),
          Map.entry("dbt_utils.type_int", "dbt.type_int"),
          Map.entry("dbt_utils.type_numeric", "dbt.type_numeric"),
          Map.entry("dbt_utils.type_string", "dbt.type_string"),
          Map.entry("dbt_utils.type_timestamp", "dbt.type_timestamp"));

  private DbtNames() {}
}
