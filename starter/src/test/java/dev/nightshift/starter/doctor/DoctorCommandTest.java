package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  private static final String CONFIGURATION =
      """
      projects:
        - name: shop
          repository: acme/shop
          target: prod
          environment: [SHOP_REGION]
          warehouse: {kind: duckdb, path: shop.duckdb}
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Path code;

  /** Else JGit measures the clock in the background, in a folder that is deleted meanwhile. */
  @BeforeAll
  static void measure(@TempDir Path place) {
    FS.FileStoreAttributes.get(place);
  }

  @BeforeEach
  void prepare() throws IOException {
    Home home = new Home(folder.resolve("home"));
    Files.createDirectories(home.root());
    Files.copy(Home.of(System.getenv()).toolchain(), home.toolchain());
    environment.put("NIGHTSHIFT_HOME", home.root().toString());
    environment.put("SHOP_REGION", "north");
    environment.put("NIGHTSHIFT_HOOK_SECRET", "a secret");
    write("nightshift.yml", CONFIGURATION);
    write("shop.duckdb", "checksumDUCK and so on");
    write("artifacts/last/run_results.json", "{\"metadata\":{\"dbt_version\":\"1.12.1\"}}");
    code = folder.resolve("code");
    write(
        "code/dbt_project.yml",
        "name: shop\nprofile: shop\nrequire-dbt-version: ['>=1.8.0', '<2.0.0']\n");
    write(
        "code/profiles.yml",
        "shop: {target: prod, outputs: {prod: {type: duckdb, path: \"{{ env_var('DB') }}\"}}}\n");
    write("code/models/m.sql", "select '{{ env_var(\"SHOP_REGION\") }}' {# env_var('OLD') #}");
    write("code/.nightshift/knowledge/a.md", "# A");
  }

  @Test
  void a_configuration_that_is_right_is_green() throws IOException {
    host();
    assertEquals(0, doctor("--offline"), out());
    assertTrue(out().contains("All is well."), out());
    assertTrue(out().contains("✓ repository              acme/shop, main at "), out());
    assertTrue(out().contains("✓ profile                 shop, target prod"), out());
    assertTrue(out().contains("the latest run was made by dbt 1.12.1"), out());
    assertFalse(out().contains("✗"), out());
  }

  @Test
  void a_broken_one_is_told_line_by_line_with_what_to_do() throws IOException {
    write("code/dbt_project.yml", "name: shop\nprofile: shop\nrequire-dbt-version: '<1.9'\n");
    write("code/models/n.sql", "{{ env_var('SHOP_SECRET_PLACE') }} {{ env_var('X', 'y') }}");
    write(
        "nightshift.yml", CONFIGURATION.replace("prod", "nightly").replace("shop.duckdb", "gone"));
    write("artifacts/last/run_results.json", "{\"metadata\":{\"dbt_version\":\"1.8.0\"}}");
    environment.remove("SHOP_REGION");
    host();
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("the project requires <1.9, but 1.12"), out());
    assertTrue(out().contains("✗ env_var SHOP_SECRET_PLACE"), out());
    assertFalse(out().contains("env_var X"), out());
    assertTrue(out().contains("shop has no target «nightly»"), out());
    assertTrue(out().contains("gone is not there"), out());
    assertTrue(out().contains("made by dbt 1.8.0, the sandbox uses 1.12"), out());
    assertTrue(
        out().contains("→ set SHOP_REGION or SHOP_REGION_FILE where the worker runs"), out());
    assertTrue(out().contains("5 to put right."), out());
  }

  @Test
  void both_processes_that_decisions_by_comment_need_are_named() throws IOException {
    write("nightshift.yml", CONFIGURATION + "    code_host: {kind: github}\n");
    environment.remove("NIGHTSHIFT_GITHUB_SECRET");
    doctor("--offline");
    assertTrue(out().contains("NIGHTSHIFT_GITHUB_SECRET is not set here"), out());
    assertTrue(
        out().contains("where the starter runs, with the token or the app's key, by which"), out());
    assertTrue(out().contains("and where the worker runs, which tells below a draft"), out());
  }

  @Test
  void files_that_are_there_and_are_not_what_they_should_be_are_said() throws IOException {
    write("shop.duckdb", "some text");
    write("artifacts/last/run_results.json", "{\"metadata\":{\"dbt_ver");
    environment.remove("NIGHTSHIFT_HOOK_SECRET");
    environment.put("NIGHTSHIFT_HOOK_SECRET_FILE", "/nope");
    host();
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("shop.duckdb is not a DuckDB database"), out());
    assertTrue(out().contains("last/run_results.json cannot be read"), out());
    assertTrue(out().contains("✗ webhook secret"), out());
    assertTrue(out().contains("3 to put right."), out());
  }

  @Test
  void a_repository_that_is_not_there_is_said_without_a_stack_trace() throws IOException {
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("✗ repository"), out());
    assertFalse(out().contains("Exception"), out());
  }

  @Test
  void a_branch_that_is_not_there_is_said() throws IOException {
    write("nightshift.yml", CONFIGURATION + "    branch: trunk\n");
    host();
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("there is no branch «trunk» in acme/shop"), out());
  }

  @Test
  void a_subfolder_without_a_project_is_said() throws IOException {
    write("nightshift.yml", CONFIGURATION + "    subfolder: models\n");
    host();
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("✗ dbt_project.yml         it is not there"), out());
  }

  @Test
  void mistakes_in_the_file_stand_among_the_findings() throws IOException {
    write("nightshift.yml", "projcts: []\n");
    assertEquals(2, doctor("--offline"));
    assertTrue(out().contains("did you mean `projects`?"), out());
    assertTrue(out().contains("✓ Java"), out());
  }

  @Test
  void what_dbt_cloud_needs_is_said() throws IOException {
    host();
    write("nightshift.yml", CONFIGURATION + "    dbt_cloud: {account: 7100, project: 88}\n");
    assertEquals(1, doctor("--offline"));
    assertTrue(
        out().contains("✗ dbt Cloud               NIGHTSHIFT_DBT_CLOUD_TOKEN is not"), out());
    assertTrue(out().contains("! dbt Cloud's webhook     NIGHTSHIFT_DBT_CLOUD_SECRET is"), out());
    environment.put("NIGHTSHIFT_DBT_CLOUD_TOKEN", "a token");
    environment.put("NIGHTSHIFT_DBT_CLOUD_SECRET", "shown once");
    assertEquals(0, doctor("--offline"), out());
    environment.remove("NIGHTSHIFT_DBT_CLOUD_SECRET");
    write(
        "nightshift.yml",
        CONFIGURATION + "    dbt_cloud: {account: 7100, project: 88, poll: 10m}\n");
    assertEquals(0, doctor("--offline"));
    assertTrue(out().contains("not needed: dbt Cloud is asked every 600 s"), out());
  }

  @Test
  void a_dbt_cloud_that_does_not_answer_is_said() throws IOException {
    host();
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    environment.put("NIGHTSHIFT_DBT_CLOUD_TOKEN", "a token");
    write(
        "nightshift.yml",
        CONFIGURATION
            + "    dbt_cloud: {account: 7100, project: 88, api: 'http://127.0.0.1:%d'}\n"
                .formatted(nobody));
    assertEquals(1, doctor());
    assertTrue(out().contains("did not come whole: ConnectException"), out());
    assertFalse(out().contains("a token"), out());
  }

  @Test
  void a_private_key_that_others_can_read_is_wrong() throws IOException {
    host();
    Path key = write("home/keys/decisions.key", "key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("→ chmod 600 " + key), out());
  }

  @Test
  void a_server_that_does_not_answer_is_wrong() throws IOException {
    host();
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertEquals(1, doctor());
    assertTrue(out().contains("127.0.0.1:1 does not answer"), out());
  }

  @Test
  void a_temporal_that_could_not_be_had_is_a_note_with_what_is_missing() throws IOException {
    host();
    ObjectNode list = (ObjectNode) Converter.json().readTree(toolchain().toFile());
    ((ObjectNode) list.path("parts")).putObject("temporal").put("absent", "no way to it");
    Files.writeString(toolchain(), list.toString());
    assertEquals(0, doctor("--offline"), out());
    assertTrue(out().contains("! temporal                not to be had"), out());
    assertTrue(out().contains("nothing survives its end"), out());
    assertTrue(out().contains("→ ./nightshift toolchain add temporal"), out());
  }

  @Test
  void where_there_is_no_cage_it_says_why_and_what_is_refused_without() throws IOException {
    host();
    ObjectNode list = (ObjectNode) Converter.json().readTree(toolchain().toFile());
    ((ObjectNode) list.path("parts")).remove("bubblewrap");
    Files.writeString(toolchain(), list.toString());
    assertEquals(0, doctor("--offline"), out());
    assertTrue(out().contains("! cage                    bubblewrap is not installed"), out());
    assertTrue(out().contains("→ without it Python models and other people's code"), out());
    assertTrue(out().contains("only rules and model: work: claude-code, codex, acp:"), out());
    write("nightshift.yml", CONFIGURATION + "    engine: codex\n");
    assertEquals(1, doctor("--offline"), out());
    assertTrue(out().contains("✗ codex"), out());
  }

  @Test
  void a_home_that_cannot_be_written_is_wrong() throws IOException {
    Path file = write("a file", "");
    environment.put("NIGHTSHIFT_HOME", file.resolve("home").toString());
    assertEquals(1, doctor("--offline"));
    assertTrue(out().contains("✗ home                    " + file), out());
    assertTrue(out().contains("→ set NIGHTSHIFT_HOME to a folder that you may write"), out());
  }

  @Test
  void as_json_each_finding_is_a_value() throws IOException {
    host();
    doctor("--offline", "--json");
    JsonNode findings = Converter.json().readTree(out());
    assertEquals("FINE", findings.get(0).path("mark").asText());
  }

  private Path toolchain() {
    return new Home(folder.resolve("home")).toolchain();
  }

  private void host() {
    LocalHost.create(
        new Home(folder.resolve("home")), "acme", "shop", code, InstantSource.system());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private int doctor(String... arguments) {
    out.reset();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Desk desk = new Desk(stream, stream, environment, folder, false, new FakeDoors());
    return new CommandLine(new DoctorCommand(desk)).execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
