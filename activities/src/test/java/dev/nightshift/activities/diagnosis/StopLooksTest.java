package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.CodeFacts.Stop;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dbt 1.12 says, and which file and which name it is about. */
class StopLooksTest {
  @TempDir Path project;
  private final List<Earlier> came = new ArrayList<>();

  @BeforeEach
  void a_project() throws IOException {
    file("dbt_project.yml", "name: park\nvars:\n  unit: m\nmodels:\n  +enabled: true\n");
    file("models/stg_trees.sql", "select 1 as id");
    file("models/oaks.sql", "select * from {{ ref('stg_trees') }}");
    file("models/_park.yml", "sources:\n  - name: garden\n    tables:\n      - name: plants\n");
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void was(String path, String text) {
    came.add(new Earlier(path, text, text == null, null));
  }

  private Stop look(String message) {
    return look(message, Map.of());
  }

  private Stop look(String message, Map<String, List<String>> macros) {
    List<DbtError> said = List.of(new DbtError("", "", 0, message));
    RunFacts run =
        new RunFacts(
            "park", "", "", "", "", "", "", null, null, null, null, null, said, null, macros);
    Bulkhead bulkhead = new Bulkhead();
    Witness none = new Witness(null);
    Lately lately = new Lately(true, List.of(), came);
    Stop stop =
        new StopLooks(new Graph(run, none), none, project, () -> lately, bulkhead).look().get(0);
    assertEquals(List.of(), bulkhead.broken());
    return stop;
  }

  private void meant(String wrong, String meant, List<String> files, Stop stop) {
    assertEquals(
        wrong + " -> " + meant + " " + files,
        stop.wrong().name() + " -> " + stop.wrong().meant() + " " + stop.wrong().files());
  }

  private static String notFound(String name) {
    return "Compilation Error\n"
        + "  Model 'model.park.oaks' (models/oaks.sql) depends on a node named '"
        + name
        + "' which was not found";
  }

  @Test
  void a_table_that_a_message_prints_is_no_excerpt_of_a_file() {
    Stop stop = look("Runtime Error\n  20261129000000 | 7 | late\n  20261129000001 | 8 | late");
    assertEquals("", stop.file());
    assertTrue(stop.message().contains("20261129000000"), stop.message());
  }

  @Test
  void a_path_as_windows_writes_it_is_blamed_too() throws IOException {
    file("macros/m.sql", "{% macro m() %}{% endmacro %}");
    Stop stop = look("Compilation Error\n  it is odd\n  > in macro m (macros\\m.sql)");
    assertEquals("macros/m.sql", stop.file());
  }

  @Test
  void a_switch_in_a_long_text_is_read() throws IOException {
    String text = "select 1 as id where enabled = true\n" + "-- a word\n".repeat(5_000);
    file("models/stg_trees.sql", text);
    was("models/stg_trees.sql", text.replace("select 1", "select 2"));
    Stop stop =
        look(
            "Compilation Error\n  Model 'model.park.oaks' (models/oaks.sql) depends on a node named"
                + " 'stg_trees' which is disabled");
    assertFalse(stop.proven().decided());
  }

  @Test
  void the_project_file_is_known_by_the_lines_that_dbt_prints() throws IOException {
    file("dbt_project.yml", "name: park\nprofile park\nversion: 1\n");
    Stop stop =
        look(
            """
            Runtime Error
              Syntax error near line 3
              ------
              1  | name: park
              2  | profile park
              3  | version: 1

              Raw Error:
              ------
            """);
    assertEquals("dbt_project.yml:3", stop.file() + ":" + stop.line());
  }

  @Test
  void a_slip_of_the_pen_in_a_reference_is_told() throws IOException {
    file("models/oaks.sql", "select 1\nfrom {{ ref('stg_tres') }}");
    Stop stop = look(notFound("stg_tres"));
    meant("stg_tres", "stg_trees", List.of("models/oaks.sql"), stop);
    assertEquals("models/oaks.sql:2", stop.file() + ":" + stop.line());
  }

  @Test
  void a_renamed_model_is_followed_by_all_that_read_it() throws IOException {
    file("models/oaks.sql", "{{ ref('plants') }}");
    file("models/elms.sql", "{{ ref('plants') }}");
    was("models/plants.sql", "select 1 as id");
    was("models/stg_trees.sql", null);
    Stop stop = look(notFound("plants"));
    meant("plants", "stg_trees", List.of("models/oaks.sql", "models/elms.sql"), stop);
    assertEquals("models/stg_trees.sql", stop.wrong().definedIn());
  }

  @Test
  void a_model_that_went_while_another_one_came_is_not_renamed() throws IOException {
    file("models/oaks.sql", "{{ ref('plants') }}");
    file("models/stg_trees.sql", "select 1 as id\nfrom raw\ngroup by 1");
    was("models/plants.sql", "select 2 as height\nfrom raw\nwhere age > 3");
    was("models/stg_trees.sql", null);
    meant("plants", "", List.of("models/oaks.sql"), look(notFound("plants")));
  }

  @Test
  void what_stood_there_before_outweighs_what_is_near() throws IOException {
    file("models/stg_treez.sql", "select 1");
    file("models/oaks.sql", "{{ ref('stg_treess') }}");
    was("models/oaks.sql", "{{ ref('stg_treez') }}");
    meant("stg_treess", "stg_treez", List.of("models/oaks.sql"), look(notFound("stg_treess")));
  }

  @Test
  void a_deleted_model_has_no_name_that_was_meant() throws IOException {
    file("models/oaks.sql", "{{ ref('soils') }}");
    meant("soils", "", List.of("models/oaks.sql"), look(notFound("soils")));
  }

  @Test
  void a_model_that_is_switched_off_is_no_slip_of_another() throws IOException {
    file("models/stg_treed.sql", "{{ config(enabled=false) }} select 1");
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    String off = notFound("stg_treed").replace("was not found", "is disabled");
    meant("stg_treed", "", List.of("models/oaks.sql"), look(off));
  }

  @Test
  void a_model_that_went_is_no_slip_of_another() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    was("models/stg_treed.sql", "select 2 as height");
    meant("stg_treed", "", List.of("models/oaks.sql"), look(notFound("stg_treed")));
  }

  private static String proven(Stop stop) {
    return stop.proven().file()
        + " "
        + stop.proven().pieces().stream().map(Pieces.Piece::before).toList();
  }

  @Test
  void a_model_that_went_and_is_still_read_is_put_back() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    was("models/stg_treed.sql", "select 2 as height\n");
    Stop stop = look(notFound("stg_treed"));
    assertEquals("models/stg_treed.sql [[select 2 as height]]", proven(stop));
    assertEquals("models/stg_treed.sql", stop.file());
    assertTrue(stop.proven().says().contains("models/oaks.sql reads it still"));
  }

  @Test
  void a_model_that_went_comes_back_with_the_line_ends_that_it_had() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    was("models/stg_treed.sql", "select 2 as height\r\nfrom a\r\n");
    assertEquals("select 2 as height\r\nfrom a\r\n", back(look(notFound("stg_treed"))));
  }

  @Test
  void a_model_that_went_with_what_was_said_of_it_is_for_a_person() throws IOException {
    String other = "models:\n  - name: oaks\n";
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    file("models/_m.yml", other);
    was("models/stg_treed.sql", "select 2 as height\n");
    was("models/_m.yml", other + "  - name: stg_treed\n    config: {contract: {enforced: true}}\n");
    Stop stop = look(notFound("stg_treed"));
    assertFalse(stop.proven().decided());
    assertEquals("models/oaks.sql", stop.file());
    String why = undecided(stop);
    assertTrue(why.contains("models/_m.yml"), why);
    came.remove(1);
    was("dbt_project.yml", "name: park\nmodels:\n  park:\n    stg_treed: {+materialized: table}\n");
    assertFalse(look(notFound("stg_treed")).proven().decided());
    came.remove(1);
    was("models/_m.yml", other + "    description: tall\n");
    assertTrue(look(notFound("stg_treed")).proven().decided());
  }

  @Test
  void a_model_that_went_with_one_of_its_readers_is_for_a_person() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    file("models/elms.sql", "select 1 as id");
    was("models/stg_treed.sql", "select 2 as height\n");
    was("models/elms.sql", "select height from {{ ref('stg_treed') }}");
    assertFalse(look(notFound("stg_treed")).proven().decided());
  }

  private static String undecided(Stop stop) {
    Facts facts = new Facts("", "", "", null, null, null, List.of(stop), null, null);
    return Rules.judge(facts).get(0).details().getOrDefault("undecided", "");
  }

  @Test
  void a_model_that_went_is_not_put_back_for_one_that_only_came_to_read_it() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    was("models/oaks.sql", "select 1 as id");
    was("models/stg_treed.sql", "select 2 as height");
    assertFalse(look(notFound("stg_treed")).proven().decided());
  }

  @Test
  void a_model_that_is_elsewhere_now_is_not_put_back() throws IOException {
    file("models/oaks.sql", "{{ ref('stg_treed') }}");
    file("models/stg/treed.sql", "select 2 as height\nfrom a");
    was("models/stg_treed.sql", "select 2 as height\nfrom a");
    was("models/stg/treed.sql", null);
    assertFalse(look(notFound("stg_treed")).proven().decided());
  }

  private static final String NONE_TYPE =
      "Compilation Error in model oaks (models/oaks.sql)\n  'NoneType' object is not iterable";

  @Test
  void a_variable_that_went_and_is_still_read_is_set_again() throws IOException {
    file("models/oaks.sql", "{% for kind in var('kinds') %}{{ kind }}{% endfor %}");
    was(
        "dbt_project.yml",
        "name: park\nvars:\n  unit: m\n  kinds: [oak]\nmodels:\n  +enabled: true\n");
    assertEquals("dbt_project.yml [[  kinds: [oak]]]", proven(look(NONE_TYPE)));
    String required =
        "Compilation Error in model oaks (models/oaks.sql)\n  Required var 'kinds' not found in config:";
    assertEquals("dbt_project.yml [[  kinds: [oak]]]", proven(look(required)));
  }

  @Test
  void a_variable_is_not_set_again_with_something_else_or_where_it_has_a_default()
      throws IOException {
    file("models/oaks.sql", "{% for kind in var('kinds') %}{{ kind }}{% endfor %}");
    was(
        "dbt_project.yml",
        "name: park\nvars:\n  unit: m\n  kinds: [oak]\n  far: 9\nmodels:\n  +enabled: true\n");
    assertFalse(look(NONE_TYPE).proven().decided());
    came.clear();
    file("models/oaks.sql", "{% for kind in var('kinds', []) %}{{ kind }}{% endfor %}");
    was(
        "dbt_project.yml",
        "name: park\nvars:\n  unit: m\n  kinds: [oak]\nmodels:\n  +enabled: true\n");
    assertFalse(look(NONE_TYPE).proven().decided());
  }

  private static final String NEWEST =
      "Parsing Error\n  latest_version: 3 is not one of model 'oaks' versions: [1, 2] ";

  private static String versions(String newest) {
    return "models:\n  - name: oaks\n    latest_version: "
        + newest
        + "\n    versions: [{v: 1}, {v: 2}]\n    description: tall\n";
  }

  @Test
  void a_value_that_dbt_refuses_is_the_one_again_that_it_took() throws IOException {
    file("models/_oaks.yml", versions("3"));
    was("models/_oaks.yml", versions("2").replace("tall", "high"));
    assertEquals("models/_oaks.yml [[    latest_version: 2]]", proven(look(NEWEST)));
  }

  @Test
  void a_value_that_came_with_others_in_one_piece_or_was_not_there_is_for_a_person()
      throws IOException {
    file("models/_oaks.yml", versions("3"));
    was("models/_oaks.yml", versions("2").replace("    description: tall\n", ""));
    assertTrue(look(NEWEST).proven().decided(), "the description is another piece");
    came.clear();
    was("models/_oaks.yml", versions("3").replace("    latest_version: 3\n", ""));
    assertFalse(look(NEWEST).proven().decided());
    came.clear();
    was(
        "models/_oaks.yml",
        versions("1")
            .replace("tall", "high")
            .replace("latest_version: 1", "latest_version: 1 # old"));
    file("models/_oaks.yml", versions("3").replace("latest_version: 3", "latest_version: 4"));
    assertFalse(look(NEWEST).proven().decided(), "dbt complains of another value");
  }

  @Test
  void a_name_that_a_text_gave_before_is_no_slip_of_another() throws IOException {
    file("models/oaks.sql", "{{ source('garden', 'plant') }}");
    was(
        "models/_yard.yml",
        "sources:\n  - name: garden\n    tables:\n      - name: plant\n      - name: bed\n");
    meant(
        "garden.plant",
        "",
        List.of("models/oaks.sql"),
        look(
            "Compilation Error\n  Model 'model.park.oaks' (models/oaks.sql) depends on a source"
                + " named 'garden.plant' which was not found"));
  }

  @Test
  void a_source_that_got_another_name_is_read_by_it() throws IOException {
    file("models/oaks.sql", "{{ source('yard', 'plants') }}");
    was("models/_park.yml", "sources:\n  - name: yard\n    tables:\n      - name: plants\n");
    meant(
        "yard.plants",
        "garden.plants",
        List.of("models/oaks.sql"),
        look(
            "Compilation Error\n  Model 'model.park.oaks' (models/oaks.sql) depends on a source"
                + " named 'yard.plants' which was not found"));
  }

  @Test
  void a_macro_without_its_end_is_found_where_dbt_names_no_file() throws IOException {
    file("macros/a.sql", "{% macro a() %}1{% endmacro %}");
    file("macros/b.sql", "{% macro b() %}1");
    assertEquals(
        "macros/b.sql",
        look("Compilation Error\n  Reached EOF without finding a close tag for macro").file());
  }

  @Test
  void of_two_with_one_name_the_one_that_came_last_is_the_first() throws IOException {
    file("models/old/stg_trees.sql", "select 1");
    was("models/old/stg_trees.sql", null);
    Stop stop =
        look(
            """
            Compilation Error
              dbt found two models with the name "stg_trees".
              - model.park.stg_trees (models/stg_trees.sql)
              - model.park.stg_trees (models/old/stg_trees.sql)\
            """);
    assertEquals(List.of("models/old/stg_trees.sql", "models/stg_trees.sql"), stop.files());
  }

  private static final String SOURCE =
      """
      sources:
        - name: %s
          schema: raw
          tables:
            - name: plants
            - name: beds
      """;

  @Test
  void a_source_that_got_another_name_is_read_by_it_in_all_its_tables() throws IOException {
    file("models/oaks.sql", "select 1\nfrom {{ source('garden', 'plants') }}");
    file("models/elms.sql", "{{ source('garden', 'beds') }} {{ source('garden', 'plants') }}");
    file("models/_park.yml", SOURCE.formatted("yard"));
    was("models/_park.yml", SOURCE.formatted("garden"));
    Stop stop = look(NO_SOURCE);
    meant("garden.plants", "yard.plants", List.of("models/oaks.sql", "models/elms.sql"), stop);
    assertEquals(Map.of("garden.beds", "yard.beds"), stop.wrong().also());
  }

  @Test
  void a_table_that_went_with_nothing_in_its_place_is_not_told_with_the_renamed_one()
      throws IOException {
    file("models/oaks.sql", "{{ source('garden', 'plants') }} {{ source('garden', 'beds') }}");
    file("models/_park.yml", SOURCE.formatted("yard").replace("      - name: beds\n", ""));
    was("models/_park.yml", SOURCE.formatted("garden"));
    Stop stop = look(NO_SOURCE);
    meant("garden.plants", "yard.plants", List.of("models/oaks.sql"), stop);
    assertEquals(Map.of(), stop.wrong().also());
    meant("garden.beds", "", List.of("models/oaks.sql"), look(NO_SOURCE.replace("plants", "beds")));
  }

  private static final String NO_SOURCE =
      "Compilation Error\n"
          + "  Model 'model.park.oaks' (models/oaks.sql) depends on a source named"
          + " 'garden.plants' which was not found";

  @Test
  void a_cycle_is_in_the_files_of_its_nodes() {
    was("models/stg_trees.sql", "select 1");
    Stop stop =
        look("Compilation Error\n  Found a cycle: model.park.oaks --> model.park.stg_trees");
    assertEquals(List.of("models/stg_trees.sql", "models/oaks.sql"), stop.files());
  }

  @Test
  void an_environment_variable_is_asked_for_where_it_is_read() throws IOException {
    file("models/oaks.sql", "select '{{ env_var('PARK') }}'");
    Stop stop = look("Parsing Error\n  Env var required but not provided: 'PARK'");
    assertEquals("models/oaks.sql false", stop.file() + " " + stop.recent());
  }

  @Test
  void a_renamed_macro_of_a_package_is_told_by_its_guide() throws IOException {
    file("models/oaks.sql", "select {{ dbt_utils.surrogate_key(['id']) }}");
    file(
        "dbt_packages/dbt_utils/macros/k.sql",
        "{% macro generate_surrogate_key(a) %}{% endmacro %}");
    Stop stop =
        look(
            "Compilation Error in model oaks (models/oaks.sql)\n"
                + "  'dbt.context.macros.MacroNamespace object' has no attribute 'surrogate_key'.");
    meant(
        "dbt_utils.surrogate_key",
        "dbt_utils.generate_surrogate_key",
        List.of("models/oaks.sql"),
        stop);
    assertTrue(stop.wrong().why().contains("guide"));
  }

  @Test
  void of_a_package_that_nobody_committed_the_manifest_knows_the_macros() throws IOException {
    file("models/oaks.sql", "select {{ garden.leafs('id') }}");
    String message =
        "Compilation Error in model oaks (models/oaks.sql)\n"
            + "  'dbt.context.macros.MacroNamespace object' has no attribute 'leafs'.";
    List<String> files = List.of("models/oaks.sql");
    meant(
        "garden.leafs",
        "garden.leaves",
        files,
        look(message, Map.of("garden", List.of("leaves", "bark"))));
    meant("garden.leafs", "", files, look(message, Map.of("garden", List.of("trunk", "bark"))));
    meant("garden.leafs", "", files, look(message, Map.of("wood", List.of("leaves"))));
  }

  @Test
  void a_package_that_has_not_the_new_macro_is_given_none() throws IOException {
    file("dbt_packages/dbt_utils/macros/k.sql", "{% macro star(a) %}{% endmacro %}");
    file("models/oaks.sql", "select {{ dbt_utils.surrogate_key(['id']) }}");
    Stop stop =
        look(
            "Compilation Error in model oaks (models/oaks.sql)\n"
                + "  'dbt.context.macros.MacroNamespace object' has no attribute 'surrogate_key'.");
    meant("dbt_utils.surrogate_key", "", List.of("models/oaks.sql"), stop);
  }

  @Test
  void an_argument_is_compared_with_those_that_the_macro_takes() throws IOException {
    file("macros/m.sql", "{% macro rounded(column, digits=2) %}{% endmacro %}");
    file("models/oaks.sql", "select {{ rounded('a', digit=1) }}");
    Stop stop =
        look(
            "Compilation Error in model oaks (models/oaks.sql)\n  macro 'dbt_macro__rounded' takes"
                + " no keyword argument 'digit'");
    meant("rounded.digit", "rounded.digits", List.of("models/oaks.sql"), stop);
  }

  @Test
  void an_argument_that_was_renamed_is_so_in_all_calls_of_the_macro_and_of_no_other()
      throws IOException {
    file(
        "macros/m.sql",
        "{% macro rounded(column, places=2) %}{{ column }}, {{ places }}{% endmacro %}");
    was(
        "macros/m.sql",
        "{% macro rounded(column, digits=2) %}{{ column }}, {{ digits }}{% endmacro %}");
    file("models/oaks.sql", "select {{ rounded('a', digits=1) }}, {{ cut('b', digits=1) }}");
    file("models/elms.sql", "select {{ rounded(cut('b'), digits=1) }}");
    file("models/firs.sql", "select {{ cut('b', digits=1) }}");
    Stop stop =
        look(
            "Compilation Error in model oaks (models/oaks.sql)\n  macro 'dbt_macro__rounded' takes"
                + " no keyword argument 'digits'");
    meant("rounded.digits", "rounded.places", List.of("models/oaks.sql", "models/elms.sql"), stop);
  }

  @Test
  void a_column_of_a_unit_test_is_compared_with_those_that_dbt_accepts() throws IOException {
    file("models/_park.yml", "unit_tests:\n  - name: u\n    rows:\n      - {id: 1, agee: 2}\n");
    Stop stop =
        look(
            "Compilation Error in model oaks (models/_park.yml)\n  Invalid column name: 'agee' in"
                + " unit test fixture for 'oaks'.\n  Accepted columns for 'oaks' are: ['id',"
                + " 'age']");
    meant("agee", "age", List.of("models/_park.yml"), stop);
  }

  @Test
  void what_only_one_commit_s_file_can_have_broken_is_in_it() {
    was("models/_park.yml", "");
    assertEquals("models/_park.yml", look("Parsing Error\n  A thing is not right").file());
  }

  @Test
  void a_version_that_is_not_there_becomes_the_one_that_stood_there() throws IOException {
    file("models/_park.yml", "models:\n  - name: oaks\n    versions: [{v: 1}, {v: 2}]\n");
    file("models/elms.sql", "select * from {{ ref('oaks', v=3) }}");
    was("models/elms.sql", "select * from {{ ref('oaks', v=2) }}");
    meant(
        "oaks.3",
        "oaks.2",
        List.of("models/elms.sql"),
        look(
            "Compilation Error\n  Model 'model.park.elms' (models/elms.sql) depends on a node named"
                + " 'oaks' with version '3' which was not found"));
  }

  @Test
  void no_version_is_near_another() throws IOException {
    file("models/_park.yml", "models:\n  - name: oaks\n    versions: [{v: 2}]\n");
    file("models/elms.sql", "select * from {{ ref('oaks', v=1) }}");
    meant(
        "oaks.1",
        "",
        List.of("models/elms.sql"),
        look(
            "Compilation Error\n  Model 'model.park.elms' (models/elms.sql) depends on a node named"
                + " 'oaks' with version '1' which was not found"));
  }

  @Test
  void a_misspelt_measure_is_the_one_that_a_semantic_model_has() throws IOException {
    file(
        "models/_metrics.yml",
        """
        semantic_models:
          - name: trees
            measures:
              - {name: tree_height, agg: sum}
        metrics:
          - name: height
            type_params: {measure: tree_heigth}
        """);
    meant(
        "tree_heigth",
        "tree_height",
        List.of("models/_metrics.yml"),
        look(
            "Parsing Error\n"
                + "  A semantic model having a measure `tree_heigth` does not exist but was"
                + " referenced."));
  }

  @Test
  void a_circle_is_opened_where_it_was_closed() throws IOException {
    file("models/plants.sql", "select 1 as id");
    file("models/stg_trees.sql", "select * from {{ ref('oaks') }}");
    was("models/stg_trees.sql", "select * from {{ ref('plants') }}");
    Stop stop =
        look(
            "Compilation Error\n  Found a cycle: model.park.oaks --> model.park.stg_trees -->"
                + " model.park.oaks");
    meant("oaks", "plants", List.of("models/stg_trees.sql"), stop);
    assertEquals("models/stg_trees.sql", stop.file());
  }

  @Test
  void a_circle_through_a_model_that_is_new_is_for_its_author() throws IOException {
    file("models/plants.sql", "select * from {{ ref('stg_trees') }}");
    file("models/stg_trees.sql", "select * from {{ ref('plants') }}");
    file("models/soils.sql", "select 1 as id");
    was("models/stg_trees.sql", "select * from {{ ref('soils') }}");
    was("models/plants.sql", null);
    Stop stop =
        look(
            "Compilation Error\n  Found a cycle: model.park.plants --> model.park.stg_trees -->"
                + " model.park.plants");
    assertEquals("", stop.wrong().meant());
  }

  private static final String MEASURES =
      """
      semantic_models:
        - name: trees
          measures:
            - {name: %s, description: %s, agg: sum, expr: %s}
            - {name: count, agg: count, expr: id}
      metrics:
        - {name: height, type_params: {measure: amount}}
      """;

  private static final String NO_MEASURE =
      "Parsing Error in metric height (models/_m.yml)\n"
          + "  A semantic model having a measure `amount` does not exist but was referenced.";

  @Test
  void a_measure_that_measures_the_same_under_another_name_was_renamed() throws IOException {
    file("models/_m.yml", MEASURES.formatted("metres", "In metres.", "height"));
    was("models/_m.yml", MEASURES.formatted("amount", "How much.", "height"));
    meant("amount", "metres", List.of("models/_m.yml"), look(NO_MEASURE));
  }

  @Test
  void a_measure_of_something_else_is_no_new_name_of_one_that_went() throws IOException {
    file("models/_m.yml", MEASURES.formatted("metres", "In metres.", "girth"));
    was("models/_m.yml", MEASURES.formatted("amount", "How much.", "height"));
    meant("amount", "", List.of("models/_m.yml"), look(NO_MEASURE));
  }

  private void packaged(String macro, String does) throws IOException {
    file("packages.yml", "packages:\n  - local: shared/garden\n");
    file("shared/garden/dbt_project.yml", "name: garden\n");
    file("shared/garden/macros/season.sql", body(macro, does));
    file("models/oaks.sql", "select {{ garden.season('at') }} from {{ ref('stg_trees') }}");
    was("shared/garden/macros/season.sql", body("season", "month({{ at }})"));
  }

  private static String body(String macro, String does) {
    return "{% macro " + macro + "(at) %}" + does + "{% endmacro %}";
  }

  private Stop withoutSeason() {
    return look(
        "Compilation Error in model oaks (models/oaks.sql)\n"
            + "  'dbt.context.macros.MacroNamespace object' has no attribute 'season'.");
  }

  @Test
  void a_macro_of_a_package_in_the_repository_is_called_by_its_new_name() throws IOException {
    packaged("time_of_year", "month({{ at }})");
    meant("garden.season", "garden.time_of_year", List.of("models/oaks.sql"), withoutSeason());
  }

  @Test
  void a_macro_that_does_something_else_is_no_new_name_of_one_that_went() throws IOException {
    packaged("time_of_year", "quarter({{ at }})");
    meant("garden.season", "", List.of("models/oaks.sql"), withoutSeason());
  }

  @Test
  void a_slip_in_the_name_of_a_macro_of_a_package_in_the_repository_is_told() throws IOException {
    packaged("season", "month({{ at }})");
    file("models/oaks.sql", "select {{ garden.seasn('at') }}");
    meant(
        "garden.seasn",
        "garden.season",
        List.of("models/oaks.sql"),
        look(
            "Compilation Error in model oaks (models/oaks.sql)\n"
                + "  'dbt.context.macros.MacroNamespace object' has no attribute 'seasn'."));
  }

  @Test
  void a_version_that_went_has_those_beside_it_that_are_there() throws IOException {
    file("models/oaks.sql", "select * from {{ ref('trees', v=1) }}");
    file(
        "models/_v.yml",
        """
        models:
          - name: trees
            versions: [{v: 10}, {v: 2}]
          - name: shrubs
            versions: [{v: 7}]
        """);
    Stop stop =
        look(
            "Compilation Error\n  Model 'model.park.oaks' (models/oaks.sql) depends on a node named"
                + " 'trees' with version '1' which was not found");
    meant("trees.1", "", List.of("models/oaks.sql"), stop);
    assertEquals(List.of("2", "10"), stop.wrong().versions());
  }

  private static String disabled(String name) {
    return notFound(name).replace("was not found", "is disabled");
  }

  /** The file with what is proven put back. */
  private String back(Stop stop) throws IOException {
    Path file = project.resolve(stop.proven().file());
    String now = Files.isRegularFile(file) ? Files.readString(file) : "";
    return Pieces.undone(now, stop.proven().pieces()).text();
  }

  private void putBack(String path, String before, Stop stop) throws IOException {
    assertEquals(path, stop.proven().file());
    assertEquals(path, stop.file());
    assertEquals(before, back(stop));
  }

  @Test
  void a_switch_in_the_model_itself_is_taken_back() throws IOException {
    file("models/stg_trees.sql", "{{ config(enabled=false) }}\n\nselect 1 as id");
    was("models/stg_trees.sql", "select 1 as id");
    putBack("models/stg_trees.sql", "select 1 as id", look(disabled("stg_trees")));
  }

  @Test
  void an_entry_that_was_made_for_the_switch_goes_with_it() throws IOException {
    String before = "models:\n  - name: oaks\n    description: D\n";
    file(
        "models/_m.yml",
        before.replace(
            "models:\n", "models:\n  - name: stg_trees\n    config:\n      enabled: false\n"));
    was("models/_m.yml", before);
    putBack("models/_m.yml", before, look(disabled("stg_trees")));
  }

  @Test
  void a_switch_is_known_too_where_dbt_only_misses_the_node() throws IOException {
    file("models/stg_trees.sql", "{{ config(enabled=false) }}\n\nselect 1 as id");
    was("models/stg_trees.sql", "select 1 as id");
    String missed =
        "Compilation Error\n  'model.park.oaks' depends on '%s' which is not in the graph!";
    putBack(
        "models/stg_trees.sql", "select 1 as id", look(missed.formatted("model.park.stg_trees")));
    String before = "sources:\n  - name: garden\n    tables:\n      - name: plants\n";
    file("models/_park.yml", before + "        config: {enabled: false}\n");
    was("models/_park.yml", before);
    putBack("models/_park.yml", before, look(missed.formatted("source.park.garden.plants")));
  }

  @Test
  void a_switch_beside_another_setting_leaves_that_one() throws IOException {
    String set = "{{ config(materialized='table'%s) }}\nselect 1 as id";
    file("models/stg_trees.sql", set.formatted(", enabled = (target.name == 'dev')"));
    was("models/stg_trees.sql", set.formatted(""));
    putBack("models/stg_trees.sql", set.formatted(""), look(disabled("stg_trees")));
  }

  @Test
  void a_switch_in_properties_is_taken_back_and_what_came_elsewhere_stays() throws IOException {
    String before = "models:\n  - name: stg_trees\n    description: D\n  - name: oaks\n";
    String off = "    description: D\n    config:\n      enabled: false\n";
    file("models/_m.yml", before.replace("    description: D\n", off) + "    description: More\n");
    was("models/_m.yml", before);
    putBack("models/_m.yml", before + "    description: More\n", look(disabled("stg_trees")));
  }

  @Test
  void a_switch_in_the_settings_of_the_project_is_taken_back() throws IOException {
    file("models/raw/stg_soils.sql", "select 1 as id");
    String before = "name: park\nmodels:\n  park:\n    +materialized: view\n";
    file("dbt_project.yml", before + "    raw:\n      +enabled: false\n");
    was("dbt_project.yml", before);
    putBack("dbt_project.yml", before, look(disabled("stg_soils")));
  }

  @Test
  void a_switch_of_a_source_is_taken_back() throws IOException {
    String before = "sources:\n  - name: garden\n    tables:\n      - name: plants\n";
    file("models/_park.yml", before + "        config: {enabled: false}\n");
    was("models/_park.yml", before);
    putBack(
        "models/_park.yml",
        before,
        look(
            "Compilation Error\n  Model 'model.park.oaks' (models/oaks.sql) depends on a source"
                + " named 'garden.plants' which is disabled"));
  }

  @Test
  void a_column_that_is_called_like_a_switch_is_none() throws IOException {
    for (String text :
        List.of(
            "select id from a where enabled = %s",
            "{{ config(materialized='table') }}\nselect id from a where enabled = %s")) {
      came.clear();
      file("models/stg_trees.sql", text.formatted("1"));
      was("models/stg_trees.sql", text.formatted("true"));
      assertFalse(look(disabled("stg_trees")).proven().decided());
    }
  }

  @Test
  void a_switch_that_nobody_touched_lately_is_for_a_person() throws IOException {
    file("models/stg_trees.sql", "{{ config(enabled=false) }}\nselect 2 as id");
    was("models/stg_trees.sql", "{{ config(enabled=false) }}\nselect 1 as id");
    assertFalse(look(disabled("stg_trees")).proven().decided());
  }

  @Test
  void a_switch_that_came_with_more_in_its_place_is_for_a_person() throws IOException {
    file("models/stg_trees.sql", "{{ config(enabled=false) }}\nselect 2 as id");
    was("models/stg_trees.sql", "select 1 as id");
    assertFalse(look(disabled("stg_trees")).proven().decided());
  }

  @Test
  void a_switch_of_another_folder_is_not_the_one() throws IOException {
    file("dbt_project.yml", "name: park\nmodels:\n  park:\n    raw:\n      +enabled: false\n");
    was("dbt_project.yml", "name: park\nmodels:\n  park:\n    raw:\n      +enabled: true\n");
    assertFalse(look(disabled("stg_trees")).proven().decided());
  }

  @Test
  void two_switches_are_for_a_person() throws IOException {
    file("models/stg_trees.sql", "{{ config(enabled=false) }}\nselect 1 as id");
    was("models/stg_trees.sql", "select 1 as id");
    file("models/_m.yml", "models:\n  - name: stg_trees\n    config: {enabled: false}\n");
    was("models/_m.yml", "models:\n  - name: stg_trees\n");
    assertFalse(look(disabled("stg_trees")).proven().decided());
  }

  private static final String NO_PACKAGE =
      "Compilation Error in model oaks (models/oaks.sql)\n"
          + "  'bark' is undefined. This can happen when calling a macro that does not exist.";

  @Test
  void a_package_that_a_commit_took_off_the_list_is_listed_again() throws IOException {
    String before = "packages:\n  - package: woods/bark\n    version: 1.2.0\n";
    String more = "  - local: ../shared\n";
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("packages.yml", "packages:\n" + more);
    was("packages.yml", before + more);
    putBack("packages.yml", before + more, look(NO_PACKAGE));
  }

  @Test
  void a_list_that_went_is_put_back_whole() throws IOException {
    String before = "packages:\n  - local: shared/bark-macros\n";
    file("shared/bark-macros/dbt_project.yml", "name: bark\n");
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    was("packages.yml", before);
    putBack("packages.yml", before, look(NO_PACKAGE));
  }

  @Test
  void a_package_of_which_a_commit_changed_another_entry_leaves_that_one() throws IOException {
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("packages.yml", "packages:\n  - package: w/roots\n    version: 2.0.0\n");
    was(
        "packages.yml",
        """
        packages:
          - package: w/roots
            version: 1.0.0
          - package: w/bark
            version: 1.0.0
        """);
    assertEquals(
        """
        packages:
          - package: w/roots
            version: 2.0.0
          - package: w/bark
            version: 1.0.0
        """,
        back(look(NO_PACKAGE)));
  }

  @Test
  void a_package_that_went_in_one_piece_with_another_key_is_listed_alone() throws IOException {
    String list = "packages:\n  - package: w/roots\n    version: 1.0.0\n";
    String bark = "  - package: w/bark\n    version: 1.0.0\n";
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("dependencies.yml", list + "projects: [{name: meadow}]\n");
    was("dependencies.yml", list + bark + "projects:\n  - name: yard\n");
    assertEquals(list + bark + "projects: [{name: meadow}]\n", back(look(NO_PACKAGE)));
  }

  @Test
  void a_list_that_went_with_other_keys_is_for_a_person() throws IOException {
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    was(
        "dependencies.yml",
        "packages:\n  - package: w/bark\n    version: 1.0.0\nprojects:\n  - name: yard\n");
    assertFalse(look(NO_PACKAGE).proven().decided());
  }

  @Test
  void what_no_list_had_is_no_package_that_went() throws IOException {
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("packages.yml", "packages: []\n");
    was("packages.yml", "packages:\n  - package: woods/roots\n    version: 1.0.0\n");
    assertFalse(look(NO_PACKAGE).proven().decided());
  }

  @Test
  void a_package_that_nothing_calls_does_not_come_back_with_it() throws IOException {
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("packages.yml", "packages: []\n");
    was(
        "packages.yml",
        """
        packages:
          - package: woods/bark
            version: 1.0.0
          - package: w/roots
            version: 1.0.0
        """);
    assertFalse(look(NO_PACKAGE).proven().decided());
  }

  @Test
  void a_package_that_is_listed_is_not_installed_and_no_edit_helps() throws IOException {
    String list = "packages:\n  - package: woods/bark\n    version: 1.%d.0\n";
    file("models/oaks.sql", "select {{ bark.ringed('id') }}");
    file("packages.yml", list.formatted(2));
    was("packages.yml", list.formatted(1));
    assertFalse(look(NO_PACKAGE).proven().decided());
  }

  @Test
  void a_key_that_stands_twice_where_that_is_an_error_is_made_one() throws IOException {
    String before = "models:\n  - name: oaks\n    columns:\n      - name: id\n";
    file("models/_m.yml", before + "    columns:\n      - name: age\n");
    was("models/_m.yml", before);
    putBack(
        "models/_m.yml",
        before + "      - name: age\n",
        look(
            """
            Compilation Error
              [WARNING][DuplicateYAMLKeysDeprecation]: Deprecated functionality
              Duplicate key 'columns' in "<unicode string>", line 5, column 5 in file
              `models/_m.yml`
            """));
  }

  @Test
  void a_form_that_dbt_gave_up_is_told_with_all_files_that_have_it() throws IOException {
    String test = "models:\n  - name: %s\n    tests:\n      - most:\n          severity: warn\n";
    file("models/_a.yml", test.formatted("oaks"));
    file("models/_b.yml", test.formatted("stg_trees"));
    Stop stop =
        look(
            """
            Compilation Error
              Invalid generic test configuration given in models/_b.yml:
              [WARNING][PropertyMovedToConfigDeprecation]: Deprecated functionality
              Found `severity` as a top-level property of `data_tests.most.severity`
              in file `models/_b.yml`. The `severity` top-level property should be moved
              into the `config` of `data_tests.most.severity`.
              \t@: UnparsedModelUpdate(original_file_path='mode...ne)
            """);
    assertEquals("models/_b.yml", stop.file());
    assertEquals("PropertyMovedToConfigDeprecation", stop.deprecated());
    assertEquals(List.of("models/_a.yml", "models/_b.yml"), stop.outdated());
  }

  private static String tables(String table) {
    return SOURCE.formatted("garden").replace("      - name: plants\n", table);
  }

  private Stop withTable(String now, String was) throws IOException {
    file("models/oaks.sql", "{{ source('garden', 'plants') }}");
    file("models/_park.yml", now);
    was("models/_park.yml", was);
    return look(NO_SOURCE);
  }

  @Test
  void a_table_that_went_while_another_one_came_is_not_renamed() throws IOException {
    Stop stop = withTable(tables("      - name: weeds\n"), tables("      - name: plants\n"));
    meant("garden.plants", "", List.of("models/oaks.sql"), stop);
  }

  @Test
  void a_table_that_lies_where_it_lay_is_read_by_its_new_name() throws IOException {
    Stop stop =
        withTable(
            tables("      - name: weeds\n        identifier: plants\n"),
            tables("      - name: plants\n"));
    meant("garden.plants", "garden.weeds", List.of("models/oaks.sql"), stop);
  }

  private static final String DESCRIBED =
      "      - name: %s\n        columns: [{name: id}, {name: height}]\n";

  @Test
  void a_table_that_is_said_to_have_the_same_columns_is_read_by_its_new_name() throws IOException {
    Stop stop =
        withTable(tables(DESCRIBED.formatted("trees")), tables(DESCRIBED.formatted("plants")));
    meant("garden.plants", "garden.trees", List.of("models/oaks.sql"), stop);
  }

  @Test
  void columns_that_two_tables_had_tell_of_none_of_them() throws IOException {
    Stop stop =
        withTable(
            tables(DESCRIBED.formatted("trees")),
            tables(DESCRIBED.formatted("plants") + DESCRIBED.formatted("weeds")));
    meant("garden.plants", "", List.of("models/oaks.sql"), stop);
  }

  private Stop withMacro(String macro, String does) throws IOException {
    file("macros/m.sql", body(macro, does));
    was("macros/m.sql", body("season", "month({{ at }})"));
    file("models/oaks.sql", "select {{ season('at') }}");
    return look("Compilation Error in model oaks (models/oaks.sql)\n  'season' is undefined.");
  }

  @Test
  void a_macro_is_called_by_its_new_name() throws IOException {
    Stop stop = withMacro("time_of_year", "month({{ at }})");
    meant("season", "time_of_year", List.of("models/oaks.sql"), stop);
  }

  @Test
  void a_macro_that_went_while_another_one_came_is_not_renamed() throws IOException {
    Stop stop = withMacro("time_of_day", "hour({{ at }})");
    meant("season", "", List.of("models/oaks.sql"), stop);
  }

  private Stop withWords(String name, String says) throws IOException {
    String words = "{%% docs %s %%}%s{%% enddocs %%}";
    file("models/words.md", words.formatted(name, says));
    was("models/words.md", words.formatted("age", "In years."));
    file("models/_m.yml", "models:\n  - name: oaks\n    description: '{{ doc(\"age\") }}'\n");
    return look(
        "Compilation Error\n  Model 'model.park.oaks' (models/_m.yml) depends on doc 'age' which"
            + " was not found");
  }

  @Test
  void words_are_read_by_their_new_name_where_they_say_the_same() throws IOException {
    meant("age", "years", List.of("models/_m.yml"), withWords("years", "In years."));
    came.clear();
    meant("age", "", List.of("models/_m.yml"), withWords("height", "In metres."));
  }

  private static final String STAGING =
      """
      with source as (
          select * from {{ source('garden', '%s') }}
      ),
      renamed as (
          select
              id,
              height,
              planted_at
          from source
      )
      select * from renamed
      """;

  private Stop withModel(String now, String was) throws IOException {
    file("models/oaks.sql", "{{ ref('stg_plants') }}");
    file("models/stg_weeds.sql", now);
    was("models/stg_weeds.sql", null);
    was("models/stg_plants.sql", was);
    return look(notFound("stg_plants"));
  }

  private void assertOther(String now, String was) throws IOException {
    came.clear();
    Stop stop = withModel(now, was);
    meant("stg_plants", "", List.of("models/oaks.sql"), stop);
    assertFalse(stop.proven().decided());
  }

  @Test
  void a_model_of_the_same_form_that_reads_or_keeps_something_else_is_not_the_same()
      throws IOException {
    String plants = STAGING.formatted("plants");
    assertOther(STAGING.formatted("weeds"), plants);
    assertOther(
        plants.replace("from source\n", "from source\n    where wild\n"),
        plants.replace("from source\n", "from source\n    where not wild\n"));
    assertOther(plants.replace("planted_at", "pulled_at"), plants);
  }

  @Test
  void a_model_that_was_renamed_may_say_and_give_a_little_more() throws IOException {
    String plants = STAGING.formatted("plants");
    Stop stop =
        withModel("-- all of them\n" + plants.replace("height,", "height,\n        age,"), plants);
    meant("stg_plants", "stg_weeds", List.of("models/oaks.sql"), stop);
  }

  @Test
  void a_model_that_was_renamed_with_what_it_reads_is_the_same() throws IOException {
    file("models/_park.yml", SOURCE.formatted("yard"));
    was("models/_park.yml", SOURCE.formatted("garden"));
    String all = "select\n    id,\n    height\nfrom {{ ref('%s') }}\n";
    file("models/all_trees.sql", all.formatted("stg_weeds"));
    was("models/all_trees.sql", null);
    was("models/all_plants.sql", all.formatted("stg_plants"));
    String plants = STAGING.formatted("plants");
    withModel(plants.replace("'garden'", "'yard'"), plants);
    file("models/oaks.sql", "{{ ref('all_plants') }}");
    meant("all_plants", "all_trees", List.of("models/oaks.sql"), look(notFound("all_plants")));
  }

  @Test
  void a_key_that_dbt_wants_below_config_is_told_with_the_files_that_have_it_there()
      throws IOException {
    String test = "models:\n  - name: oaks\n    tests:\n      - most:\n          severity: warn\n";
    file("models/_a.yml", test);
    file("models/_b.yml", test + "  - name: elms\n    meta: {owner: Robin}\n");
    Stop stop =
        look(
            """
            Compilation Error
              [WARNING][PropertyMovedToConfigDeprecation]: Deprecated functionality
              Found `meta` as a top-level property of `models[1]` in file `models/_b.yml`. The
              `meta` top-level property should be moved into the `config` of `models[1]`.
            """);
    assertEquals("models/_b.yml", stop.file());
    assertEquals(List.of("models/_b.yml"), stop.outdated());
  }
}
