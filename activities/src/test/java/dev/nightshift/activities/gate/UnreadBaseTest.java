package dev.nightshift.activities.gate;

import static dev.nightshift.activities.gate.Given.file;
import static dev.nightshift.activities.gate.Given.manifests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a patch may change of a project that dbt cannot read, and of a name that it cannot find. */
class UnreadBaseTest {
  private static final String PROPERTIES = "models/_park.yml";
  private static final String MODEL = "models/oaks.sql";

  private static Cause unread(String file, Map<String, String> more) {
    Map<String, String> details = new java.util.HashMap<>(more);
    details.put("file", file);
    return new Cause("parse_error", Verdict.CODE, file, List.of(), "", List.of(), details, null);
  }

  private static Cause named(String kind, String role, String name, String meant, String files) {
    Map<String, String> details =
        Map.of("role", role, "name", name, "meant", meant, "named_in", files, "file", MODEL);
    return new Cause(
        kind, Verdict.CODE, "model.park.oaks", List.of(), "", List.of(), details, null);
  }

  private static String slip(String before, String after) {
    Given given =
        file(PROPERTIES, before.replace(";", "\n"), after.replace(";", "\n"))
            .causedBy(unread(PROPERTIES, Map.of()));
    return given.by(new BeyondTheSlip())
        + given.by(new ReformattedYaml())
        + given.by(new BelongsToCause());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "models:;  - name: a; columns: []|models:;  - name: a;    columns: []",
        "models:;  - name: a;    description: {{ doc('a') }}|models:;  - name: a;    description:"
            + " \"{{ doc('a') }}\"",
        "models:;  - name: a;    columns;      - name: b|models:;  - name: a;    columns:;      -"
            + " name: b",
      })
  void white_space_and_marks_of_properties_may_be_mended(String before, String after) {
    assertEquals("", slip(before, after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "models:;  - name: a; columns: []|models:;  - name: b;    columns: []",
        "models:;  - name: a;    data_tests [unique]|models:;  - name: a",
        "models:;  - name: a;    data_tests: [unique]|models:;  - name: a;data_tests: [unique]",
        "models:;  - name: a; columns: []|models:;  - name: a;  columns: [",
      })
  void words_of_properties_stay_and_what_could_be_read_does_too(String before, String after) {
    assertFalse(slip(before, after).isEmpty());
  }

  @Test
  void names_that_were_renamed_together_are_put_right_together() {
    Map<String, String> details =
        Map.of(
            "role", "SOURCE",
            "name", "garden.plants",
            "meant", "yard.plants",
            "also", "garden.beds yard.beds",
            "named_in", MODEL);
    String before = "{{ source('garden', 'plants') }} {{ source('garden', 'beds') }}";
    String right = before.replace("garden", "yard");
    String half = "{{ source('yard', 'plants') }} {{ source('garden', 'beds') }}";
    for (Rule rule : List.of(new BeyondTheSlip(), new BelongsToCause())) {
      Given given = file(MODEL, before, right).causedBy(unread(PROPERTIES, details));
      assertEquals("", given.by(rule), rule.name());
      assertFalse(
          file(MODEL, before, half).causedBy(unread(PROPERTIES, details)).by(rule).isEmpty());
    }
  }

  @Test
  void a_name_is_put_right_as_the_cause_says_and_in_no_other_way() {
    Cause cause = named("parse_error", "MODEL", "tres", "trees", MODEL + "\ntests/t.sql");
    String before = "select a from {{ ref('tres') }} where tres";
    String right = "select a from {{ ref('trees') }} where tres";
    for (String path : List.of(MODEL, "tests/t.sql")) {
      for (Rule rule : List.of(new BeyondTheSlip(), new BelongsToCause(), new TestText())) {
        assertEquals("", file(path, before, right).causedBy(cause).by(rule), rule.name());
      }
    }
    for (String wrong : List.of(right + " limit 1", before.replace("('tres", "('soils"))) {
      assertFalse(
          file(MODEL, before, wrong).causedBy(cause).by(new BeyondTheSlip()).isEmpty(), wrong);
    }
    assertFalse(
        file("models/other.sql", before, right).causedBy(cause).by(new BelongsToCause()).isEmpty());
  }

  @Test
  void what_a_commit_took_away_is_not_the_patch_s_doing() {
    String base =
        "{'nodes': {'model.park.plants': {'resource_type': 'model', 'name': 'plants',"
            + " 'original_file_path': 'models/plants.sql', 'config': {}}}}";
    Cause cause = named("parse_error", "MODEL", "plants", "trees", MODEL);
    Given given =
        manifests(base, "{'nodes': {}}")
            .and(MODEL, "{{ ref('plants') }}", "{{ ref('trees') }}")
            .causedBy(cause);
    assertEquals("", given.by(new NodesKept()));
    assertFalse(
        manifests(base, "{'nodes': {}}")
            .and("models/plants.sql", "a", "b")
            .causedBy(cause)
            .by(new NodesKept())
            .isEmpty());
    assertFalse(
        manifests(base, "{'nodes': {}}").and(MODEL, "a", "b").by(new NodesKept()).isEmpty());
  }

  @Test
  void a_setting_that_dbt_does_not_know_becomes_the_one_that_was_meant() {
    String node =
        "{'nodes': {'model.park.oaks': {'resource_type': 'model', 'name': 'oaks',"
            + " 'original_file_path': 'models/oaks.sql', 'config': {'materialized': 'KIND'}}}}";
    Cause cause = named("compilation_error", "MATERIALIZATION", "tabel", "table", MODEL);
    assertEquals(
        "",
        manifests(node.replace("KIND", "tabel"), node.replace("KIND", "table"))
            .causedBy(cause)
            .by(new NodesKept()));
    assertFalse(
        manifests(node.replace("KIND", "tabel"), node.replace("KIND", "view"))
            .causedBy(cause)
            .by(new NodesKept())
            .isEmpty());
  }

  @Test
  void a_contract_is_counted_anew_with_the_right_materialization_and_stays_enforced() {
    String node =
        "{'nodes': {'model.park.oaks': {'resource_type': 'model', 'name': 'oaks',"
            + " 'original_file_path': 'models/oaks.sql', 'config': {'materialized': 'KIND'},"
            + " 'contract': {'enforced': true, 'checksum': 'KIND'}}}}";
    Cause cause = named("compilation_error", "MATERIALIZATION", "tabel", "table", MODEL);
    String right = node.replace("KIND", "table");
    assertEquals(
        "", manifests(node.replace("KIND", "tabel"), right).causedBy(cause).by(new NodesKept()));
    assertFalse(
        manifests(node.replace("KIND", "tabel"), right.replace("true", "false"))
            .causedBy(cause)
            .by(new NodesKept())
            .isEmpty());
  }

  @Test
  void the_project_s_own_file_is_mended_where_it_cannot_be_read_and_else_not() {
    String broken = "name: park\nprofile park\n";
    Cause cause = unread("dbt_project.yml", Map.of());
    String mended = "name: park\nprofile: park\n";
    assertEquals(
        "", file("dbt_project.yml", broken, mended).causedBy(cause).by(new DocumentedFix()));
    for (String other : List.of(mended + "vars: {a: 1}\n", "name: park\nprofile\n")) {
      assertFalse(
          file("dbt_project.yml", broken, other).causedBy(cause).by(new DocumentedFix()).isEmpty());
    }
    assertFalse(
        file("dbt_project.yml", mended, mended + "# a\n")
            .causedBy(cause)
            .by(new DocumentedFix())
            .isEmpty());
  }

  @Test
  void a_test_that_dbt_does_not_know_becomes_the_one_that_was_meant() {
    String test =
        "{'nodes': {'test.park.ID': {'resource_type': 'test', 'name': 'ID',"
            + " 'original_file_path': 'models/_park.yml', 'config': {}, 'depends_on': {'nodes':"
            + " ['model.park.oaks']}, 'test_metadata': {'name': 'KIND', 'kwargs': {'column_name':"
            + " 'id'}}}}}";
    String base = test.replace("ID", "uniqe_id").replace("KIND", "uniqe");
    Cause cause = named("compilation_error", "TEST", "uniqe", "unique", PROPERTIES);
    String right = test.replace("ID", "unique_id").replace("KIND", "unique");
    assertEquals("", manifests(base, right).causedBy(cause).by(new TestsKept()));
    String other = test.replace("ID", "not_null_id").replace("KIND", "not_null");
    assertFalse(manifests(base, other).causedBy(cause).by(new TestsKept()).isEmpty());
  }

  @Test
  void a_unit_test_is_given_the_model_that_was_meant() {
    String test =
        "{'unit_tests': {'unit_test.park.oaks.u': {'resource_type': 'unit_test', 'name': 'u',"
            + " 'original_file_path': 'models/_park.yml', 'config': {}, 'given': [{'input':"
            + " 'INPUT'}]}}}";
    Cause cause = named("compilation_error", "MODEL", "tres", "trees", PROPERTIES);
    Given right =
        manifests(
                test.replace("INPUT", "ref('tres')".replace("'", "\\u0027")),
                test.replace("INPUT", "ref('trees')".replace("'", "\\u0027")))
            .and(PROPERTIES, "- input: ref('tres')\n", "- input: ref('trees')\n")
            .causedBy(cause);
    assertEquals("", right.by(new TestsKept()));
    Given more =
        manifests(test.replace("INPUT", "a"), test.replace("INPUT", "b"))
            .and(PROPERTIES, "- input: ref('tres')\n", "- input: ref('oaks')\n")
            .causedBy(cause);
    assertFalse(more.by(new TestsKept()).isEmpty());
  }

  @Test
  void a_generic_test_that_was_not_closed_may_be() {
    String before = "{% test tall(model) %}select 1";
    Cause cause = unread("macros/tall.sql", Map.of());
    assertEquals(
        "",
        file("macros/tall.sql", before, before + "\n{% endtest %}")
            .causedBy(cause)
            .by(new TestMacros()));
    assertFalse(
        file("macros/tall.sql", before + "{% endtest %}", before + " limit 0{% endtest %}")
            .causedBy(cause)
            .by(new TestMacros())
            .isEmpty());
  }
}
