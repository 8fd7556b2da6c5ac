package dev.nightshift.activities.gate;

import static dev.nightshift.activities.gate.Given.RENAMED;
import static dev.nightshift.activities.gate.Given.manifests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRulesTest {
  private static final String NODE = "model.shop.stg_payments";

  /** A test on the source's column, as dbt 1.12 writes it, in short. */
  private static String test(String id, String column, String kwargs, String config) {
    return """
    '%s': {'resource_type': 'test', 'name': 't', 'original_file_path': 'models/_s.yml',
      'column_name': '%s', 'depends_on': {'nodes': ['source.shop.raw.payments']},
      'test_metadata': {'name': 'accepted_values', 'namespace': null,
         'kwargs': {'column_name': '%s'%s}},
      'config': {'severity': 'ERROR'%s}}
    """
        .formatted(id, column, column, kwargs, config);
  }

  private static String nodes(String... nodes) {
    return "{'nodes': {"
        + String.join(",", nodes)
        + "}, 'macros': {'macro.dbt.test_unique': {'macro_sql': 'x'}}}";
  }

  @Test
  void a_test_that_stays_passes() {
    String same = nodes(test("test.shop.t.1", "amount", "", ""));
    assertEquals("", manifests(same, same).by(new TestsKept()));
  }

  @Test
  void a_build_that_did_not_end_proves_nothing_and_is_all_there_is_to_say() {
    String same = nodes(test("test.shop.t.1", "amount", "", ""));
    Given given = manifests(same, same).causedBy(RENAMED).was(NODE, "error", null);
    given.stopped("dbt did not end within 27 min");
    assertEquals(
        "not_verified: with the patch dbt did not end within 27 min",
        String.join(
            "\n",
            PatchGate.judge(given.exhibit(), Rules.ALL).refusals().stream()
                .map(Object::toString)
                .toList()));
  }

  @Test
  void a_variable_that_no_sandbox_has_is_told_with_the_keys_that_help() {
    String same = nodes(test("test.shop.t.1", "amount", "", ""));
    String missing = "Parsing Error\n  Env var required but not provided: 'SHOP_PAGER'";
    assertEquals(
        ": with the patch dbt does not run: Parsing Error Env var required but not provided:"
            + " 'SHOP_PAGER' (a sandbox is given no SHOP_PAGER: name it under `environment` of the"
            + " project in nightshift.yml; where only a hook wants it, `sandbox: {hooks: skip}`"
            + " leaves hooks out)",
        manifests(same, same).saying(missing).by(new Verified()));
    assertEquals(
        ": with the patch dbt does not run: Parsing Error it is odd",
        manifests(same, same).saying("Parsing Error\n  it is odd").by(new Verified()));
  }

  @Test
  void a_test_moves_with_the_renamed_column() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", ", 'to': 'amount > fee'", "")),
            nodes(test("test.shop.t.2", "amount_usd", ", 'to': 'amount_usd > fee'", "")));
    assertEquals("", given.causedBy(RENAMED).by(new TestsKept()));
  }

  @Test
  void what_the_cause_names_is_told_by_the_name_that_it_has_now() {
    Cause tested =
        new Cause(
            RENAMED.kind(),
            Verdict.CODE,
            RENAMED.subject(),
            List.of("test.shop.t.1", NODE),
            "",
            null,
            RENAMED.details(),
            null);
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", "", "")),
            nodes(test("test.shop.t.2", "amount_usd", "", "")));
    assertEquals(
        Map.of("test.shop.t.1", "test.shop.t.2"),
        PatchGate.judge(given.causedBy(tested).exhibit(), Rules.ALL).moved());
  }

  @Test
  void a_long_names_alias_is_a_hash_and_moves_too() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", "", ", 'alias': 'source_accepted_1f'")),
            nodes(test("test.shop.t.2", "amount_usd", "", ", 'alias': 'source_accepted_2e'")));
    assertEquals("", given.causedBy(RENAMED).by(new TestsKept()));
  }

  @Test
  void a_test_that_moves_for_no_cause_is_gone() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", "", "")),
            nodes(test("test.shop.t.2", "amount_usd", "", "")));
    assertTrue(given.by(new TestsKept()).contains("is gone or disabled"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", 'severity': 'WARN' | has other settings: severity",
        ", 'where': '1=0' | has other settings: where",
        ", 'warn_if': '>10' | has other settings: warn_if",
        ", 'limit': 1 | has other settings: limit",
        ", 'enabled': false | has other settings: enabled"
      })
  void a_weaker_test_is_refused(String config, String says) {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", "", "")),
            nodes(test("test.shop.t.1", "amount", "", config)));
    assertTrue(given.by(new TestsKept()).contains(says));
  }

  @Test
  void a_test_that_moves_and_is_weaker_is_refused() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", "", "")),
            nodes(test("test.shop.t.2", "amount_usd", "", ", 'where': '1=0'")));
    assertFalse(given.causedBy(RENAMED).by(new TestsKept()).isEmpty());
  }

  @Test
  void a_longer_list_of_accepted_values_is_refused() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "kind", ", 'values': ['a']", "")),
            nodes(test("test.shop.t.2", "kind", ", 'values': ['a', 'b']", "")));
    assertTrue(given.causedBy(RENAMED).by(new TestsKept()).contains("has other arguments"));
  }

  private static final String LISTED = "models.m.columns.kind.data_tests.accepted_values.values";

  private static final String LIST = ", 'values': ['web', 'app']";

  /** A page says to add {@code kiosk} to the list of the test that failed. */
  private static Cause documented(String failing, String key) {
    return new Cause(
        "documented_value",
        Verdict.CODE,
        "model.shop.stg_payments.kind",
        List.of(failing),
        "",
        null,
        null,
        new KnowledgeMatch(
            "", "", "", "", new DocumentedChange("models/_s.yml", key, "add", "kiosk")));
  }

  private static String listed(String id, String rest) {
    return nodes(test(id, "kind", rest, ", 'alias': '%s'".formatted(id)));
  }

  @Test
  void a_tests_list_grows_by_the_documented_value_and_the_test_moves() {
    for (String key : List.of("m.data_tests.accepted_values.values", "m.known.arguments.values")) {
      Given given =
          manifests(
              listed("test.shop.t.1", LIST),
              listed("test.shop.t.2", ", 'values': ['web', 'app', 'kiosk']"));
      given.causedBy(documented("test.shop.t.1", key)).was("test.shop.t.1", "fail", null);
      given.was("test.shop.t.2", null, "fail");
      assertEquals("", given.by(new TestsKept()));
      assertEquals("", given.by(new FailsAnew()));
    }
  }

  @Test
  void a_tests_list_grows_by_the_value_that_a_person_chose() {
    Cause chosen =
        documented("test.shop.t.1", "m.values")
            .answered(
                Option.of(
                    "add_kiosk", "", new DocumentedChange("models/_s.yml", LISTED, "add", "kiosk")),
                "ana",
                "")
            .knownBy(null);
    Given given =
        manifests(
            listed("test.shop.t.1", LIST),
            listed("test.shop.t.2", ", 'values': ['web', 'app', 'kiosk']"));
    given.causedBy(chosen).was("test.shop.t.1", "fail", null).was("test.shop.t.2", null, "pass");
    assertEquals("", given.by(new TestsKept()));
    Given other =
        manifests(
            listed("test.shop.t.1", LIST),
            listed("test.shop.t.2", ", 'values': ['web', 'app', 'kisok']"));
    assertFalse(other.causedBy(chosen).by(new TestsKept()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "another value | , 'values': ['web', 'app', 'kisok']",
        "one more value | , 'values': ['web', 'app', 'kiosk', 'fax']",
        "another in its place | , 'values': ['web', 'kiosk']",
        "twice | , 'values': ['web', 'app', 'kiosk', 'kiosk']",
        "no longer quoted | , 'values': ['web', 'app', 'kiosk'], 'quote': false",
        "another column | , 'values': ['web', 'app', 'kiosk'], 'column_name': 'way'"
      })
  void a_list_grows_by_nothing_else(String what, String kwargs) {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "kind", LIST, "")),
            nodes(test("test.shop.t.2", "kind", kwargs, "")));
    Cause cause = documented("test.shop.t.1", "m.data_tests.accepted_values.values");
    assertFalse(given.causedBy(cause).by(new TestsKept()).isEmpty(), what);
  }

  @Test
  void a_test_whose_list_grows_is_no_weaker_otherwise() {
    String before = listed("test.shop.t.1", LIST);
    String after = listed("test.shop.t.2", ", 'values': ['web', 'app', 'kiosk']");
    Cause cause = documented("test.shop.t.1", "m.data_tests.accepted_values.values");
    for (String[] other :
        List.of(
            new String[] {"'severity': 'ERROR'", "'severity': 'WARN'"},
            new String[] {"'severity': 'ERROR'", "'severity': 'ERROR', 'where': '1=0'"},
            new String[] {"'name': 'accepted_values'", "'name': 'accepted_range'"},
            new String[] {"'namespace': null", "'namespace': 'mine'"},
            new String[] {"source.shop.raw.payments", "source.shop.raw.orders"})) {
      assertFalse(
          grown(before, after.replace('"', '\'').replace(other[0], other[1]), cause).isEmpty());
    }
  }

  @Test
  void a_value_that_is_documented_for_another_test_or_key_does_not_grow_the_list() {
    String before = listed("test.shop.t.1", LIST);
    String after = listed("test.shop.t.2", ", 'values': ['web', 'app', 'kiosk']");
    String values = "m.data_tests.accepted_values.values";
    assertEquals("", grown(before, after, documented("test.shop.t.1", values)));
    assertFalse(grown(before, after, documented("test.shop.t.9", values)).isEmpty());
    assertFalse(grown(before, after, documented("test.shop.t.1", "vars.kinds")).isEmpty());
    String elsewhere = before.replace("_s.yml", "_other.yml");
    assertFalse(grown(elsewhere, after, documented("test.shop.t.1", values)).isEmpty());
  }

  private static String grown(String before, String after, Cause cause) {
    return manifests(before, after).causedBy(cause).by(new TestsKept());
  }

  @Test
  void accepted_values_are_no_columns() {
    Given given =
        manifests(
            nodes(test("test.shop.t.1", "amount", ", 'values': ['amount']", "")),
            nodes(test("test.shop.t.2", "amount_usd", ", 'values': ['amount_usd']", "")));
    assertFalse(given.causedBy(RENAMED).by(new TestsKept()).isEmpty());
  }

  private static String unitTest(String given, String expect) {
    return """
    {'unit_tests': {'unit_test.shop.m.u': {'resource_type': 'unit_test', 'name': 'u',
      'original_file_path': 'models/_u.yml', 'created_at': %d,
      'given': [{'input': "source('raw', 'payments')", 'rows': [{'%s': 1, 'id': 2}]}],
      'expect': {'rows': [{'amount': %s}]}}}}
    """
        .formatted(System.identityHashCode(given), given, expect)
        .replace("\"source('raw', 'payments')\"", "'source(\\\"raw\\\", \\\"payments\\\")'");
  }

  @Test
  void a_unit_tests_rows_follow_the_rename_and_nothing_else_of_it_changes() {
    assertEquals(
        "",
        manifests(unitTest("amount", "1"), unitTest("amount_usd", "1"))
            .causedBy(RENAMED)
            .by(new TestsKept()));
    assertFalse(
        manifests(unitTest("amount", "1"), unitTest("amount_usd", "2"))
            .causedBy(RENAMED)
            .by(new TestsKept())
            .isEmpty());
    assertFalse(
        manifests(unitTest("amount", "1"), unitTest("fee", "1"))
            .causedBy(RENAMED)
            .by(new TestsKept())
            .isEmpty());
    assertFalse(
        manifests(unitTest("amount", "1"), "{}").causedBy(RENAMED).by(new TestsKept()).isEmpty());
  }

  private static String model(String rest) {
    return nodes(
        """
        'model.shop.a': {'resource_type': 'model', 'name': 'a', 'original_file_path': 'models/a.sql',
          'config': {'materialized': 'table'%s}, 'columns': {'id': {'data_type': 'int',
          'constraints': [{'type': 'not_null'}]}}, 'contract': {'enforced': true}}
        """
            .formatted(rest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'enforced': true | 'enforced': false | the contract of a is changed",
        "'type': 'not_null' | 'type': 'check' | the type or constraints of a.id are changed",
        "'data_type': 'int' | 'data_type': 'text' | the type or constraints of a.id are changed",
        "'materialized': 'table' | 'materialized': 'view' | a has other settings: materialized",
        "'materialized': 'table' | 'materialized': 'table', 'pre-hook': ['x'] | a has other"
            + " settings: pre-hook",
        "model.shop.a | model.shop.b | model.shop.a is gone or disabled"
      })
  void a_weaker_model_is_refused(String old, String now, String says) {
    String found = manifests(model(""), model("").replace(old, now)).by(new NodesKept());
    assertTrue(found.contains(says), found);
  }

  @Test
  void a_model_with_other_words_about_it_passes() {
    assertEquals(
        "", manifests(model(", 'meta': {}"), model(", 'meta': {'a': 1}")).by(new NodesKept()));
  }

  private static String source(String freshness, String column) {
    return """
    {'sources': {'source.shop.raw.payments': {'resource_type': 'source', 'name': 'payments',
      'original_file_path': 'models/_s.yml', 'loaded_at_field': '%s', 'freshness': %s,
      'columns': {'%s': {'data_type': 'int'}}}}}
    """
        .formatted(column, freshness, column);
  }

  @Test
  void freshness_is_kept_and_may_follow_the_rename() {
    String hours = "{'error_after': {'count': 12}}";
    assertEquals(
        "",
        manifests(source(hours, "amount"), source(hours, "amount_usd"))
            .causedBy(RENAMED)
            .by(new NodesKept()));
    assertTrue(
        manifests(source(hours, "a"), source("{'error_after': {'count': 99}}", "a"))
            .by(new NodesKept())
            .contains("the freshness of payments is changed"));
    assertFalse(
        manifests(source(hours, "amount"), source(hours, "amount_usd"))
            .by(new NodesKept())
            .isEmpty());
  }

  @Test
  void a_macro_does_not_take_anothers_place() {
    String base = nodes();
    String patched =
        base.replace("'macros': {", "'macros': {'macro.shop.test_unique': {'macro_sql': 'y'}, ");
    assertTrue(manifests(base, patched).by(new TestMacros()).contains("takes the place"));
    String other =
        base.replace("'macros': {", "'macros': {'macro.shop.cents': {'macro_sql': 'y'}, ");
    assertEquals("", manifests(base, other).by(new TestMacros()));
  }

  @Test
  void what_dbt_said_is_told_to_whoever_tries_again() {
    Given given =
        manifests("{}", "{}")
            .causedBy(RENAMED)
            .was(NODE, "error", "error")
            .was("model.shop.below", "success", "error")
            .saying(NODE, "Database Error in model a\n  Binder Error: no column \"amout\"\n")
            .saying("model.shop.below", "x".repeat(400));
    assertEquals(
        NODE
            + ": with the patch its status is error: Database Error in model a Binder Error: no"
            + " column \"amout\"",
        given.by(new Verified()));
    String anew = given.by(new FailsAnew());
    assertTrue(anew.contains("with the patch it is error: xxx") && anew.endsWith("x…"), anew);
    assertTrue(anew.length() < 400, anew);
  }

  @Test
  void what_a_cause_names_is_run_and_passes() {
    String same = nodes("'" + NODE + "': {'resource_type': 'model'}");
    assertEquals(
        "",
        manifests(same, same).causedBy(RENAMED).was(NODE, "error", "success").by(new Verified()));
    assertTrue(
        manifests(same, same)
            .causedBy(RENAMED)
            .was(NODE, "error", null)
            .by(new Verified())
            .contains("not run"));
    for (String status : List.of("error", "skipped", "fail")) {
      assertTrue(
          manifests(same, same)
              .causedBy(RENAMED)
              .was(NODE, "error", status)
              .by(new Verified())
              .contains("status is " + status));
    }
  }

  @Test
  void a_source_cause_stays_red() {
    Cause source = RENAMED.with(Verdict.SOURCE, "");
    String same = nodes();
    Given given = manifests(same, same).causedBy(source).was(NODE, "fail", "fail");
    assertEquals("", given.by(new Verified()));
    assertEquals("", given.by(new FailsAnew()));
  }

  @Test
  void what_a_fix_uncovers_is_no_doing_of_it_only_where_that_is_proven() {
    Cause shows = new Cause("x", Verdict.SOURCE, "x", List.of("test.shop.x"), "", null, null, null);
    Given night = manifests("{}", "{}").was("test.shop.x", "skipped", "fail");
    assertEquals("", night.causedBy(shows.uncovered()).by(new FailsAnew()));
    Given other = manifests("{}", "{}").was("test.shop.x", "skipped", "fail");
    assertTrue(
        other
            .causedBy(shows.with(Verdict.UNCLEAR, "").uncovered())
            .by(new FailsAnew())
            .contains("it fails now that it runs"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "pass, fail, its status was pass",
        "-, error, did not fail before",
        "skipped, fail, it fails now that it runs",
        "success, skipped, is skipped with the patch",
        "fail, fail, ''",
        "skipped, skipped, ''",
        "skipped, success, ''",
        "pass, warn, ''",
        "-, success, ''"
      })
  void nothing_fails_that_did_not(String before, String after, String says) {
    String found = manifests("{}", "{}").was("test.shop.x", before, after).by(new FailsAnew());
    assertEquals(says.isEmpty(), found.isEmpty(), found);
    assertTrue(found.contains(says), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'ignore' | 'append_new_columns' | ok",
        "'ignore' | 'sync_all_columns' | a has other settings: on_schema_change",
        "'fail' | 'append_new_columns' | a has other settings: on_schema_change"
      })
  void a_setting_that_a_cause_shows_to_be_lacking_may_be_given(
      String old, String now, String says) {
    setting(old, now, "", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'fail' | 'append_new_columns' | ok",
        "'fail' | 'ignore' | a has other settings: on_schema_change",
        "'sync_all_columns' | 'append_new_columns' | a has other settings: on_schema_change"
      })
  void a_setting_that_a_cause_names_may_get_the_value_that_it_names(
      String old, String now, String says) {
    setting(old, now, "fail", says);
  }

  private static void setting(String old, String now, String insteadOf, String says) {
    Cause lacking =
        new Cause(
            "out_of_step",
            Verdict.CODE,
            "model.shop.a",
            List.of("model.shop.b"),
            "",
            List.of(),
            java.util.Map.of(
                "model", "model.shop.a",
                "setting", "on_schema_change",
                "value", "'append_new_columns'",
                "instead_of", insteadOf),
            null);
    String found =
        manifests(
                model(", 'on_schema_change': " + old.strip()),
                model(", 'on_schema_change': " + now.strip()))
            .causedBy(lacking)
            .by(new NodesKept());
    assertTrue(says.equals("ok") ? found.isEmpty() : found.contains(says), found);
  }

  private static String promising(String more, String checksum) {
    return nodes(
        """
        'model.shop.a': {'resource_type': 'model', 'name': 'a',
          'original_file_path': 'models/a.sql', 'columns': {'id': {'data_type': 'int'}%s},
          'contract': {'enforced': true, 'checksum': '%s'}}
        """
            .formatted(more, checksum));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "weight DECIMAL(12,2) | , 'weight': {'data_type': 'decimal'} | ok",
        "height INTEGER | , 'weight': {'data_type': 'decimal'} | the contract of a is changed",
        "weight DECIMAL(12,2) | , 'weight': {}, 'more': {} | the contract of a is changed",
        "weight DECIMAL(12,2) | , 'id': {'data_type': 'text'}, 'weight': {} | constraints of a.id"
      })
  void a_contract_may_grow_by_what_a_cause_shows_the_model_to_give(
      String given, String named, String says) {
    Cause outside =
        new Cause(
            "outside_contract",
            Verdict.CODE,
            "model.shop.a",
            List.of("model.shop.a"),
            "",
            List.of(),
            java.util.Map.of("columns", given),
            null);
    String found =
        manifests(promising("", "1"), promising(named, "2")).causedBy(outside).by(new NodesKept());
    assertTrue(says.equals("ok") ? found.isEmpty() : found.contains(says), found);
  }
}
