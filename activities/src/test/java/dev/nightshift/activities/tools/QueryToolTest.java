package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real DuckDB in the sandbox's place, and a manifest as dbt writes it. */
class QueryToolTest {
  private static final String MANIFEST =
      """
      {"sources": {"source.shop.raw.customers": {"resource_type": "source", "name": "customers",
         "identifier": "customers", "schema": "raw", "database": "shop",
         "columns": {"full_name": {"name": "full_name", "meta": {"sensitive": true}}}}},
       "nodes": {
         "model.shop.stg_customers": {"resource_type": "model", "name": "stg_customers",
           "alias": "stg_customers", "schema": "main", "database": "shop", "language": "sql",
           "depends_on": {"nodes": ["source.shop.raw.customers"]}%s},
         "test.shop.unique_id": {"resource_type": "test", "name": "unique_id",
           "attached_node": "model.shop.stg_customers", "column_name": "id",
           "depends_on": {"nodes": ["model.shop.stg_customers"]},
           "test_metadata": {"name": "unique", "kwargs": {"column_name": "id"}}}},
       "parent_map": {"model.shop.stg_customers": ["source.shop.raw.customers"],
         "test.shop.unique_id": ["model.shop.stg_customers"]},
       "child_map": {"source.shop.raw.customers": ["model.shop.stg_customers"],
         "model.shop.stg_customers": ["test.shop.unique_id"]}}
      """;

  private static final String COMPILED =
      ", \"compiled_code\": \"select id, full_name as called, city from shop.raw.customers\"";

  @TempDir Path temporary;

  private final List<Verb> verbs = new ArrayList<>();
  private final Set<String> patches = new HashSet<>();
  private String compiled = COMPILED;
  private boolean marked = true;
  private boolean baseBroken;
  private Policy policy = Policy.standard();
  private Code code;
  private Workspace workspace;

  @BeforeEach
  void a_sandbox() throws IOException, SQLException {
    code = new Code(temporary);
    code.write("models/stg_customers.sql", "select 1\n");
    workspace = code.commit("");
    Path root = new Home(temporary).sandboxes().resolve("s1");
    Path data = Files.createDirectories(root.resolve("database"));
    Files.writeString(
        root.resolve("ready.json"), "{\"sandbox\": {\"name\": \"s1\"}, \"file\": \"shop.duckdb\"}");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + data.resolve("shop.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create schema raw;
          create table raw.customers as
            select 1 as id, 'Quillfeather' as full_name, 'Ely' as city
            union all select 2, 'Quillfeather', 'Ely'
            union all select 3, 'Quillfeather', 'Soham';
          create table stg_customers as select id, full_name as called, city from raw.customers
          """);
    }
  }

  @Test
  void counts_and_keys_are_told_and_values_by_their_kind() {
    assertEquals(
        """
        id | city
        1 | text 1
        2 | text 1
        3 | text 2
        """
            + left("stg_customers", "called"),
        query("select id, city from stg_customers order by id"));
    assertEquals(
        "city | n\ntext 1 | 2\ntext 2 | 1\n" + left("stg_customers", "called"),
        query("select city, count(*) as n from stg_customers group by 1 order by 2 desc"));
    assertTrue(query("select id from stg_customers limit 0").startsWith("No rows.\n"));
  }

  @Test
  void what_is_made_of_a_marked_column_is_not_there() {
    String all = query("select * from stg_customers");
    assertFalse(all.contains("Quillfeather"), all);
    assertTrue(all.startsWith("id | city\n"), all);
    String named = query("select called from stg_customers");
    assertTrue(named.startsWith("Not done: "), named);
    assertEquals(
        List.of(Verb.PARSE, Verb.COMPILE, Verb.PARSE, Verb.COMPILE), verbs, "as it is compiled");
    assertEquals(Set.of(""), patches, "as it was before anybody changed it");
  }

  /** Who asks may have written the model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id, full_name || '' as called, city from shop.raw.customers",
        "select id, max(full_name) as called, city from shop.raw.customers group by all",
        "select id, case when true then c.full_name end as called, city from shop.raw.customers c",
        "with c as (select full_name as x, * from shop.raw.customers) select id, x || '' as called, city from c",
        "select id, (select min(full_name) from shop.raw.customers) as called, city from shop.raw.customers",
        "select id, (select min(c::varchar) from shop.raw.customers c) as called, city from shop.raw.customers",
        "select id, (select min(columns(*)) from shop.raw.customers) as called, city from shop.raw.customers",
        "select id, to_json(customers) as called, city from shop.raw.customers",
        "select id, called, city from (select *, (select max(x) from (select * from shop.raw.customers) t(i, x, y)) as called from shop.raw.customers)",
        "from shop.raw.customers select id, full_name as called, city"
      })
  void what_an_expression_makes_of_a_marked_column_is_not_there(String code) {
    compiled = ", \"compiled_code\": \"" + code + "\"";
    policy = with(Privacy.Rows.FULL);
    for (String told :
        List.of(
            query("select * from stg_customers"),
            query("select called || id from stg_customers"),
            text(use("show", Map.of("node", "stg_customers"))))) {
      assertFalse(told.contains("Quillfeather"), told);
    }
  }

  @Test
  void a_policy_that_shows_all_hides_what_is_marked_all_the_same() {
    policy = with(Privacy.Rows.FULL);
    String all = query("select * from stg_customers where id = 3");
    assertTrue(all.startsWith("id | city\n3 | Soham\n"), all);
    assertFalse(all.contains("Quillfeather"), all);
  }

  /** A hook of its own could have copied anything to anywhere. */
  @Test
  void where_changed_code_ran_all_but_counts_is_masked() throws IOException {
    policy = with(Privacy.Rows.FULL);
    changed();
    String all =
        query("select id, city, count(*) as n from stg_customers group by all order by id");
    assertTrue(
        all.startsWith("id | city | n\nnumber 1 | text 1 | 1\nnumber 2 | text 1 | 1\n"), all);
    String shown = text(use("show", Map.of("node", "stg_customers", "limit", 1)));
    assertTrue(shown.startsWith("id | city\nnumber 1 | text 1\n"), shown);
    marked = false;
    assertTrue(
        query("select id, city from stg_customers where id = 3")
            .startsWith("id | city\n3 | Soham\n"),
        "nothing is marked");
  }

  @Test
  void where_the_base_cannot_be_read_nobody_knows_what_was_marked() throws IOException {
    policy = with(Privacy.Rows.FULL);
    marked = false;
    changed();
    Files.delete(touched());
    baseBroken = true;
    String all = query("select id, city from stg_customers where id = 3");
    assertTrue(all.startsWith("id | city\nnumber 1 | text 1\n"), all);
    workspace = workspace.with(null);
    assertTrue(query("select 1").startsWith("Not done: dbt parse failed"), "dbt says why");
  }

  private void changed() throws IOException {
    try (Checkouts.Checkout checkout = code.checkouts().open(workspace, "by hand")) {
      Files.writeString(checkout.project().resolve("models/changed.sql"), "select 1 as id\n");
      workspace = workspace.with(checkout.patch());
    }
    Files.writeString(touched(), "");
  }

  private Path touched() {
    return new Home(temporary).sandboxes().resolve("s1").resolve("touched");
  }

  @Test
  void a_policy_of_numbers_only_leaves_numbers() {
    policy = with(Privacy.Rows.NONE);
    String told = query("select city, count(*) as n from stg_customers group by 1 order by 2");
    assertTrue(told.startsWith("n\n1\n2\n"), told);
  }

  @Test
  void a_model_is_shown_as_it_would_be() {
    String shown = text(use("show", Map.of("node", "stg_customers", "limit", 1)));
    assertEquals(
        """
        id | city
        1 | text 1
        There are more rows.
        Left out of it, since they are marked as sensitive or made of what is: called.
        """,
        shown);
  }

  @Test
  void what_cannot_be_asked_is_said() {
    assertTrue(query("select * from raw.payments").contains("Nothing in the project says"));
    assertTrue(query("drop table stg_customers").contains("Only SELECT"));
    assertTrue(query("select nonesuch from stg_customers").contains("nonesuch"));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("sql", "select 1", "limit", 0),
            Map.of("sql", "select 1", "limit", 101),
            Map.of("sql", "select 1", "where", "moon"),
            Map.of())) {
      assertTrue(use("run_sql_query", wrong).failed(), wrong::toString);
    }
  }

  private static Policy with(Privacy.Rows rows) {
    Privacy privacy = new Privacy(rows, null, null, null, null, null, null);
    return new Policy(null, null, 0, 0, 0, 0, null, null, 0, privacy, 0, 0);
  }

  private static String left(String relation, String column) {
    return "Left out of \"shop\".\"main\".\""
        + relation
        + "\", since they are marked as sensitive or made of what is: "
        + column
        + ".\n";
  }

  private String query(String sql) {
    return text(use("run_sql_query", Map.of("sql", sql)));
  }

  private Given use(String tool, Map<String, Object> arguments) {
    Settings settings =
        new Settings(
            temporary,
            null,
            null,
            List.of(Settings.Project.of("shop", Code.REPOSITORY).policy(policy).made()));
    ObjectNode json = Converter.json().valueToTree(arguments);
    Use use =
        new Use(
            "session/1/1",
            "fixer",
            tool,
            code.blobs().putText("arguments.json", json.toString()),
            workspace,
            new Sandbox("s1", "fix/shop/1", "duckdb", "prod", null));
    var looks = new DuckDbLooks(null, new Home(temporary));
    return new ToolBook(
            settings,
            code.checkouts(),
            code.blobs(),
            this::dbt,
            looks,
            message -> "",
            Unasked.LINEAR,
            Unasked.SERVERS,
            Unasked.COMMANDS)
        .use(use);
  }

  private String text(Given given) {
    return code.blobs().readText(given.content());
  }

  private DbtResult dbt(Dbt.Command command) {
    verbs.add(command.verb());
    BlobRef patch = command.workspace().patch();
    patches.add(patch == null ? "" : patch.name());
    boolean broken = baseBroken && patch == null;
    String more = command.verb() == Verb.COMPILE ? compiled : "";
    String manifest = MANIFEST.formatted(more);
    return new DbtResult(
        command.verb().word(),
        !broken,
        broken ? 2 : 0,
        Map.of(),
        List.of(),
        null,
        0.1,
        null,
        code.blobs()
            .putText("manifest.json", marked ? manifest : manifest.replace("sensitive", "other")),
        null);
  }
}
