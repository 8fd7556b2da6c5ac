package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.activities.sql.ColumnSlip;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the code itself has wrong, mended in its raw text. */
class CodeFixersTest {
  private static final String MODEL = "models/a.sql";
  @TempDir Path folder;

  @Test
  void the_samples_lost_bracket_is_put_back_as_its_patch_says() throws Exception {
    String file = "models/marts/operations/supplier_scorecard.sql";
    String broken = patched(file, "syntax-error", "code.patch", sample(file));
    Remedy remedy =
        new SyntaxErrorFixer()
            .fix(
                cause("syntax_error", Map.of("file", file, "line", "20", "stop", "as")),
                project(Map.of(file, broken)));
    assertEquals("", remedy.refusal());
    assertEquals(patched(file, "syntax-error", "fix.patch", broken), remedy.edits().get(file));
    assertEquals(
        List.of(
            "`"
                + file
                + "`, line 20: closes the bracket of line 20 behind `line_cost`; closed any"
                + " earlier, a column would stand outside of the aggregate that the query is not"
                + " grouped by."),
        remedy.says());
  }

  @Test
  void the_samples_contract_names_the_new_column_as_its_patch_says() throws Exception {
    String file = "models/marts/sales/_sales.yml";
    Remedy remedy = outside(Map.of(file, sample(file)), "fct_orders");
    assertEquals("", remedy.refusal());
    assertEquals(
        patched(file, "contract-new-column", "fix.patch", sample(file)), remedy.edits().get(file));
  }

  @Test
  void a_contract_that_stands_in_two_files_or_nowhere_is_left_alone() throws Exception {
    String typed = "models: [{name: a, columns: [{name: id, data_type: int}]}]\n";
    String bare = "models: [{name: a, columns: [{name: id}]}]\n";
    String unknown = "it is not known which file holds the contract of `a`";
    assertEquals(
        unknown, outside(Map.of("models/x.yml", typed, "models/y.yml", typed), "a").refusal());
    assertEquals(
        unknown, outside(Map.of("models/x.yml", bare, "models/y.yml", bare), "a").refusal());
  }

  private Remedy outside(Map<String, String> files, String model) throws IOException {
    return new OutsideContractFixer()
        .fix(
            cause(
                "outside_contract",
                Map.of("model", model, "columns", "shipping_amount DECIMAL(12,2)")),
            project(files));
  }

  @Test
  void a_column_that_two_relations_have_gets_the_name_of_the_one_that_is_meant() throws Exception {
    String text = "select sku, title from items i join products p on i.sku = p.sku\n";
    Remedy remedy = whose(text, Map.of("places", "7:i", "why", "the join holds both equal"));
    assertEquals("", remedy.refusal());
    assertEquals(text.replace("select sku", "select i.sku"), remedy.edits().get(MODEL));
    assertEquals(
        List.of("`" + MODEL + "`: reads sku of i; the join holds both equal."), remedy.says());
    assertEquals(
        "`" + MODEL + "`: they differ",
        whose(text, Map.of("places", "7:i", "doubt", "they differ")).refusal());
    assertEquals("it is not known whose `sku` is meant", whose(text, Map.of()).refusal());
  }

  private Remedy whose(String text, Map<String, String> more) throws IOException {
    Map<String, String> details = new HashMap<>(Map.of("file", MODEL, "name", "sku"));
    details.putAll(more);
    return new AmbiguousColumnFixer()
        .fix(cause("ambiguous_column", details), project(Map.of(MODEL, text)));
  }

  @Test
  void the_samples_misspelt_column_is_put_right_as_its_patch_says() throws Exception {
    String file = "models/marts/sales/sales_by_channel_month.sql";
    String broken = patched(file, "broken-ref-in-code", "code.patch", sample(file));
    ColumnSlip slip =
        ColumnSlip.of(broken, "ordrs", Dialect.DUCKDB, (source, name) -> Optional.empty());
    assertEquals("", slip.doubt());
    Remedy remedy =
        new BrokenReferenceFixer()
            .fix(
                misspelt(file, "ordrs", slip.meant(), slip.places().get(0)),
                project(Map.of(file, broken)));
    assertEquals("", remedy.refusal());
    assertEquals(
        patched(file, "broken-ref-in-code", "fix.patch", broken), remedy.edits().get(file));
    assertTrue(remedy.says().get(0).contains("line 30: reads `orders` where `ordrs` stood"));
  }

  @Test
  void a_comma_is_taken_out_though_the_parser_stops_in_the_next_line() throws IOException {
    Remedy remedy =
        new SyntaxErrorFixer()
            .fix(
                cause("syntax_error", Map.of("file", MODEL, "line", "3", "stop", "from")),
                project(Map.of(MODEL, "select\n  a,\n  b,\nfrom t\n")));
    assertEquals("select\n  a,\n  b\nfrom t\n", remedy.edits().get(MODEL), remedy.refusal());
  }

  @Test
  void two_possible_places_for_a_bracket_are_left_to_a_person() throws IOException {
    Remedy remedy =
        new SyntaxErrorFixer()
            .fix(
                cause("syntax_error", Map.of("file", MODEL, "line", "2", "stop", "as")),
                project(Map.of(MODEL, "select\n  (a + b / c as x\nfrom t\n")));
    assertTrue(
        remedy.refusal().contains("line 2 is not closed, and there is more than one place"),
        remedy.refusal());
  }

  @Test
  void a_file_that_is_no_sql_of_the_project_is_not_mended() throws IOException {
    ProjectText project = project(Map.of("models/a.py", "x = (1", MODEL, "select 1"));
    for (String file : List.of("models/a.py", "../a.sql", "models/none.sql", "")) {
      Remedy remedy =
          new SyntaxErrorFixer().fix(cause("syntax_error", Map.of("file", file)), project);
      assertEquals("the cause names no SQL file of the project", remedy.refusal());
    }
  }

  private static Cause named(String kind, String files) {
    return cause(
        kind,
        Map.of(
            "role", "MODEL", "name", "tres", "meant", "trees", "file", MODEL, "named_in", files));
  }

  @Test
  void a_name_is_put_right_in_all_files_that_use_it() throws IOException {
    ProjectText project =
        project(Map.of(MODEL, "{{ ref('tres') }} tres", "models/_p.yml", "to: ref('tres')"));
    for (Fixer fixer : List.of(new ParseErrorFixer(), new CompilationErrorFixer())) {
      assertEquals(
          Map.of(MODEL, "{{ ref('trees') }} tres", "models/_p.yml", "to: ref('trees')"),
          fixer.fix(named(fixer.kind(), MODEL + "\nmodels/_p.yml"), project).edits());
    }
  }

  @Test
  void names_that_were_renamed_together_are_put_right_together() throws IOException {
    Cause cause =
        cause(
            "parse_error",
            Map.of(
                "role", "SOURCE",
                "name", "garden.plants",
                "meant", "yard.plants",
                "also", "garden.beds yard.beds",
                "file", MODEL,
                "named_in", MODEL + "\nmodels/b.sql"));
    Remedy remedy =
        new ParseErrorFixer()
            .fix(
                cause,
                project(
                    Map.of(
                        MODEL,
                        "{{ source('garden', 'plants') }} {{ source('garden', 'beds') }}",
                        "models/b.sql",
                        "{{ source('garden', 'beds') }}")));
    assertEquals(
        Map.of(
            MODEL,
            "{{ source('yard', 'plants') }} {{ source('yard', 'beds') }}",
            "models/b.sql",
            "{{ source('yard', 'beds') }}"),
        remedy.edits());
    assertEquals(3, remedy.says().size(), remedy.says()::toString);
  }

  private Remedy renamed(Map<String, String> more) throws IOException {
    Map<String, String> files = new java.util.HashMap<>(more);
    files.put("models/stg.sql", "select a as planned from {{ source('raw', 't') }}\n");
    files.put(MODEL, "select id, minutes from {{ ref('stg') }}\n");
    return new RenamedColumnFixer("renamed_column")
        .fix(
            cause(
                "renamed_column",
                Map.of(
                    "model", "stg",
                    "relation", "stg",
                    "from", "minutes",
                    "to", "planned",
                    "adapter", "duckdb")),
            project(files));
  }

  @Test
  void a_renamed_column_of_a_model_is_read_under_its_old_name() throws IOException {
    Remedy remedy =
        renamed(
            Map.of(
                "models/b.sql",
                "with s as (select * from {{ ref(\"stg\") }}) select s.*, minutes / 60 as h from s\n",
                "models/c.sql",
                "select minutes from {{ ref('other') }}\n"));
    assertEquals(
        Map.of(
            MODEL,
            "select id, planned as minutes from {{ ref('stg') }}\n",
            "models/b.sql",
            "with s as (select * rename (planned as minutes) from {{ ref(\"stg\") }}) select s.*,"
                + " minutes / 60 as h from s\n"),
        remedy.edits());
    assertTrue(remedy.says().get(0).contains("reads `planned` where it read `minutes` of `stg`"));
  }

  @Test
  void properties_that_still_speak_of_the_old_name_keep_it_from_being_read_anew()
      throws IOException {
    for (String properties :
        List.of(
            "models: [{name: stg, columns: [{name: minutes}]}]\n",
            "snapshots: [{name: s, relation: ref('stg'), config: {check_cols: [minutes]}}]\n",
            "unit_tests: [{name: u, model: a, given: [{input: ref('stg'), rows: [{minutes: 1}]}]}]\n",
            "models: [{name: b, columns: [{name: x, data_tests: [{relationships: {to: \"ref('stg')\","
                + " field: minutes}}]}]}]\n")) {
      Remedy remedy = renamed(Map.of("models/_p.yml", properties));
      assertTrue(remedy.refusal().contains("still speaks of `minutes`"), properties);
    }
  }

  @Test
  void what_properties_say_of_another_model_or_to_people_is_no_hindrance() throws IOException {
    for (String properties :
        List.of(
            "models: [{name: stg, description: In minutes.}, {name: b, columns: [{name: minutes}]}]\n",
            "models: [{name: a, columns: [{name: minutes, data_tests: [not_null]}]}]\n")) {
      assertEquals("", renamed(Map.of("models/_p.yml", properties)).refusal(), properties);
    }
  }

  @Test
  void a_name_that_was_put_right_for_another_cause_is_mended() throws IOException {
    Cause cause = named("compilation_error", MODEL);
    ProjectText project = project(Map.of(MODEL, "select * from {{ ref('tres') }}\n"));
    project.accept(new CompilationErrorFixer().fix(cause, project).edits());

    Remedy again = new CompilationErrorFixer().fix(cause, project);

    assertEquals("", again.refusal());
    assertEquals(Map.of(), again.edits());
    assertEquals(
        List.of("`models/a.sql`: names `trees` by an edit for another cause."), again.says());
  }

  @Test
  void a_file_that_does_not_use_the_name_any_more_keeps_all_back() throws IOException {
    ProjectText project = project(Map.of(MODEL, "{{ ref('tres') }}", "models/b.sql", "tres"));
    Remedy remedy =
        new ParseErrorFixer().fix(named("parse_error", MODEL + "\nmodels/b.sql"), project);
    assertEquals("`models/b.sql` does not name `tres` as it did", remedy.refusal());
  }

  @Test
  void properties_that_dbt_cannot_read_are_mended() throws IOException {
    String file = "models/_p.yml";
    Remedy remedy =
        new ParseErrorFixer()
            .fix(
                cause("parse_error", Map.of("file", file, "line", "3")),
                project(Map.of(file, "models:\n  - name: trees\n    columns []\n")));
    assertEquals("models:\n  - name: trees\n    columns: []\n", remedy.edits().get(file));
    assertEquals(
        List.of("`models/_p.yml`, line 3: `columns []` becomes `columns: []`."), remedy.says());
  }

  @Test
  void a_doubt_of_the_diagnosis_is_handed_on() throws IOException {
    Remedy remedy =
        new BrokenReferenceFixer()
            .fix(
                cause(
                    "broken_reference",
                    Map.of("file", MODEL, "name", "amuont", "doubt", "a and b are both close")),
                project(Map.of(MODEL, "select amuont from t")));
    assertEquals("`models/a.sql`: a and b are both close", remedy.refusal());
  }

  @Test
  void a_relation_or_a_macro_that_is_not_there_is_left_to_a_person() throws IOException {
    Remedy remedy =
        new BrokenReferenceFixer()
            .fix(
                cause("broken_reference", Map.of("file", MODEL, "name", "raw.t", "near", "")),
                project(Map.of(MODEL, "select a from raw.t")));
    assertEquals("it is not known which name was meant by `raw.t`", remedy.refusal());
  }

  @Test
  void a_text_that_is_not_the_diagnosed_one_is_left_alone() throws IOException {
    Remedy remedy =
        new BrokenReferenceFixer()
            .fix(misspelt(MODEL, "amuont", "amount", 8), project(Map.of(MODEL, "select amuont")));
    assertTrue(remedy.refusal().contains("does not read `amuont` as it did"), remedy.refusal());
  }

  @Test
  void a_name_that_another_file_knows_may_be_meant() throws IOException {
    Remedy remedy =
        new BrokenReferenceFixer()
            .fix(
                misspelt(MODEL, "amuont", "amount", 7),
                project(
                    Map.of(
                        MODEL,
                        "select amuont from t",
                        "models/_a.yml",
                        "models: [{name: a, columns: [{name: amuont}]}]")));
    assertTrue(remedy.refusal().contains("`models/_a.yml` names `amuont` too"), remedy.refusal());
  }

  private static Cause misspelt(String file, String wrong, String meant, int place) {
    return cause(
        "broken_reference",
        Map.of(
            "file",
            file,
            "name",
            wrong,
            "near",
            meant,
            "places",
            String.valueOf(place),
            "scope",
            "its CTE x"));
  }

  private static Cause cause(String kind, Map<String, String> details) {
    return new Cause(
        kind, Verdict.CODE, "model.s.a", List.of("model.s.a"), "", List.of(), details, null);
  }

  private ProjectText project(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return new ProjectText(folder);
  }

  private static String sample(String file) throws IOException {
    return Files.readString(LastNight.SAMPLE.resolve("project").resolve(file));
  }

  private static String patched(String file, String scenario, String patch, String text)
      throws Exception {
    List<String> lines =
        Files.readAllLines(LastNight.SAMPLE.resolve("scenarios").resolve(scenario).resolve(patch));
    List<String> diff = lines.stream().filter(line -> !line.startsWith("diff ")).toList();
    assertTrue(lines.contains("+++ b/" + file));
    List<String> after =
        DiffUtils.patch(text.lines().toList(), UnifiedDiffUtils.parseUnifiedDiff(diff));
    return String.join("\n", after) + "\n";
  }

  private Remedy ofSource(String snapshotFile, String snapshot) throws IOException {
    return new RenamedColumnFixer("renamed_source_column")
        .fix(
            cause(
                "renamed_source_column",
                Map.of(
                    "source", "source.shop.raw.t",
                    "relation", "raw.t",
                    "from", "minutes",
                    "to", "planned",
                    "adapter", "duckdb")),
            project(
                Map.of(
                    MODEL,
                    "select minutes from {{ source('raw', 't') }}\n",
                    snapshotFile,
                    snapshot)));
  }

  private static final String KEPT =
      """
      {%% snapshot s %%}
      {{ config(unique_key='id', strategy='check', check_cols=%s) }}
      select %s from {{ source('raw', 't') }}
      {%% endsnapshot %%}
      """;

  @Test
  void a_snapshot_reads_the_renamed_column_under_its_old_name_too() throws IOException {
    assertEquals(
        KEPT.formatted("['minutes']", "id, planned as minutes"),
        ofSource("snapshots/s.sql", KEPT.formatted("['minutes']", "id, minutes"))
            .edits()
            .get("snapshots/s.sql"));
    assertEquals(
        KEPT.formatted("['minutes']", "* rename (planned as minutes)"),
        ofSource("snapshots/s.sql", KEPT.formatted("['minutes']", "*"))
            .edits()
            .get("snapshots/s.sql"));
  }

  @Test
  void a_snapshot_of_properties_that_names_the_renamed_column_is_for_a_person() throws IOException {
    String snapshots =
        "snapshots:\n  - name: s\n    relation: source('raw', '%s')\n    config: {unique_key: id,"
            + " check_cols: [minutes]}\n";
    for (String file : List.of("snapshots/_s.yml", "models/_s.yml")) {
      Remedy remedy = ofSource(file, snapshots.formatted("t"));
      assertTrue(remedy.refusal().contains("`" + file + "`: a snapshot"), remedy.refusal());
      assertEquals("", ofSource(file, snapshots.formatted("other")).refusal());
      assertEquals("", ofSource(file, snapshots.formatted("t").replace("minutes", "a")).refusal());
    }
  }
}
