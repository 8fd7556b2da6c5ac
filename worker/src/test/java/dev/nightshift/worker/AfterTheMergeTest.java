package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.ArtifactsReader;
import dev.nightshift.activities.artifacts.KeptRuns;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.BareRepository.Commit;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.ledger.LedgerClaims;
import dev.nightshift.activities.report.MarkdownReports;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.LedgerFlow;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.watch.Watch;
import dev.nightshift.workflows.watch.WatchFlow;
import dev.nightshift.workflows.watch.WatchOutcome;
import dev.nightshift.workflows.watch.WatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch over the embedded parts: Git, a folder of runs, the ledger, a report, a thread. */
class AfterTheMergeTest {
  private static final String FLOW = "fix/shop/night-1";
  private static final String BRANCH = "nightshift/fix-shop-night-1-abcdef12";
  private static final String MODEL = "model.shop.a";
  private static final Pull PULL = new Pull(1, "/pulls/1", BRANCH, "", "open");
  private static final Cause MENDED =
      new Cause("slip", Verdict.CODE, MODEL, List.of(MODEL), "1 was meant", null, null, null);

  @TempDir Path folder;
  private Home home;
  private Path bare;
  private LedgerClaims claims;
  private TestWorkflowEnvironment environment;
  private Watch watch;
  private Blobs blobs;
  private ArtifactsReader reader;

  @BeforeEach
  void a_pull_request_that_is_watched() throws IOException {
    home = new Home(folder.resolve("home"));
    bare = new LocalRemotes(home.host()).folder("acme/shop");
    Files.createDirectories(bare.getParent());
    BareRepository.create(bare, code("select 2"), commit("main", 0));
    environment = environment();
    claims = new LedgerClaims(environment.getWorkflowClient());
    work();
    claims.claim("shop", Ids.cause(MENDED.signature()), FLOW, PULL.url());
    watch =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Watch.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Ids.watch(FLOW))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    WorkflowClient.start(
        watch::run,
        new WatchRequest(
            "shop",
            "acme/shop",
            FLOW,
            PULL,
            List.of(MENDED),
            MENDED.nodes(),
            null,
            "night",
            null,
            "night-1"));
    watch.concluded(new Watch.Conclusion(reports().write(story()).markdown(), "", false));
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void what_a_person_merged_and_the_next_run_shows_is_told_where_people_look() throws IOException {
    assertEquals(Map.of(Ids.cause(MENDED.signature()), FLOW), claims.held("shop", "cause/"));
    BareRepository.add(bare, code("select 1"), commit("main", 60));
    run("runs/night-1", Duration.ofHours(-3), "error");
    run("runs/night-2", Duration.ofHours(5), "success");
    WatchOutcome outcome = WorkflowStub.fromTyped(watch).getResult(WatchOutcome.class);
    assertEquals("Mended by pull request 1: it passed in run night-2.", outcome.headline());
    String report = Files.readString(home.reports().resolve("shop/night-1.md"));
    assertTrue(
        report.startsWith(
            """
            # shop, run night-1

            **Mended by pull request 1: it passed in run night-2.**

            Pull request 1 makes 1 cause green.
            """),
        report);
    assertEquals(Map.of(), claims.held("shop", "cause/"));
    assertEquals("merged", new PullStore(home.host()).pull("acme/shop", 1).orElseThrow().state());
    var said = new FileChat(home.chat(), InstantSource.system()).read("night");
    assertEquals(outcome.headline() + " /pulls/1", said.get(0).text());
    assertEquals(1, said.size());
  }

  @Test
  void a_run_that_was_brought_and_passed_shows_it_as_well() throws IOException {
    BareRepository.add(bare, code("select 1"), commit("main", 60));
    told("night-2", Duration.ofHours(5));
    WatchOutcome outcome = WorkflowStub.fromTyped(watch).getResult(WatchOutcome.class);
    assertEquals("Mended by pull request 1: it passed in run night-2.", outcome.headline());
  }

  /** Its flow reads it, finds that nothing failed, and ends. */
  private void told(String id, Duration fromNow) throws IOException {
    Path run = run("elsewhere/" + id, fromNow, "success");
    Files.writeString(
        run.resolve("manifest.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
          "project_name": "shop", "adapter_type": "duckdb"},
         "nodes": {"%s": {"unique_id": "%s", "resource_type": "model", "name": "a",
          "package_name": "shop"}}, "sources": {}}
        """
            .formatted(MODEL, MODEL));
    BlobRef results = blobs.put("run_results.json", run.resolve("run_results.json"));
    BlobRef manifest = blobs.put("manifest.json", run.resolve("manifest.json"));
    assertEquals(0, reader.summarize(new Location("shop", "", results, manifest)).failed());
  }

  private Path code(String sql) throws IOException {
    Path code = Files.createDirectories(folder.resolve("code"));
    Files.writeString(code.resolve("a.sql"), sql + "\n");
    return code;
  }

  private static Commit commit(String branch, int seconds) {
    return new Commit(
        branch, "Ada", "ada@example.com", Instant.now().plusSeconds(seconds), "A change\n");
  }

  private TestWorkflowEnvironment environment() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      options.registerSearchAttribute(key.getName(), key.getValueType());
    }
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private void work() throws IOException {
    var project =
        Settings.Project.of("shop", "acme/shop")
            .branch("main")
            .subfolder("")
            .artifacts(Files.createDirectories(folder.resolve("runs")))
            .made();
    Settings settings = new Settings(folder, "", new Settings.Starter(9000), List.of(project));
    blobs = new FileBlobs(home.blobs());
    reader =
        new ArtifactsReader(
            settings, blobs, name -> Optional.of("shop"), new KeptRuns(home.runs()));
    InstantSource clock = InstantSource.system();
    Mirrors mirrors = new Mirrors(home.mirrors(), new LocalRemotes(home.host()), clock);
    Path pulls = Files.createDirectories(home.host().resolve("acme/shop/pulls"));
    Files.writeString(
        pulls.resolve("1.json"),
        """
        {"number": 1, "head": "%s", "base": "main", "state": "open", "author": "nightshift",
         "commit": "%s"}
        """
            .formatted(BRANCH, branched()));
    var main = environment.newWorker(Queues.MAIN);
    main.registerWorkflowImplementationTypes(WatchFlow.class, LedgerFlow.class);
    main.registerActivitiesImplementations(
        new LocalHost(home, settings, mirrors, blobs, one -> new Ruling(null, null), clock),
        new FileChat(home.chat(), clock),
        reports(),
        claims);
    environment
        .newWorker(Queues.DBT)
        .registerActivitiesImplementations(reader, new GitWorkspaces(settings, mirrors));
    environment.start();
  }

  /** Our branch of main, with the mended file. */
  private String branched() throws IOException {
    Path refs = bare.resolve("refs/heads");
    Files.createDirectories(refs.resolve(BRANCH).getParent());
    Files.writeString(refs.resolve(BRANCH), BareRepository.head(bare, "main").orElseThrow() + "\n");
    return BareRepository.add(bare, code("select 1"), commit(BRANCH, 1));
  }

  private MarkdownReports reports() {
    return new MarkdownReports(
        home, new FileBlobs(home.blobs()), name -> MarkdownReports.Known.NOTHING);
  }

  private static Story story() {
    return new Story(
        FLOW,
        "shop",
        "night-1",
        "PULL_REQUEST",
        "Pull request 1 makes 1 cause green.",
        null,
        List.of(MENDED),
        null,
        null,
        "",
        null,
        null,
        null,
        null,
        PULL);
  }

  private Path run(String place, Duration fromNow, String status) throws IOException {
    Path run = Files.createDirectories(folder.resolve(place));
    Files.writeString(
        run.resolve("run_results.json"),
        """
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json",
         "generated_at": "%s", "invocation_id": "%s"}, "args": {"which": "build"},
         "results": [{"unique_id": "%s", "status": "%s"}], "elapsed_time": 60.0}
        """
            .formatted(Instant.now().plus(fromNow), run.getFileName(), MODEL, status));
    return run;
  }
}
