package dev.nightshift.bench.dbt;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.dbt.Runners;
import dev.nightshift.activities.dbt.SandboxDbt;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.DuckDbSandboxes;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Eight models and their tests, with sandboxes for as many jobs at once as are wanted. */
final class Shop implements AutoCloseable {
  private static final int MODELS = 8;

  private final Home home;
  private final Processes processes;
  private final Runners plain;
  private final Runners warm;
  private final Settings settings;
  private final FileBlobs blobs;
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger wantedWarm = new AtomicInteger();

  Shop(int jobs) throws IOException {
    Toolchain toolchain = Toolchain.of(Home.of(System.getenv()));
    Toolchain.Tool dbt = toolchain.required("dbt");
    home = new Home(Files.createTempDirectory("nightshift-bench"));
    processes = new Processes(home);
    blobs = new FileBlobs(home.blobs());
    Cage cage = Cage.tried(toolchain.tool("bubblewrap").map(Toolchain.Tool::path), home, processes);
    if (cage.den().isEmpty()) {
      throw new IllegalStateException("no dbt can be kept warm here: " + cage.reason());
    }
    plain = Runners.plain(processes, cage, dbt, home);
    warm = Runners.warm(processes, cage, dbt, home);
    Path production = home.root().resolve("shop.duckdb");
    processes.run(
        Command.of(
            home.root(),
            Duration.ofMinutes(1),
            List.of(
                dbt.python().toString(),
                "-c",
                "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(sys.argv[2])",
                production.toString(),
                "create table raw_orders as select range as id from range(100)")),
        detail -> {});
    settings = settings(production);
    write(home.workspaces().resolve("shop"));
    DuckDbSandboxes made = new DuckDbSandboxes(settings, home, toolchain, processes, detail -> {});
    for (int job = 0; job < jobs; job++) {
      sandboxes.add(made.make(new Sandboxes.Order("bench-" + job, "shop", "bench", null)));
    }
  }

  private static Settings settings(Path production) {
    Settings.Warehouse warehouse = new Settings.Warehouse("duckdb", production);
    return new Settings(
        production.getParent(),
        "",
        null,
        List.of(Settings.Project.of("shop", "").warehouse(warehouse).made()));
  }

  private static void write(Path project) throws IOException {
    Files.createDirectories(project.resolve("models"));
    Files.writeString(
        project.resolve("dbt_project.yml"), "name: shop\nversion: '1.0'\nprofile: shop\n");
    StringBuilder tests = new StringBuilder("models:\n");
    for (int n = 0; n < MODELS; n++) {
      String from = n == 0 ? "raw_orders" : "{{ ref('model_" + (n - 1) + "') }}";
      Files.writeString(
          project.resolve("models/model_" + n + ".sql"), "select id from " + from + "\n");
      tests.append(
          "  - {name: model_%d, columns: [{name: id, data_tests: [unique, not_null]}]}\n"
              .formatted(n));
    }
    Files.writeString(project.resolve("models/models.yml"), tests);
  }

  /** Every sandbox as after a night, so that a single model of it can be tested. */
  void fill() {
    for (int sandbox = 0; sandbox < sandboxes.size(); sandbox++) {
      run(true, sandbox, Dbt.Verb.BUILD, List.of());
    }
  }

  Path root() {
    return home.root();
  }

  /** All that is in the home but for results, which are to stay. */
  long files() throws IOException {
    try (Stream<Path> all = Files.walk(home.root())) {
      return all.filter(path -> !path.startsWith(home.blobs())).count();
    }
  }

  /** Of the jobs that were to be warm, those that a dbt of their own did. */
  int plainAfterAll() {
    return wantedWarm.get() - warm.doneWarm();
  }

  void run(boolean warmly, int sandbox, Dbt.Verb verb, List<String> select) {
    Path project = home.workspaces().resolve("shop");
    if (warmly) {
      wantedWarm.incrementAndGet();
    }
    DbtResult result =
        new SandboxDbt(
                settings,
                home,
                (workspace, attempt) -> new Folder(project),
                blobs,
                one -> warmly ? warm : plain,
                detail -> {},
                () -> new Attempt("bench/" + attempts.incrementAndGet(), 1))
            .run(
                new Dbt.Command(
                    verb,
                    new Workspace("shop", "", "", "0".repeat(40), null),
                    sandboxes.get(sandbox),
                    select,
                    null,
                    null,
                    null,
                    0,
                    120));
    // A run that failed at once would look fast.
    if (!result.success()) {
      throw new IllegalStateException(result.toString());
    }
  }

  @Override
  public void close() {
    warm.close();
    processes.close();
    Folders.delete(home.root());
  }
}
