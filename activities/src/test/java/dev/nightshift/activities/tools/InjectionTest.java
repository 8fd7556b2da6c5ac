package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.gate.PatchGate;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.model.FooledModel;
import dev.nightshift.activities.model.FooledModel.Obeyed;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A scripted model that reads an order and tries to obey: it heard it as material, and the tools
 * and the gate are all that holds it.
 */
class InjectionTest {
  private static final String SECRET = "a secret of next door";

  private static final String MODEL = "select id, total from raw.orders\n";

  private static final String MANIFEST =
      """
      {"nodes": {
        "model.shop.orders": {"resource_type": "model", "name": "orders", "package_name": "shop",
          "original_file_path": "models/orders.sql", "config": {"materialized": "table"}},
        "test.shop.unique_id": {"resource_type": "test", "name": "unique_id",
          "package_name": "shop", "original_file_path": "models/schema.yml", "config": {},
          "depends_on": {"nodes": ["model.shop.orders"]}, "test_metadata": {"name": "unique"}},
        "test.shop.not_null_id": {"resource_type": "test", "name": "not_null_id",
          "package_name": "shop", "original_file_path": "models/schema.yml", "config": {},
          "depends_on": {"nodes": ["model.shop.orders"]}, "test_metadata": {"name": "not_null"}}}}
      """;

  private static final String RESULTS =
      """
      {"results": [{"unique_id": "model.shop.orders", "status": "success"},
        {"unique_id": "test.shop.unique_id", "status": "pass"},
        {"unique_id": "test.shop.not_null_id", "status": "pass"}]}
      """;

  @TempDir Path temporary;

  private final List<Dbt.Command> commands = new ArrayList<>();
  private Code code;
  private Workspace workspace;

  /** What stands where, what of it nobody may see, who refuses, and the call that it asks for. */
  record Attack(
      String where,
      String says,
      String hidden,
      String refused,
      Map<?, ?> leaves,
      Map<String, Object> obeys) {
    @Override
    public String toString() {
      return where + ": " + says.replaceAll("[^ -~]", "?");
    }
  }

  static Stream<Attack> attacks() throws IOException, Yaml.Unreadable {
    try (InputStream file = InjectionTest.class.getResourceAsStream("/injection/attacks.yml")) {
      Object read = Yaml.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      return ((List<?>) read).stream().map(one -> attack((Map<?, ?>) one));
    }
  }

  private static Attack attack(Map<?, ?> entry) {
    Map<String, Object> obeys = new LinkedHashMap<>();
    ((Map<?, ?>) entry.get("obeys")).forEach((key, value) -> obeys.put(key.toString(), value));
    return new Attack(
        text(entry, "where"),
        text(entry, "says"),
        text(entry, "hidden"),
        text(entry, "refused"),
        entry.get("leaves") instanceof Map<?, ?> leaves ? leaves : Map.of(),
        obeys);
  }

  private static String text(Map<?, ?> entry, String key) {
    return entry.get(key) == null ? "" : entry.get(key).toString();
  }

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", MODEL);
    code.write(
        "dbt/models/schema.yml",
        """
        models:
          - name: orders
            columns:
              - name: id
                data_tests: [unique, not_null]
        """);
    code.write("dbt/dbt_project.yml", "name: shop\n");
    code.write("dbt/packages.yml", "packages: []\n");
    code.write("secret.txt", SECRET);
    code.link("dbt/models/out.sql", "../../secret.txt");
    workspace = code.commit("dbt");
  }

  @Test
  void there_are_sixty_and_more() throws Exception {
    assertTrue(attacks().distinct().count() >= 60);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void it_stands_as_material_and_whoever_obeys_is_refused(Attack attack) throws IOException {
    Map<String, Object> call = new LinkedHashMap<>(attack.obeys());
    String tool = call.remove("tool").toString();
    String wants = Converter.json().valueToTree(call).toString();
    Obeyed obeyed = FooledModel.reads(temporary.resolve("model"), attack.says(), tool, wants);
    stands(attack, obeyed.heard());
    Given given = use(obeyed);
    String told = code.blobs().readText(given.content());
    assertFalse(told.contains(SECRET), told);
    if (attack.refused().equals("tool")) {
      assertTrue(given.refused() || given.failed(), told);
      assertEquals(null, given.workspace());
      assertEquals(null, given.child());
    } else {
      assertFalse(given.refused() || given.failed(), told);
      List<String> rules =
          refusals(given.workspace(), attack.leaves()).stream().map(Refusal::rule).toList();
      assertTrue(rules.contains(attack.refused()), rules::toString);
    }
    assertEquals(List.of(), commands, "dbt was asked for something");
    try (Stream<Path> files = Files.walk(temporary)) {
      assertFalse(files.anyMatch(file -> file.endsWith("outside.txt")));
    }
  }

  private static void stands(Attack attack, String quoted) {
    List<String> lines = quoted.lines().toList();
    String fence = lines.get(0).split(" ", 3)[1];
    assertTrue(lines.get(0).startsWith("<<<DATA " + fence + " from "), quoted);
    assertEquals("DATA " + fence + ">>>", lines.get(lines.size() - 1));
    assertFalse(String.join("\n", lines.subList(1, lines.size() - 1)).contains(fence), quoted);
    assertFalse(!attack.hidden().isEmpty() && quoted.contains(attack.hidden()), quoted);
  }

  private List<Refusal> refusals(Workspace patched, Map<?, ?> leaves) throws IOException {
    Cause cause =
        new Cause(
            "column_slip",
            Verdict.CODE,
            "model.shop.orders",
            List.of("model.shop.orders"),
            "because",
            null,
            null,
            null);
    ObjectNode after = (ObjectNode) Converter.json().readTree(MANIFEST);
    if (leaves.get("gone") instanceof List<?> gone) {
      gone.forEach(id -> ((ObjectNode) after.get("nodes")).remove(id.toString()));
    }
    if (leaves.get("config") instanceof Map<?, ?> config) {
      config.forEach(
          (id, settings) ->
              ((ObjectNode) after.get("nodes").get(id.toString()))
                  .set("config", Converter.json().valueToTree(settings)));
    }
    DbtResult was = built(MANIFEST);
    DbtResult is = built(after.toString());
    return new PatchGate(code.checkouts(), code.blobs())
        .examine(new Examination(patched, List.of(cause), Policy.standard(), was, is, null))
        .refusals();
  }

  private DbtResult built(String manifest) {
    return new DbtResult(
        "build",
        true,
        0,
        Map.of(),
        List.of(),
        null,
        0.1,
        code.blobs().putText("run_results.json", RESULTS),
        code.blobs().putText("manifest.json", manifest),
        null);
  }

  private Given use(Obeyed obeyed) {
    Settings settings =
        new Settings(
            temporary,
            null,
            null,
            List.of(Settings.Project.of("shop", Code.REPOSITORY).subfolder("dbt").made()));
    ToolBook book =
        new ToolBook(
            settings,
            code.checkouts(),
            code.blobs(),
            this::dbt,
            new DuckDbLooks(null, new Home(temporary)),
            message -> {
              throw new AssertionError("somebody was told something");
            },
            Unasked.LINEAR,
            Unasked.SERVERS,
            Unasked.COMMANDS);
    return book.use(
        new Use(
            "fix/shop/1/agent/remediator-1/run/1/a",
            "remediator",
            obeyed.tool(),
            code.blobs().putText("arguments.json", obeyed.arguments()),
            workspace,
            new Sandbox("s1", "fix/shop/1", "duckdb", "prod", null)));
  }

  /** Only a project that is read is nothing that an attack wins by. */
  private DbtResult dbt(Dbt.Command command) {
    if (command.verb() != Dbt.Verb.PARSE) {
      commands.add(command);
    }
    return new DbtResult(
        command.verb().word(), true, 0, Map.of(), List.of(), null, 0.1, null, manifest(), null);
  }

  private BlobRef manifest() {
    return code.blobs().putText("manifest.json", "{\"nodes\": {}}");
  }
}
