package dev.nightshift.starter.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.cli.Nightshift;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestsCommandTest {
  private static final List<String> THINGS =
      List.of("order", "customer", "item", "store", "cart", "coupon");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ObjectNode manifest = Converter.json().createObjectNode();
  private Path project;

  /** Else JGit measures the clock in the background, in a folder that is deleted meanwhile. */
  @BeforeAll
  static void measure(@TempDir Path place) {
    FS.FileStoreAttributes.get(place);
  }

  /**
   * A team that tests the key of each of its models; the project is in a folder of its repository.
   */
  @BeforeEach
  void prepare() throws Exception {
    project = folder.resolve("repo/transform");
    manifest.putObject("metadata").put("project_name", "shop").put("dbt_version", "1.12.6");
    manifest.putObject("nodes");
    write("dbt_project.yml", "name: shop\n");
    for (String thing : THINGS) {
      model("stg_" + thing + "s", thing, "models/staging.yml");
      for (String test : List.of("unique", "not_null")) {
        ObjectNode node = nodes().putObject("test.shop." + thing + "." + test);
        node.put("resource_type", "test").put("attached_node", "model.shop.stg_" + thing + "s");
        node.putObject("test_metadata")
            .put("name", test)
            .putObject("kwargs")
            .put("column_name", thing + "_id");
      }
    }
    write("models/staging.yml", "models:\n  - name: stg_orders\n    description: One a row.\n");
    try (Git git =
        Git.init().setDirectory(project.getParent().toFile()).setInitialBranch("main").call()) {
      commit(git, "before");
      git.checkout().setCreateBranch(true).setName("refunds").call();
      model("stg_refunds", "refund", "");
      commit(git, "with refunds");
    }
    compiled();
  }

  private static void commit(Git git, String message) throws Exception {
    git.add().addFilepattern(".").call();
    git.commit()
        .setSign(false)
        .setMessage(message)
        .setAuthor("a", "a@example.com")
        .setCommitter("a", "a@example.com")
        .call();
  }

  @Test
  void a_changed_model_gets_the_tests_that_the_team_gives_its_others() throws IOException {
    assertEquals(0, tests("--base", "main"), said());
    assertEquals(
        """
        models:
          - name: stg_orders
            description: One a row.
          - name: stg_refunds
            columns:
              - name: refund_id
                data_tests:
                  - not_null
                  - unique
        """,
        sorted(read("models/staging.yml")));
    assertTrue(said().contains("stg_refunds  models/stg_refunds.sql"), said());
    assertTrue(said().contains("+ refund_id: unique"), said());
    assertTrue(said().contains("dbt test --select stg_refunds"), said());
    assertFalse(said().contains("stg_orders  models"), "it did not change");
  }

  @Test
  void a_dry_run_tells_the_same_and_writes_nothing() throws IOException {
    assertEquals(0, tests("--base", "main", "--dry-run"), said());
    assertFalse(read("models/staging.yml").contains("refund"), read("models/staging.yml"));
    assertTrue(said().contains("2 tests would go into models/staging.yml"), said());
    assertTrue(said().contains("nothing was written"), said());
  }

  @Test
  void a_model_is_judged_by_its_name_changed_or_not() throws IOException {
    assertEquals(0, tests("--models", "stg_orders", "--dry-run"), said());
    assertTrue(said().contains("stg_orders"), said());
    assertTrue(said().contains("It lacks nothing that is likely."), said());
  }

  @Test
  void for_programs_there_is_all_of_it() throws IOException {
    assertEquals(0, tests("--models", "stg_refunds", "--json"), said());
    JsonNode one = Converter.json().readTree(said()).get(0);
    assertEquals("stg_refunds", one.path("model").asText());
    assertEquals("models/staging.yml", one.path("file").asText());
    assertEquals(2, one.path("tests").size());
    assertTrue(one.path("tests").get(0).path("sure").asDouble() >= 0.5);
    assertTrue(one.path("tests").get(0).path("reasons").size() > 0);
    assertTrue(one.path("written").asBoolean());
  }

  @Test
  void a_file_that_changed_after_dbt_compiled_is_said() throws IOException {
    write("models/stg_refunds.sql", "select 1 as other_id");
    assertEquals(0, tests("--base", "main"), said());
    assertTrue(said().contains("newer than the manifest: run dbt compile"), said());
  }

  @Test
  void nothing_changed_is_an_answer() throws IOException {
    assertEquals(0, tests("--base", "refunds"), said());
    assertTrue(said().contains("No model changed."), said());
  }

  @Test
  void what_cannot_be_meant_is_refused() throws IOException {
    assertEquals(2, tests("--models", "stg_refund"));
    assertTrue(said().contains("did you mean stg_refunds?"), said());
    assertEquals(2, tests("--base", "nowhere"));
    assertTrue(said().contains("no branch or commit «nowhere»"), said());
    assertEquals(2, tests("--manifest", "nothing.json"));
    assertTrue(said().contains("run dbt compile, or name one by --manifest"), said());
    write("target/manifest.json", "{");
    assertEquals(2, tests("--base", "main"));
    assertTrue(said().contains("is no manifest of dbt"), said());
    Files.delete(project.resolve("dbt_project.yml"));
    assertEquals(2, tests("--base", "main"));
    assertTrue(said().contains("has no dbt_project.yml"), said());
  }

  private int tests(String... words) {
    out.reset();
    err.reset();
    FakeDoors doors = new FakeDoors();
    Desk desk =
        new Desk(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            project,
            false,
            doors);
    doors.moreCommands.add(new TestsCommand(desk));
    List<String> all = new ArrayList<>(List.of("tests"));
    all.addAll(List.of(words));
    return Nightshift.run(desk, all.toArray(new String[0]));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  /** The two tests of a column, in whichever order they were the surer. */
  private static String sorted(String text) {
    return text.replace(
        "          - unique\n          - not_null\n", "          - not_null\n          - unique\n");
  }

  private ObjectNode nodes() {
    return (ObjectNode) manifest.get("nodes");
  }

  private void model(String name, String thing, String patch) throws IOException {
    String sql = "select id as " + thing + "_id, note from raw." + thing;
    String path = "models/" + name + ".sql";
    write(path, sql);
    ObjectNode node = nodes().putObject("model.shop." + name);
    node.put("resource_type", "model").put("name", name).put("package_name", "shop");
    node.put("original_file_path", path).put("raw_code", sql).put("compiled_code", sql);
    node.put("relation_name", "\"db\".\"s\".\"" + name + "\"");
    ObjectNode columns = node.putObject("columns");
    columns.putObject(thing + "_id").put("name", thing + "_id");
    columns.putObject("note").put("name", "note");
    node.putObject("config");
    if (!patch.isEmpty()) {
      node.put("patch_path", "shop://" + patch);
    }
  }

  private void compiled() throws IOException {
    write("target/manifest.json", Converter.json().writeValueAsString(manifest));
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(project.resolve(path));
  }
}
