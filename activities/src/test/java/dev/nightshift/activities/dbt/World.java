package dev.nightshift.activities.dbt;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.DuckDbSandboxes;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A project in a folder, its production, and all that runs dbt on it: real but for Git. */
public final class World implements AutoCloseable {
  public final Home home;
  public final Processes processes;
  public final Toolchain toolchain = Toolchain.of(Home.of(System.getenv()));
  public final Path project;
  public final Path production;
  public final KeptBlobs blobs = new KeptBlobs();
  public final List<String> beats = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private static final AtomicInteger WORLDS = new AtomicInteger();
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private String target;
  private Settings.Within within;
  private Alive alive = beats::add;
  private Supplier<Attempt> attempts = () -> new Attempt("test/" + ATTEMPTS.incrementAndGet(), 1);

  /** In the home that all tests of dbt share, with the warm dbt in it. */
  public World(Path production) {
    this(Warmth.HOME, production);
  }

  public World(Home home, Path production) {
    this.home = home;
    processes = new Processes(home);
    project = home.workspaces().resolve("shop-" + WORLDS.incrementAndGet());
    this.production = production;
  }

  public World target(String name) {
    target = name;
    return this;
  }

  World within(List<String> packageHosts, boolean hooks) {
    within = new Settings.Within(packageHosts, hooks);
    return this;
  }

  World alive(Alive other) {
    alive = other;
    return this;
  }

  World attempt(Attempt attempt) {
    attempts = () -> attempt;
    return this;
  }

  public World environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public World file(String name, String text) {
    try {
      Path file = project.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Runs SQL on production, by another process, as a loader would. */
  public World load(String sql) {
    python("import duckdb,sys; c=duckdb.connect(sys.argv[1]); c.execute(sys.argv[2])", sql);
    return this;
  }

  public void python(String code, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(python().toString(), "-c", code));
    argv.add(production.toString());
    argv.addAll(List.of(arguments));
    run(argv);
  }

  public void run(List<String> argv) {
    Outcome outcome =
        processes.run(Command.of(Path.of("/"), Duration.ofMinutes(1), argv), detail -> {});
    if (!outcome.succeeded()) {
      throw new IllegalStateException(argv + ": " + outcome.stderr().text());
    }
  }

  public Path python() {
    return toolchain.required("dbt").python();
  }

  public Settings settings() {
    Settings.Warehouse warehouse = new Settings.Warehouse("duckdb", production);
    return new Settings(
        project,
        "",
        null,
        List.of(
            Settings.Project.of("shop", "")
                .target(target)
                .environment(environment)
                .warehouse(warehouse)
                .within(within)
                .made()));
  }

  public Cage cage() {
    return Warmth.CAGE;
  }

  public DuckDbSandboxes sandboxes() {
    return new DuckDbSandboxes(settings(), home, toolchain, processes, detail -> {});
  }

  public Sandbox sandbox() {
    return sandboxes()
        .make(new Sandboxes.Order("of-" + project.getFileName(), "shop", "fix/shop/1", null));
  }

  /** As the product does: warm in the cage, plain without one. */
  public SandboxDbt dbt(Cage cage) {
    return dbt(
        cage.den().isPresent()
            ? Warmth.WARM
            : Runners.plain(processes, cage, toolchain.required("dbt"), home));
  }

  SandboxDbt dbt(Runners runners) {
    return dbt(one -> runners);
  }

  SandboxDbt dbt(Function<Settings.Project, Runners> dbts) {
    return new SandboxDbt(
        settings(),
        home,
        (workspace, attempt) -> new FolderCheckout(project),
        blobs,
        dbts,
        alive,
        attempts);
  }

  public DbtResult run(Cage cage, Dbt.Verb verb, String... arguments) {
    Workspace workspace = new Workspace("shop", "", "", "main", null);
    return dbt(cage)
        .run(
            new Dbt.Command(
                verb, workspace, sandbox(), null, null, null, List.of(arguments), 0, 120));
  }

  DbtResult run(Runners runners, Dbt.Verb verb, String... arguments) {
    return run(runners, verb, List.of(), 0, arguments);
  }

  DbtResult run(
      Runners runners, Dbt.Verb verb, List<String> select, int threads, String... arguments) {
    return dbt(runners).run(command(verb, select, threads, 120, arguments));
  }

  Dbt.Command command(Dbt.Verb verb, int deadlineSeconds) {
    return command(verb, List.of(), 0, deadlineSeconds);
  }

  private Dbt.Command command(
      Dbt.Verb verb, List<String> select, int threads, int deadlineSeconds, String... arguments) {
    return new Dbt.Command(
        verb,
        new Workspace("shop", "", "", "0".repeat(40), null),
        sandbox(),
        select,
        null,
        null,
        List.of(arguments),
        threads,
        deadlineSeconds);
  }

  @Override
  public void close() {
    processes.close();
    Folders.delete(project);
    Folders.delete(home.sandboxes().resolve("of-" + project.getFileName()));
  }

  /** A checkout that is just there. */
  public record FolderCheckout(Path root) implements Checkouts.Checkout {
    @Override
    public Path project() {
      return root;
    }

    @Override
    public BlobRef patch() {
      return null;
    }

    @Override
    public List<String> changedFiles() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /** Blobs in memory, by name and number. */
  public static final class KeptBlobs implements Blobs {
    private final Map<String, byte[]> kept = new HashMap<>();

    @Override
    public BlobRef put(String name, byte[] content) {
      String key = name + "#" + kept.size();
      kept.put(key, content);
      return new BlobRef(key, content.length, name);
    }

    @Override
    public BlobRef put(String name, Path file) {
      try {
        return put(name, Files.readAllBytes(file));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    @Override
    public byte[] read(BlobRef ref) {
      return kept.get(ref.sha256());
    }

    @Override
    public InputStream open(BlobRef ref) {
      return new ByteArrayInputStream(read(ref));
    }

    public String text(BlobRef ref) {
      return new String(read(ref), StandardCharsets.UTF_8);
    }
  }
}
