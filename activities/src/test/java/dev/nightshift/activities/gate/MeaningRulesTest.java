package dev.nightshift.activities.gate;

import static dev.nightshift.activities.gate.Given.CHANNEL;
import static dev.nightshift.activities.gate.Given.FAN_OUT;
import static dev.nightshift.activities.gate.Given.RENAMED;
import static dev.nightshift.activities.gate.Given.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningRulesTest {
  private static final String PROJECT = "dbt_project.yml";
  private static final String VARS = "name: shop\nvars:\n  channels: [web]\n  days: 3\n";
  private static final String MODEL = "models/a.sql";
  private static final String READS = "select amount from {{ source('raw', 'payments') }}\n";

  @Test
  void the_documented_change_passes_however_it_is_written() {
    Given given = file(PROJECT, VARS, VARS.replace("[web]", "[web, curbside]")).causedBy(CHANNEL);
    assertEquals("", given.by(new DocumentedFix()));
    String lines = VARS.replace(" [web]", "\n    - web\n    - curbside");
    assertEquals("", file(PROJECT, VARS, lines).causedBy(CHANNEL).by(new DocumentedFix()));
  }

  @ParameterizedTest
  @CsvSource({
    "[web], '[web, curbsid]'",
    "[web], '[curbside, web]'",
    "[web], '[curbside]'",
    "days: 3, days: 4",
    "'[web]\n  days: 3', '[web, curbside]\n  days: 4'",
    "name: shop, 'name: shop\non-run-end: x'"
  })
  void any_other_change_of_the_file_is_refused(String old, String now) {
    assertFalse(
        file(PROJECT, VARS, VARS.replace(old, now))
            .causedBy(CHANNEL)
            .by(new DocumentedFix())
            .isEmpty());
  }

  private static Cause documented(String file, String key, String value) {
    return new Cause(
        "documented_fix",
        Verdict.CODE,
        "model.shop.orders",
        List.of("test.shop.t"),
        "",
        null,
        null,
        new KnowledgeMatch("e", "", "", "", new DocumentedChange(file, key, "add", value)));
  }

  @Test
  void a_seed_is_given_the_documented_row_and_no_other() {
    String seed = "seeds/channels.csv";
    Cause row = documented(seed, "", "kiosk,\"K\"");
    for (Rule rule : List.of(new DocumentedFix(), new BelongsToCause(), new RowsLost())) {
      assertEquals(
          "",
          file(seed, "code,name\nweb,W\n", "code,name\nweb,W\nkiosk,K\n").causedBy(row).by(rule));
    }
    for (String other : List.of("kisok,K\n", "kiosk,K\nfax,F\n", "", "kiosk,\"K\n\"\n")) {
      Given given = file(seed, "code,name\nweb,W\n", "code,name\nweb,W\n" + other);
      assertFalse(given.causedBy(row).by(new DocumentedFix()).isEmpty(), other);
    }
    Given gone = file(seed, "code,name\nweb,W\n", "code,name\nkiosk,K\n").causedBy(row);
    assertFalse(gone.by(new DocumentedFix()).isEmpty());
  }

  @Test
  void a_tests_list_is_given_the_documented_value_and_no_other() {
    String path = "models/_m.yml";
    String key = "models.orders.columns.way.data_tests.accepted_values.values";
    String before =
        "models: [{name: orders, columns: [{name: way, data_tests: [accepted_values: {values:"
            + " [a]}]}]}]\n";
    Cause value = documented(path, key, "b");
    assertEquals(
        "",
        file(path, before, before.replace("[a]", "[a, b]"))
            .causedBy(value)
            .by(new DocumentedFix()));
    for (String other : List.of("[a, c]", "[b]", "[a, b], quote: false", "[a, b, c]")) {
      Given given = file(path, before, before.replace("[a]", other)).causedBy(value);
      assertFalse(given.by(new DocumentedFix()).isEmpty(), other);
    }
  }

  @Test
  void a_model_maps_the_documented_value_and_nothing_else_of_it_changes() {
    String before = "select id, case way when 'a' then 'A' end as says\nfrom {{ ref('x') }}\n";
    Cause value = documented(MODEL, "says", "'b': 'B'");
    for (String written : List.of(" when 'b' then 'B' end", "\n  when 'b'\n  then 'B'\nend")) {
      Given given = file(MODEL, before, before.replace(" end", written)).causedBy(value);
      assertEquals("", given.by(new DocumentedFix()));
      assertEquals("", given.by(new BelongsToCause()));
      assertEquals("", given.by(new RowsLost()));
    }
    String after = before.replace(" end", " when 'b' then 'B' end");
    for (String other :
        List.of(
            before.replace(" end", " when 'c' then 'B' end"),
            before.replace(" end", " when 'b' then 'b' end"),
            before.replace(" end", " else 'B' end"),
            before.replace("when 'a'", "when 'b' then 'B' when 'a'"),
            after.replace("'A'", "'A '"),
            after.replace("id,", "id, amount,"),
            after.replace("id,", "id, -- {{ run_query('select 1') }}\n"),
            after.replace("ref('x')", "ref('y')"),
            after + "where id > 1\n")) {
      Given given = file(MODEL, before, other).causedBy(value);
      assertFalse(given.by(new DocumentedFix()).isEmpty(), other);
    }
  }

  @Test
  void what_a_person_chose_is_held_like_a_pages_block() {
    Cause chosen =
        new Cause(
            Cause.CHOSEN,
            Verdict.CODE,
            "model.shop.orders.channel",
            List.of("test.shop.t"),
            "",
            null,
            new DocumentedChange(PROJECT, "vars.channels", "add", "curbside").toDetails(),
            null);
    for (Rule rule : List.of(new DocumentedFix(), new BelongsToCause())) {
      String after = VARS.replace("[web]", "[web, curbside]");
      assertEquals("", file(PROJECT, VARS, after).causedBy(chosen).by(rule));
    }
    String other = VARS.replace("[web]", "[web, curbside, fax]");
    assertFalse(file(PROJECT, VARS, other).causedBy(chosen).by(new DocumentedFix()).isEmpty());
    assertFalse(file(MODEL, READS, "x").causedBy(chosen).by(new BelongsToCause()).isEmpty());
  }

  @Test
  void the_documented_files_alone_belong_to_a_documented_fix() {
    Cause value = documented("models/_m.yml", "models.orders.x", "b");
    assertEquals("", file("models/_m.yml", "a", "b").causedBy(value).by(new BelongsToCause()));
    assertFalse(file(MODEL, READS, "x").causedBy(value).by(new BelongsToCause()).isEmpty());
  }

  @Test
  void what_a_page_does_not_name_is_asked() {
    Cause read = RENAMED.knownBy(new KnowledgeMatch("names.md", "", "", "", null));
    Given other = file(MODEL, READS, "x").causedBy(read).naming("names.md", "models/b.sql");
    assertEquals(
        "the page names.md names models/b.sql for this, and the patch changes models/a.sql",
        PatchGate.judge(other.exhibit(), Rules.ALL).ask());
    assertEquals("", asks(file(MODEL, READS, "x").causedBy(read).naming("names.md", MODEL)));
    assertEquals("", asks(file(MODEL, READS, "x").causedBy(read).naming("names.md")));
    assertEquals("", asks(file(MODEL, READS, "x").causedBy(read).naming("other.md", "b.sql")));
    assertEquals("", asks(file(MODEL, READS, "x").causedBy(RENAMED)));
  }

  @Test
  void a_file_that_another_cause_calls_for_is_not_asked() {
    Cause read = RENAMED.knownBy(new KnowledgeMatch("names.md", "", "", "", null));
    Given given = file(MODEL, READS, "x").causedBy(read, RENAMED).naming("names.md", "b.sql");
    assertEquals("", asks(given));
  }

  @Test
  void a_guard_that_somebody_chose_is_not_lifted_without_a_person() {
    String text = "{{ config(on_schema_change='%s') }} select 1";
    Given lifted =
        file(MODEL, text.formatted("fail"), text.formatted("append_new_columns"))
            .causedBy(outOfStep("fail"));
    assertEquals(
        "the patch lifts a guard: models/a.sql has on_schema_change 'append_new_columns' in the"
            + " place of fail, which somebody chose",
        asks(lifted));
    assertEquals("", asks(file("models/b.sql", "a", "b").causedBy(outOfStep("fail"))));
    assertEquals("", asks(file(MODEL, "a", "b").causedBy(outOfStep(""))));
  }

  private static Cause outOfStep(String insteadOf) {
    return new Cause(
        "out_of_step",
        Verdict.CODE,
        "model.shop.a",
        List.of("model.shop.a"),
        "",
        null,
        Map.of(
            "file", MODEL,
            "model", "model.shop.a",
            "setting", "on_schema_change",
            "value", "'append_new_columns'",
            "instead_of", insteadOf),
        null);
  }

  private static String asks(Given given) {
    return PatchGate.judge(given.exhibit(), Rules.ALL).ask();
  }

  @Test
  void the_project_file_is_refused_where_no_entry_names_it() {
    String after = VARS.replace("[web]", "[web, curbside]");
    assertFalse(file(PROJECT, VARS, after).causedBy(RENAMED).by(new DocumentedFix()).isEmpty());
    assertFalse(
        file("sub/" + PROJECT, VARS, after).causedBy(CHANNEL).by(new DocumentedFix()).isEmpty());
  }

  @Test
  void a_file_belongs_to_the_cause_whose_source_it_reads() {
    assertEquals("", file(MODEL, READS, "x").causedBy(RENAMED).by(new BelongsToCause()));
    assertEquals("", file(PROJECT, VARS, "x").causedBy(CHANNEL).by(new BelongsToCause()));
    assertFalse(file(MODEL, "select 1", "x").causedBy(RENAMED).by(new BelongsToCause()).isEmpty());
    assertFalse(file(MODEL, READS, "x").causedBy(CHANNEL).by(new BelongsToCause()).isEmpty());
    assertFalse(
        file("models/new.sql", null, READS).causedBy(RENAMED).by(new BelongsToCause()).isEmpty());
  }

  private static final Cause CALLED =
      new Cause(
          "renamed_column",
          Verdict.CODE,
          "model.shop.stg",
          List.of("model.shop.a"),
          "",
          List.of(),
          Map.of("model", "stg", "relation", "stg", "from", "minutes", "to", "planned"),
          null);

  @Test
  void a_file_belongs_to_the_cause_whose_model_it_reads() {
    String reads = "select minutes from {{ ref('stg') }} where minutes > 0";
    String other = "select minutes from {{ ref('other') }}";
    assertEquals("", file("models/b.sql", reads, "x").causedBy(CALLED).by(new BelongsToCause()));
    for (String path : List.of("models/b.sql", "models/_p.yml", "seeds/b.csv")) {
      String text = path.endsWith(".sql") ? other : reads;
      assertFalse(file(path, text, "x").causedBy(CALLED).by(new BelongsToCause()).isEmpty(), path);
    }
  }

  @Test
  void a_condition_on_a_models_renamed_column_loses_no_row() {
    String before = "select minutes from {{ ref('stg') }} where minutes > 0";
    String after = "select planned as minutes from {{ ref('stg') }} where planned > 0";
    assertEquals("", file("models/b.sql", before, after).causedBy(CALLED).by(new RowsLost()));
    String fewer = after.replace("> 0", "> 1");
    assertFalse(file("models/b.sql", before, fewer).causedBy(CALLED).by(new RowsLost()).isEmpty());
  }

  @Test
  void a_test_reads_a_models_renamed_column_and_nothing_else_of_it_changes() {
    String before = "select minutes from {{ ref('stg') }} where minutes < 0\n";
    String after = "select planned as minutes from {{ ref('stg') }} where planned < 0\n";
    assertEquals("", file("tests/a.sql", before, after).causedBy(CALLED).by(new TestText()));
    String none = after.replace("< 0", "< -9");
    assertFalse(file("tests/a.sql", before, none).causedBy(CALLED).by(new TestText()).isEmpty());
  }

  @Test
  void code_is_not_changed_for_what_the_source_must_mend() {
    Cause source = RENAMED.with(Verdict.SOURCE, "");
    String says = file(MODEL, READS, "x").causedBy(source).by(new BelongsToCause());
    assertTrue(says.contains("whose verdict is SOURCE"), says);
  }

  @Test
  void lineage_says_what_an_unknown_kind_may_change() {
    String manifest =
        """
        {'nodes': {
          'model.shop.top': {'resource_type': 'model', 'original_file_path': 'models/top.sql',
             'patch_path': 'shop://models/_top.yml', 'depends_on': {'nodes': []}},
          'model.shop.mid': {'resource_type': 'model', 'original_file_path': 'models/mid.sql',
             'depends_on': {'nodes': ['model.shop.top']}},
          'model.shop.low': {'resource_type': 'model', 'original_file_path': 'models/low.sql',
             'depends_on': {'nodes': ['model.shop.mid']}}}}
        """;
    Cause cause =
        new Cause("other", Verdict.CODE, "x", List.of("model.shop.mid"), "", null, null, null);
    for (String path : List.of("models/top.sql", "models/_top.yml", "models/mid.sql")) {
      assertEquals(
          "",
          Given.manifests(manifest, manifest)
              .and(path, "a", "b")
              .causedBy(cause)
              .by(new BelongsToCause()));
    }
    assertFalse(
        Given.manifests(manifest, manifest)
            .and("models/low.sql", "a", "b")
            .causedBy(cause)
            .by(new BelongsToCause())
            .isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: 2\\n | a: 1\\nb: 3\\n | ''",
        "a: 1\\nb: 2\\n | a: 1\\n\\n# new\\nb: 3\\n | ''",
        "a: [1]\\nb: 2\\n | a: [1, 2]\\nb: 2\\n | ''",
        "l:\\n  - a\\n  - b\\n | l:\\n  - a\\n  - b\\n  - c\\n | ''",
        "a: 1\\nb: 2\\n | a:  1\\nb: 3\\n | means the same",
        "a: 1\\nb: 2\\n | a: \"1\"\\nb: 2\\n | ''",
        "a: x\\nb: 2\\n | a: \"x\"\\nb: 3\\n | means the same",
        "l:\\n  - a\\n  - b\\n | l: [a, b, c]\\n | ''",
        "a: 1 # why\\nb: 2\\n | a: 2\\nb: 2\\n | a comment is lost",
        "# why\\na: 1\\n | a: 1\\n | means the same",
        "a: 1\\nb: 2\\n | b: 2\\na: 1\\n | means the same",
        "a: 1\\n | a: [\\n | not YAML"
      })
  void yaml_is_not_reformatted(String before, String after, String says) {
    String found =
        file("models/a.yml", unescaped(before), unescaped(after)).by(new ReformattedYaml());
    assertEquals(says.isEmpty(), found.isEmpty(), found);
    assertTrue(found.contains(says), found);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void windows_line_ends_are_not_exchanged() {
    assertFalse(
        file("models/a.yml", "a: 1\r\nb: 2\r\n", "a: 1\nb: 3\n")
            .by(new ReformattedYaml())
            .isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select a from t | select a from t where a > 0 | where a > 0",
        "select a from t where a > 0 | select a from t where a > 0 and b | where b",
        "select a from t where a > 0 | select a from t where a > 1 | where a > 1",
        "select a from t | select distinct a from t | distinct",
        "select a from t | select a from t limit 10 | limit 10",
        "select a from t | select a from t qualify row_number() over (order by a) = 1 | qualify",
        "select a from t | select a from t join u on t.a = u.a | join u",
        "select a from t left join u on t.a = u.a | select a from t inner join u on t.a = u.a | inner join u",
        "select a from t union all select b from u | select a from t union select b from u | union",
        "select a from t union all select b from u | select a from t | a part of a union is gone",
        "select a from t | select a from t except select b from u | except",
        "select a from t group by a | select a from t group by a having count(*) > 1 | having",
        "select a from (select a from t) s | select a from (select a from t where a > 0) s | where",
        "with c as (select a from t) select a from c | with c as (select a from t where 1=0) select a from c | where 1 = 0",
        "select a from t join u on t.a = u.a | select a from t join u on t.a = u.a and u.b | join u on",
        "select a, b from t | select a, max(b) as b from t group by a | group by",
        "select a from t left join u on t.a = u.a | select a from t left join u on t.a = u.a and u.b = 1 | left join u on",
        "select a from t left outer join u using (a) | select a from t left outer join u on false | left outer join u on false",
        "select a from t | delete from t where a > 0 | cannot be followed"
      })
  void what_may_lose_rows_is_refused(String before, String after, String says) {
    String found = file(MODEL, before, after).by(new RowsLost());
    assertTrue(found.contains(says), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select amount from t where amount > 0 | select amount_usd as amount from t where amount_usd > 0",
        "select a from t where a between 1 and 2 | select a, b from t where a between 1 and 2",
        "select a from t where a and b | select a from t where b and a",
        "select a from t WHERE a > 0 | select a from t where  a>0",
        "select a from t | select a from t left join u on t.a = u.a and u.b > 1",
        "select a from t where a > 0 | select a from t",
        "select a from t left join u on t.a = u.a | select a from t left join v on t.a = v.a left join u on t.a = u.a",
        "select amount from t left join u on t.amount = u.a group by amount | select amount_usd as amount from t left join u on t.amount_usd = u.a group by amount_usd",
        "select count(*) from t | select count(*) filter (where a > 0) from t",
        "select a from t | select a /* where a > 0 limit 1 */ from t",
        "select a from t union all select b from u | select a, 1 from t union all select b, 2 from u",
        "select 'x' as n from t | select 'where distinct limit' as n from t"
      })
  void what_loses_none_passes(String before, String after) {
    assertEquals("", file(MODEL, before, after).causedBy(RENAMED).by(new RowsLost()));
  }

  private static final String JOINS =
      "select o.order_id, p.amount from {{ ref('orders') }} o join {{ ref('payments') }} p on"
          + " o.order_id = p.order_id";
  private static final String TOTALS = "models/totals.sql";

  @Test
  void a_join_that_is_proven_to_keep_each_key_loses_copies_only() {
    String after = JOINS.replace("'payments'", "'payments_by_order'");
    assertEquals("", file(TOTALS, JOINS, after).causedBy(FAN_OUT).by(new RowsLost()));
    String left = JOINS.replace(" join", " left join");
    assertEquals(
        "",
        file(TOTALS, left, left.replace("'payments'", "'payments_by_order'"))
            .causedBy(FAN_OUT)
            .by(new RowsLost()));
  }

  @Test
  void nothing_else_is_proven_by_it() {
    String after = JOINS.replace("'payments'", "'payments_by_order'");
    for (Given given :
        List.of(
            file(TOTALS, JOINS, after),
            file(MODEL, JOINS, after).causedBy(FAN_OUT),
            file(TOTALS, JOINS, after).causedBy(FAN_OUT.with(Verdict.UNCLEAR, "")),
            file(TOTALS, JOINS, after + " where p.amount > 0").causedBy(FAN_OUT),
            file(TOTALS, JOINS, after.replace("select", "select distinct")).causedBy(FAN_OUT),
            file(TOTALS, JOINS, JOINS.replace("'payments'", "'paid'")).causedBy(FAN_OUT),
            file(TOTALS, JOINS, JOINS + " qualify row_number() over (partition by o.order_id) = 1")
                .causedBy(FAN_OUT))) {
      assertFalse(given.by(new RowsLost()).isEmpty(), given.exhibit().files()::toString);
    }
  }

  @Test
  void a_proven_join_is_mended_in_its_file_and_nowhere_else() {
    assertEquals("", file(TOTALS, JOINS, "x").causedBy(FAN_OUT).by(new BelongsToCause()));
    assertFalse(file(MODEL, JOINS, "x").causedBy(FAN_OUT).by(new BelongsToCause()).isEmpty());
    assertFalse(file(TOTALS, null, "x").causedBy(FAN_OUT).by(new BelongsToCause()).isEmpty());
  }

  @Test
  void a_seed_keeps_its_rows() {
    assertEquals("", file("seeds/a.csv", "a\n1\n", "a\n1\n2\n").by(new RowsLost()));
    assertFalse(file("seeds/a.csv", "a\n1\n2\n", "a\n1\n").by(new RowsLost()).isEmpty());
  }

  @Test
  void a_test_macro_is_not_defined_or_changed() {
    String test = "{% test positive(model, column_name) %} select 1 {% endtest %}";
    assertFalse(file("tests/generic/p.sql", test, test + " ").by(new TestMacros()).isEmpty());
    assertFalse(
        file("macros/x.sql", null, "{%- macro default__test_unique(m, c) -%}{% endmacro %}")
            .by(new TestMacros())
            .isEmpty());
    assertFalse(
        file("macros/x.sql", null, "{% macro source(a, b) %}{% endmacro %}")
            .by(new TestMacros())
            .isEmpty());
    assertEquals(
        "", file("macros/x.sql", null, "{% macro cents(a) %}{% endmacro %}").by(new TestMacros()));
  }

  @Test
  void a_singular_test_only_follows_the_rename() {
    String before = "select amount from {{ source('raw', 'payments') }} where amount < 0\n";
    String after =
        "select amount_usd as amount from {{ source('raw', 'payments') }} where amount_usd < 0\n";
    assertEquals("", file("tests/a.sql", before, after).causedBy(RENAMED).by(new TestText()));
    assertFalse(
        file("tests/a.sql", before, after + "limit 0")
            .causedBy(RENAMED)
            .by(new TestText())
            .isEmpty());
    assertFalse(file("tests/a.sql", before, "select 1 where false").by(new TestText()).isEmpty());
  }

  private static final Cause ALIKE =
      new Cause(
          "fan_out",
          Verdict.CODE,
          "model.shop.totals",
          List.of("test.shop.unique_totals"),
          "",
          List.of(),
          java.util.Map.of(
              "file", TOTALS, "joined", "model.shop.payments", "distinct", "order_id,amount"),
          null);

  @Test
  void rows_that_a_cause_proves_to_be_alike_may_be_taken_once() {
    String joins =
        "select o.order_id, p.amount from {{ ref('orders') }} o left join {{ ref('payments') }} p on"
            + " o.order_id = p.order_id";
    String once =
        joins.replace(
            "{{ ref('payments') }}",
            "(select distinct order_id, amount from {{ ref('payments') }})");
    assertEquals("", file(TOTALS, joins, once).causedBy(ALIKE).by(new RowsLost()));
    for (String other :
        List.of(
            once.replace("order_id, amount from", "order_id, max(amount) as amount from"),
            once + " where p.amount > 0",
            joins.replace("select o", "select distinct o"))) {
      assertFalse(file(TOTALS, joins, other).causedBy(ALIKE).by(new RowsLost()).isEmpty(), other);
    }
  }
}
