package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationRequest;
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
import java.util.Map;

/** A small shop and a night that went wrong there: all is real but for the Temporal server. */
final class ShopNight {
  static final String KEY = "a-key";

  private final Path folder;
  private final Home home;

  ShopNight(Path folder) throws IOException {
    this.folder = folder;
    home = new Home(folder.resolve("home"));
    Files.createDirectories(home.root());
    Files.copy(Home.of(System.getenv()).toolchain(), home.toolchain());
  }

  Home home() {
    return home;
  }

  Path bare() {
    return new LocalRemotes(home.host()).folder("acme/shop");
  }

  private Path production() {
    return folder.resolve("shop.duckdb");
  }

  /** A file of the project. */
  void code(String path, String text) throws IOException {
    write("code/" + path, text);
  }

  void data(String... statements) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + production());
        Statement statement = duckdb.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A night in which a model thinks that knows this key; what it mends stays in the report. */
  RemediationOutcome play(ScriptedModel model) throws Exception {
    return play(
        "engine: model:scripted\n    policy: {publish: suggest}",
        """
        models:
          - name: scripted
            api: anthropic
            model: scripted
            address: %s
            prices: {input: 3, output: 15}
        """
            .formatted(model.address()),
        Map.of("NIGHTSHIFT_ANTHROPIC_KEY", KEY));
  }

  /** The job fails, and is looked after; {@code settings} are lines of the project's. */
  RemediationOutcome play(String settings, String models, Map<String, String> environment)
      throws Exception {
    built();
    Files.createDirectories(bare().getParent());
    BareRepository.create(
        bare(),
        folder.resolve("code"),
        new BareRepository.Commit("main", "Ada", "ada@example.com", Instant.now(), "The shop\n"));
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(
        file,
        """
        worker: {dbt: plain}
        %s
        projects:
          - name: shop
            repository: acme/shop
            target: prod
            warehouse: {kind: duckdb, path: '%s'}
            artifacts: '%s'
            %s
        """
            .formatted(models, production(), folder.resolve("runs"), settings));
    return played(SettingsFile.read(file, environment), environment);
  }

  private void built() throws Exception {
    write(
        "profiles/profiles.yml",
        "shop: {target: prod, outputs: {prod: {type: duckdb, path: '" + production() + "'}}}\n");
    Path night = Files.createDirectories(folder.resolve("runs/night-1"));
    ProcessBuilder dbt =
        new ProcessBuilder(
            Toolchain.of(home).required("dbt").path().toString(),
            "build",
            "--project-dir=" + folder.resolve("code"),
            "--profiles-dir=" + folder.resolve("profiles"),
            "--target-path=" + night,
            "--log-path=" + night);
    dbt.environment().put("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
    Process job = dbt.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, job.waitFor(), said);
  }

  private RemediationOutcome played(Settings settings, Map<String, String> variables) {
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
            NightWorker.start(client, Wiring.steps(settings, home, variables, client, processes))) {
      Settings.Project shop = settings.needed("shop");
      return client
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

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
