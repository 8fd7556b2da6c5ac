package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.chat.Post;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that a page of the team's speaks of, in a project that only wants suggestions: all parts
 * are real but for the Temporal server.
 */
class DocumentedNightTest {
  private static final String PAGE =
      """
      ---
      title: A new way to order
      ---
      Pickup at the gate was announced for this season.

      ```nightshift
      match:
        test: accepted_values_stg_orders_channel*
        values: [gate]
      change:
        file: dbt_project.yml
        key: vars.order_channels
        operation: add
        value: gate
      ```
      """;

  @TempDir static Path folder;
  private static Home home;
  private static Path bare;
  private static RemediationOutcome outcome;

  @BeforeAll
  static void a_night_in_which_somebody_ordered_at_the_gate() throws Exception {
    home = new Home(folder.resolve("home"));
    Files.createDirectories(home.root());
    Files.copy(Home.of(System.getenv()).toolchain(), home.toolchain());
    Path code = code();
    Path production = folder.resolve("shop.duckdb");
    loaded(production);
    built(code, production);
    bare = new LocalRemotes(home.host()).folder("acme/shop");
    Files.createDirectories(bare.getParent());
    BareRepository.create(
        bare,
        code,
        new BareRepository.Commit("main", "Ada", "ada@example.com", Instant.now(), "The shop\n"));
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(
        file,
        """
        worker: {dbt: plain}
        projects:
          - name: shop
            repository: acme/shop
            target: prod
            warehouse: {kind: duckdb, path: '%s'}
            artifacts: '%s'
            policy: {publish: suggest}
        """
            .formatted(production, folder.resolve("runs")));
    played(SettingsFile.read(file, Map.of()));
  }

  private static Path code() throws IOException {
    write("code/dbt_project.yml", "name: shop\nprofile: shop\nvars:\n  order_channels: [web]\n");
    write(
        "code/models/stg_orders.sql",
        "select order_id, channel from {{ source('raw', 'orders') }}\n");
    write(
        "code/models/shop.yml",
        """
        sources:
          - name: raw
            tables:
              - name: orders
        models:
          - name: stg_orders
            columns:
              - name: channel
                data_tests:
                  - accepted_values:
                      arguments:
                        values: "{{ var('order_channels') }}"
        """);
    write("code/.nightshift/knowledge/new-channel.md", PAGE);
    return folder.resolve("code");
  }

  private static void loaded(Path production) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + production);
        Statement statement = duckdb.createStatement()) {
      statement.execute("create schema raw");
      statement.execute(
          "create table raw.orders as select * from (values (1, 'web'), (2, 'web'), (3, 'gate'))"
              + " orders(order_id, channel)");
    }
  }

  /** The job of that night, which one test failed. */
  private static void built(Path code, Path production) throws Exception {
    write(
        "profiles/profiles.yml",
        "shop: {target: prod, outputs: {prod: {type: duckdb, path: '" + production + "'}}}\n");
    Path night = Files.createDirectories(folder.resolve("runs/night-1"));
    ProcessBuilder dbt =
        new ProcessBuilder(
            Toolchain.of(home).required("dbt").path().toString(),
            "build",
            "--project-dir=" + code,
            "--profiles-dir=" + folder.resolve("profiles"),
            "--target-path=" + night,
            "--log-path=" + night);
    dbt.environment().put("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
    Process job = dbt.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, job.waitFor(), said);
  }

  private static void played(Settings settings) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      options.registerSearchAttribute(key.getName(), key.getValueType());
    }
    TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options.build());
    WorkflowClient client = environment.getWorkflowClient();
    try (Processes processes = new Processes(home);
        NightWorker worker =
            NightWorker.start(client, Wiring.steps(settings, home, Map.of(), client, processes))) {
      Settings.Project shop = settings.needed("shop");
      outcome =
          client
              .newWorkflowStub(
                  Remediation.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(Ids.fix("shop", "night-1"))
                      .setTaskQueue(Queues.MAIN)
                      .build())
              .run(
                  new RemediationRequest(
                      "shop",
                      shop.repository(),
                      "night-1",
                      "",
                      "webhook",
                      new Location("shop", "night-1", null, null),
                      shop.engine(),
                      shop.policy(),
                      shop.pace()));
    } finally {
      environment.close();
    }
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void what_the_page_says_is_the_fix_and_no_token_was_spent_for_it() {
    Cause cause = outcome.causes().get(0);
    assertEquals("documented_value", cause.kind());
    assertEquals(Verdict.CODE, cause.verdict());
    assertTrue(cause.mended(), cause.left());
    assertEquals(Usage.NONE, outcome.usage());
  }

  @Test
  void nothing_left_and_nobody_was_asked() throws IOException {
    assertEquals(Ending.REPORT, outcome.ending());
    try (Stream<Path> branches = Files.walk(bare.resolve("refs"))) {
      assertEquals(
          List.of("main"),
          branches.filter(Files::isRegularFile).map(ref -> ref.getFileName().toString()).toList());
    }
    assertEquals(List.of(), new PullStore(home.host()).pulls("acme/shop"));
    FileChat chat = new FileChat(home.chat(), InstantSource.system());
    List<String> said =
        chat.channels().stream().flatMap(all -> chat.read(all).stream()).map(Post::text).toList();
    assertEquals(List.of(outcome.headline()), said);
  }

  @Test
  void the_report_holds_the_change_as_whoever_wants_it_applies_it() throws IOException {
    String report = Files.readString(home.reports().resolve("shop/night-1.md"));
    assertTrue(
        report.contains(
            """
            --- a/dbt_project.yml
            +++ b/dbt_project.yml
            """),
        report);
    assertTrue(report.contains("\n+  order_channels: [web, gate]\n"), report);
  }
}
