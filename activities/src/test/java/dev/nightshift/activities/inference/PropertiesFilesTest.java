package dev.nightshift.activities.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFilesTest {
  private static final List<Check> KEY = List.of(Check.unique("id"), Check.notNull("id"));

  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
  }

  private static Given model(String path, String patch) {
    return new Given().model("m", "select 1 as id", "").at("m", path, patch);
  }

  private String file(Given given) throws IOException {
    return new PropertiesFiles(given.manifest(), project).add("model.shop.m", wanted(KEY)).file();
  }

  @Test
  void where_a_model_is_described_it_gets_its_tests() throws IOException {
    Files.createDirectories(project.resolve("models/a"));
    Files.writeString(
        project.resolve("models/a/all.yml"),
        """
        models:
          - name: m
            columns:
              - name: id # the key
        """);
    PropertiesFiles files =
        new PropertiesFiles(model("models/a/m.sql", "models/a/all.yml").manifest(), project);
    assertEquals(KEY, files.add("model.shop.m", wanted(KEY)).written());
    assertEquals(
        """
        models:
          - name: m
            columns:
              - name: id # the key
                data_tests:
                  - unique
                  - not_null
        """,
        files.changed().get("models/a/all.yml"));
  }

  @Test
  void a_new_file_is_called_as_the_team_calls_those_beside_it() throws IOException {
    assertEquals(
        "models/a/_m.yml",
        file(
            model("models/a/m.sql", "")
                .model("n", "select 1", "")
                .at("n", "models/a/n.sql", "models/a/_n.yml")));
    assertEquals(
        "models/a/schema.yml",
        file(
            model("models/a/m.sql", "")
                .model("n", "select 1", "")
                .at("n", "models/a/n.sql", "models/a/schema.yml")));
    assertEquals(
        "models/a/_a__models.yml",
        file(
            model("models/a/m.sql", "")
                .model("n", "select 1", "")
                .at("n", "models/b/n.sql", "models/b/_b__models.yml")));
    assertEquals("models/a/_a__models.yml", file(model("models/a/m.sql", "")));
  }

  @Test
  void models_that_share_a_file_are_written_one_after_another() throws IOException {
    PropertiesFiles files =
        new PropertiesFiles(
            model("models/a/m.sql", "")
                .model("o", "select 1 as id", "")
                .at("o", "models/a/o.sql", "")
                .dbt("1.7.2")
                .manifest(),
            project);
    files.add("model.shop.m", wanted(KEY));
    files.add("model.shop.o", wanted(KEY.subList(0, 1)));
    String text = files.changed().get("models/a/_a__models.yml");
    assertTrue(text.contains("- name: m") && text.contains("- name: o"), text);
    assertTrue(text.contains("tests:") && !text.contains("data_tests:"), text);
  }

  @Test
  void columns_that_are_unique_together_are_tested_by_the_package_or_by_a_test_of_the_projects()
      throws IOException {
    List<Check> both = List.of(Check.combination(List.of("a", "b")));
    Files.writeString(project.resolve("dbt_project.yml"), "name: shop\ntest-paths: [checks/]\n");
    PropertiesFiles without = new PropertiesFiles(model("models/m.sql", "").manifest(), project);
    assertEquals(both, without.add("model.shop.m", wanted(both)).written());
    String defined = without.changed().get("checks/generic/unique_together.sql");
    assertTrue(defined.startsWith("{% test unique_together(model, combination) %}"), defined);
    assertTrue(
        without.changed().toString().contains("- unique_together:"), without.changed().toString());
    Files.writeString(project.resolve("dbt_project.yml"), "test-paths: [../elsewhere]\n");
    PropertiesFiles outside = new PropertiesFiles(model("models/m.sql", "").manifest(), project);
    assertEquals(1, outside.add("model.shop.m", wanted(both)).refused().size());
    assertEquals(0, outside.changed().size());
    PropertiesFiles again =
        new PropertiesFiles(
            model("models/m.sql", "").macro("macro.shop.test_unique_together").manifest(), project);
    assertEquals(both, again.add("model.shop.m", wanted(both)).written());
    assertEquals(1, again.changed().size(), "it is there already");
    PropertiesFiles with =
        new PropertiesFiles(
            model("models/m.sql", "")
                .macro("macro.dbt_utils.test_unique_combination_of_columns")
                .manifest(),
            project);
    assertEquals(both, with.add("model.shop.m", wanted(both)).written());
    assertEquals(1, with.changed().size());
    assertTrue(
        with.changed().toString().contains("dbt_utils.unique_combination_of_columns"),
        with.changed().toString());
  }

  @Test
  void what_is_there_already_is_said() throws IOException {
    Files.createDirectories(project.resolve("models"));
    Files.writeString(
        project.resolve("models/s.yml"),
        """
        models:
          - name: m
            columns:
              - name: id
                tests: [unique]
        """);
    PropertiesFiles files =
        new PropertiesFiles(model("models/m.sql", "models/s.yml").manifest(), project);
    PropertiesFiles.Added added = files.add("model.shop.m", wanted(KEY));
    assertEquals(KEY.subList(1, 2), added.written());
    assertEquals(1, added.refused().size());
    assertTrue(files.changed().get("models/s.yml").contains("[unique, not_null]"));
  }

  @Test
  void nothing_is_written_outside_of_the_project_or_through_a_link() throws IOException {
    Path outside = Files.writeString(project.resolveSibling("outside.yml"), "models: []\n");
    for (String patch : List.of("../outside.yml", outside.toString(), "models/linked.yml")) {
      Files.createDirectories(project.resolve("models"));
      if (patch.endsWith("linked.yml")) {
        Files.createSymbolicLink(project.resolve(patch), outside);
      }
      PropertiesFiles files = new PropertiesFiles(model("models/m.sql", patch).manifest(), project);
      PropertiesFiles.Added added = files.add("model.shop.m", wanted(KEY));
      assertEquals(2, added.refused().size(), patch);
      assertTrue(added.refused().get(0).why().contains("outside of the project"), patch);
      assertEquals(List.of(), List.copyOf(files.changed().keySet()));
    }
    Files.createSymbolicLink(project.resolve("elsewhere"), project.getParent());
    PropertiesFiles through =
        new PropertiesFiles(model("models/m.sql", "elsewhere/new/s.yml").manifest(), project);
    assertEquals(List.of(), through.add("model.shop.m", wanted(KEY)).written());
    assertEquals("models: []\n", Files.readString(outside));
  }

  @Test
  void a_test_of_a_version_would_hold_for_all_of_them() throws IOException {
    PropertiesFiles files =
        new PropertiesFiles(model("models/m.sql", "").set("m", "version", "2").manifest(), project);
    assertTrue(
        files
            .add("model.shop.m", wanted(KEY))
            .refused()
            .get(0)
            .why()
            .contains("a version of a model"));
  }

  @Test
  void a_name_that_sql_has_to_quote_is_described_by_a_person_first() throws IOException {
    List<Check> odd = List.of(Check.notNull("order id"), Check.notNull("orderid"));
    String sql = "select 1 as \"Order ID\", 2 as \"OrderId\"";
    PropertiesFiles bare = new PropertiesFiles(new Given().model("m", sql, "").manifest(), project);
    assertEquals(2, bare.add("model.shop.m", wanted(odd)).refused().size());
    PropertiesFiles described =
        new PropertiesFiles(new Given().model("m", sql, "OrderId").manifest(), project);
    assertEquals(odd.subList(1, 2), described.add("model.shop.m", wanted(odd)).written());
  }

  @Test
  void a_package_has_its_own_habits() throws IOException {
    assertEquals(
        "models/_models__models.yml",
        file(
            model("models/m.sql", "")
                .model("n", "select 1", "")
                .at("n", "models/n.sql", "models/hubspot.yml")
                .set("n", "package_name", "hubspot")));
  }

  @Test
  void arguments_have_a_key_of_their_own_where_dbt_takes_it() throws IOException {
    List<Check> accepted = List.of(Check.accepted("id", List.of("a", "b")));
    for (String version : List.of("1.10.6", "1.9.0", "2024.11.3", "")) {
      assertTrue(!written(version, accepted).contains("arguments:"), version);
    }
    for (String version : List.of("1.10.8", "1.12.6", "2025.9.1", "2.0.0")) {
      assertTrue(written(version, accepted).contains("arguments:"), version);
    }
    Files.writeString(
        project.resolve("dbt_project.yml"),
        "flags:\n  require_generic_test_arguments_property: false\n");
    assertTrue(!written("1.12.6", accepted).contains("arguments:"));
  }

  private String written(String version, List<Check> checks) throws IOException {
    PropertiesFiles files =
        new PropertiesFiles(model("models/m.sql", "").dbt(version).manifest(), project);
    files.add("model.shop.m", wanted(checks));
    return files.changed().values().iterator().next();
  }

  private static List<PropertiesFiles.Wanted> wanted(List<Check> checks) {
    return checks.stream().map(PropertiesFiles.Wanted::of).toList();
  }
}
