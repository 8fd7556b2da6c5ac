package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remedies of what was measured in production, from a cause's details to the text. */
class MeasuredFixersTest {
  private static final String MODEL = "models/stg_items.sql";
  private static final Map<String, String> READ =
      Map.of(
          "adapter", "duckdb",
          "source", "source.shop.raw.items",
          "through", "cents cast({} as integer)\nsold_at cast({} as timestamp)",
          "files", MODEL);

  @TempDir Path folder;

  @Test
  void columns_of_a_source_are_read_in_the_type_that_they_had() throws IOException {
    Remedy remedy =
        fix(
            "retyped_source_column",
            READ,
            "select id, cents / 100.0 as euros, sold_at from {{ source('raw', 'items') }}");
    assertEquals(
        "select id, cast(cents as integer) / 100.0 as euros, cast(sold_at as timestamp) as sold_at"
            + " from {{ source('raw', 'items') }}",
        remedy.edits().get(MODEL),
        remedy.refusal());
    assertTrue(remedy.says().get(0).contains("`cents` as `cast(cents as integer)`"));
  }

  @Test
  void a_model_that_names_none_of_them_leaves_nothing_to_do() throws IOException {
    Remedy remedy = fix("unlike_keys", READ, "select id from {{ source('raw', 'items') }}");
    assertEquals("no model on the way names the column", remedy.refusal());
  }

  @Test
  void a_side_that_is_not_told_is_left_to_a_person() throws IOException {
    Map<String, String> details =
        Map.of("source", "source.shop.raw.items", "undecided", "which side is not told");
    assertEquals("which side is not told", fix("unlike_keys", details, "select 1").refusal());
  }

  @Test
  void a_cast_gets_the_type_of_its_source() throws IOException {
    Map<String, String> details =
        Map.of("file", MODEL, "column", "cents", "from", "INTEGER", "to", "BIGINT");
    Remedy remedy = fix("narrow_cast", details, "select cast(cents as integer) as cents from t");
    assertEquals("select cast(cents as bigint) as cents from t", remedy.edits().get(MODEL));
  }

  @Test
  void a_setting_is_given_with_what_it_does_not_do() throws IOException {
    Map<String, String> details =
        Map.of("file", MODEL, "setting", "unique_key", "value", "'id'", "says", "build it anew");
    Remedy remedy =
        fix("appended_again", details, "{{ config(materialized='incremental') }}\nselect 1 as id");
    assertEquals(
        "{{ config(materialized='incremental', unique_key='id') }}\nselect 1 as id",
        remedy.edits().get(MODEL));
    assertTrue(remedy.says().get(0).contains("build it anew"), remedy.says()::toString);
  }

  @Test
  void a_setting_gets_the_value_that_it_was_found_to_need() throws IOException {
    Map<String, String> details =
        Map.of(
            "file", MODEL,
            "setting", "on_schema_change",
            "value", "'append_new_columns'",
            "instead_of", "fail");
    String text = "{{ config(on_schema_change=\"%s\") }} select 1\n";
    assertEquals(
        text.formatted("append_new_columns"),
        fix("out_of_step", details, text.formatted("fail")).edits().get(MODEL));
    assertTrue(fix("out_of_step", details, "select 1\n").isRefused());
  }

  @Test
  void a_setting_that_somebody_chose_stays() throws IOException {
    Map<String, String> details = Map.of("undecided", "somebody chose it");
    assertEquals("somebody chose it", fix("out_of_step", details, "select 1").refusal());
  }

  @Test
  void a_quotient_is_guarded() throws IOException {
    Map<String, String> details = Map.of("file", MODEL, "divisor", "hours");
    Remedy remedy = fix("division_by_zero", details, "select cargo / hours as x from t");
    assertEquals("select cargo / nullif(hours, 0) as x from t", remedy.edits().get(MODEL));
  }

  @Test
  void rows_that_are_alike_are_joined_once() throws IOException {
    Map<String, String> details =
        Map.of("file", MODEL, "joined", "model.shop.prices", "distinct", "sku,label");
    String text =
        "select i.id, p.label from {{ ref('items') }} i left join {{ ref('prices') }} p on i.sku ="
            + " p.sku";
    assertEquals(
        text.replace(
            "{{ ref('prices') }}", "(select distinct sku, label from {{ ref('prices') }})"),
        fix("fan_out", details, text).edits().get(MODEL));
  }

  private Remedy fix(String kind, Map<String, String> details, String text) throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve(MODEL), text);
    Cause cause =
        new Cause(kind, Verdict.CODE, "model.shop.a", List.of(), "", List.of(), details, null);
    return Fixers.ALL.stream()
        .filter(fixer -> fixer.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .fix(cause, new ProjectText(folder));
  }
}
