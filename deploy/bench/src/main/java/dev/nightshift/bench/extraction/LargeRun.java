package dev.nightshift.bench.extraction;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The artifacts of a night's run of so many models, with four tests each, in which the last failed:
 * a tree, in which each model reads one and is read by two, with what dbt writes of each.
 */
record LargeRun(int models, String night, int failed) {
  static final int VERY_LARGE = 8_000;
  static final int TESTS_OF_A_MODEL = 4;
  static final int FAILED = 10;

  private static final int COLUMNS = 48;
  private static final String SQL =
      "with base as (\\n"
          + "    select * from {{ ref('m') }}\\n"
          + "), renamed as (\\n"
          + "    select id, \\\"Name\\\" as name, amount / 100 as amount_usd,\\n"
          + "        case when status in ('a', 'b') then 1 else 0 end as is_good\\n"
          + "    from base\\n"
          + "    where loaded_at > current_date - 30\\n"
          + ")\\n"
          + "select * from renamed\\n";

  /** Ten of them failed. */
  LargeRun(int models) {
    this(models, "2026-11-20", FAILED);
  }

  void write(Path folder) throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.resolve("manifest.json"))) {
      out.write("{\"metadata\": " + metadata("manifest/v12") + ", \"nodes\": {");
      each(out, LargeRun::model);
      out.write(", ");
      each(out, LargeRun::tests);
      out.write("}, \"sources\": {}, \"macros\": {}, \"exposures\": {}, \"parent_map\": {");
      each(out, n -> "\"" + id(n) + "\": [" + parent(n) + "]");
      out.write(", ");
      each(out, n -> ofTests(t -> "\"" + test(n, t) + "\": [\"" + id(n) + "\"]"));
      out.write("}, \"child_map\": {");
      each(out, n -> "\"" + id(n) + "\": [" + children(n) + "]");
      out.write("}}");
    }
    try (Writer out = Files.newBufferedWriter(folder.resolve("run_results.json"))) {
      out.write(
          "{\"metadata\": " + metadata("run-results/v6") + ", \"args\": {\"which\": \"build\"},");
      out.write(" \"results\": [");
      each(out, n -> result(id(n), n >= models - failed ? "error" : "success"));
      out.write(", ");
      each(out, n -> ofTests(t -> result(test(n, t), "pass")));
      out.write("], \"elapsed_time\": 1.0}");
    }
  }

  private String metadata(String schema) {
    return "{\"dbt_schema_version\": \"https://schemas.getdbt.com/dbt/"
        + schema
        + ".json\", \"dbt_version\": \"1.12.6\", \"project_name\": \"large\", \"adapter_type\":"
        + " \"duckdb\", \"invocation_id\": \"of-"
        + night
        + "\", \"generated_at\": \""
        + night
        + "T06:00:00Z\"}";
  }

  private void each(Writer out, IntFunction<String> text) throws IOException {
    for (int n = 0; n < models; n++) {
      out.write(n == 0 ? text.apply(n) : ", " + text.apply(n));
    }
  }

  static String id(int model) {
    return "model.large.m_" + model;
  }

  private static String test(int model, int number) {
    return "test.large.not_null_m_" + model + "_column_" + number + ".0123456789";
  }

  private static String parent(int model) {
    return model == 0 ? "" : "\"" + id(model / 2) + "\"";
  }

  private String children(int model) {
    String below =
        IntStream.of(model * 2, model * 2 + 1)
            .filter(child -> child < models && child != model)
            .mapToObj(child -> "\"" + id(child) + "\", ")
            .collect(Collectors.joining());
    return below + ofTests(t -> "\"" + test(model, t) + "\"");
  }

  private static String ofTests(IntFunction<String> text) {
    return IntStream.range(0, TESTS_OF_A_MODEL).mapToObj(text).collect(Collectors.joining(", "));
  }

  private static String model(int n) {
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                c ->
                    "\"column_%d\": {\"name\": \"column_%d\", \"description\": \"The column number %d of this model, in a sentence.\", \"meta\": {}, \"data_type\": \"varchar\", \"constraints\": [], \"quote\": null, \"tags\": []}"
                        .formatted(c, c, c))
            .collect(Collectors.joining(", "));
    return "\"%s\": {\"database\": \"db\", \"schema\": \"main\", \"name\": \"m_%d\", \"resource_type\": \"model\", \"package_name\": \"large\", \"path\": \"a/m_%d.sql\", \"original_file_path\": \"models/a/m_%d.sql\", \"unique_id\": \"%s\", \"fqn\": [\"large\", \"a\", \"m_%d\"], \"alias\": \"m_%d\", \"checksum\": {\"name\": \"sha256\", \"checksum\": \"%s\"}, \"config\": {\"enabled\": true, \"tags\": [], \"meta\": {}, \"materialized\": \"table\", \"incremental_strategy\": null, \"persist_docs\": {}, \"quoting\": {}, \"column_types\": {}, \"unique_key\": null, \"on_schema_change\": \"ignore\", \"grants\": {}, \"contract\": {\"enforced\": false}}, \"description\": \"A model that says a little about itself.\", \"columns\": {%s}, \"raw_code\": \"%s\", \"language\": \"sql\", \"depends_on\": {\"macros\": [], \"nodes\": [%s]}, \"compiled\": true, \"compiled_code\": \"%s\"}"
        .formatted(
            id(n),
            n,
            n,
            n,
            id(n),
            n,
            n,
            "0123456789abcdef".repeat(4),
            columns,
            SQL.repeat(4),
            parent(n),
            SQL.repeat(4));
  }

  private static String tests(int n) {
    return ofTests(
        t ->
            "\"%s\": {\"test_metadata\": {\"name\": \"not_null\", \"kwargs\": {\"column_name\": \"column_%d\", \"model\": \"{{ get_where_subquery(ref('m_%d')) }}\"}, \"namespace\": null}, \"database\": \"db\", \"schema\": \"main_dbt_test__audit\", \"name\": \"not_null_m_%d_column_%d\", \"resource_type\": \"test\", \"package_name\": \"large\", \"path\": \"not_null.sql\", \"original_file_path\": \"models/a/a.yml\", \"unique_id\": \"%s\", \"fqn\": [\"large\", \"a\", \"not_null_m_%d_column_%d\"], \"config\": {\"enabled\": true, \"materialized\": \"test\", \"severity\": \"ERROR\", \"where\": null, \"limit\": null, \"fail_calc\": \"count(*)\", \"warn_if\": \"!= 0\", \"error_if\": \"!= 0\"}, \"columns\": {}, \"raw_code\": \"{{ test_not_null(**_dbt_generic_test_kwargs) }}\", \"language\": \"sql\", \"depends_on\": {\"macros\": [\"macro.dbt.test_not_null\"], \"nodes\": [\"%s\"]}, \"column_name\": \"column_%d\", \"attached_node\": \"%s\"}"
                .formatted(test(n, t), t, n, n, t, test(n, t), n, t, id(n), t, id(n)));
  }

  private static String result(String id, String status) {
    return "{\"status\": \"%s\", \"timing\": [{\"name\": \"compile\", \"started_at\": \"2026-11-20T06:00:00.000000Z\", \"completed_at\": \"2026-11-20T06:00:01.000000Z\"}, {\"name\": \"execute\", \"started_at\": \"2026-11-20T06:00:00.000000Z\", \"completed_at\": \"2026-11-20T06:00:01.000000Z\"}], \"thread_id\": \"Thread-1\", \"execution_time\": 1.0, \"adapter_response\": {}, \"message\": \"Binder Error: column \\\"x\\\" is not there\", \"failures\": null, \"unique_id\": \"%s\", \"compiled\": true, \"compiled_code\": \"%s\", \"relation_name\": \"db.main.x\"}"
        .formatted(status, id, SQL);
  }
}
