package dev.nightshift.bench.faults;

import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.starter.local.SampleCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A sample company after its bad night, a real server, and many projects that are all this company:
 * each flow of a walk has a project, and so a ledger, of its own.
 */
public final class World implements AutoCloseable {
  public static final String REPOSITORY = "larkspur/warehouse";
  public static final String NIGHT = "last-night";

  /** Of that night two causes are mended, each by a commit of its own. */
  static final int COMMITS = 2;

  /** One of the team's, that may write and speak to people. */
  static final String AGENT = "messenger";

  private static final String AGENT_FILE =
      """
      name: messenger
      role: You look after the code of the shop.
      goal: Do what you are asked, and say so.
      tools:
        mode: allowlist
        list: [read_file, ripgrep_search, write_file, post_slack_message, notify_parent_session]
      """;

  private static final int PROJECTS = 160;

  public final Home home;

  /** With a plain dbt: its answers come from files, so nothing is to be warmed up for them. */
  public final Path configuration;

  /** The same, with a warm one. */
  public final Path warmly;

  final SharedClasses classes;
  private final DevServer server;
  private final SampleCompany company;
  private final AtomicInteger projects = new AtomicInteger();

  /** {@code real} is where the tools are; everything else of this world is in the folder. */
  public World(Path folder, Path sample, Home real, List<String> namespaces)
      throws IOException, InterruptedException {
    this(folder, sample, real, namespaces, true);
  }

  /** The same after a night in which nothing failed. */
  public static World ofAGoodNight(Path folder, Path sample, Home real, List<String> namespaces)
      throws IOException, InterruptedException {
    return new World(folder, sample, real, namespaces, false);
  }

  private World(Path folder, Path sample, Home real, List<String> namespaces, boolean suffers)
      throws IOException, InterruptedException {
    home = new Home(folder.resolve("a home"));
    Files.createDirectories(home.logs());
    Files.copy(real.toolchain(), home.toolchain());
    configuration = folder.resolve("nightshift.yml");
    warmly = folder.resolve("warmly.yml");
    classes = new SharedClasses(home.root());
    Toolchain toolchain = Toolchain.of(real);
    Toolchain.Tool dbt = toolchain.required("dbt");
    company = new SampleCompany(sample, folder.resolve("company"), dbt.python());
    server =
        DevServer.start(
            toolchain.required("temporal").path(),
            folder.resolve("temporal.db"),
            home.logs().resolve("temporal.log"),
            0,
            0,
            namespaces);
    try {
      furnish(folder, suffers);
      server.awaitReady();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void furnish(Path folder, boolean suffers) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("company"));
    company.open();
    company.build("yesterday");
    if (suffers) {
      company.suffer(NIGHT);
      company.build(NIGHT);
    }
    company.close();
    Path agents = Files.createDirectories(company.project().resolve(".nightshift/agents"));
    Files.writeString(agents.resolve(AGENT + ".yml"), AGENT_FILE);
    BareRepository.create(
        new LocalRemotes(home.host()).folder(REPOSITORY),
        company.project(),
        new BareRepository.Commit("main", "Robin", "robin@larkspur.example", Instant.now(), "all"));
    String local = "    artifacts: '%s'\n    policy: {publish: publish}\n";
    configure(configuration, warmly, "", number -> local.formatted(company.artifacts()));
  }

  /** Writes both down; {@code more} is what there is of a project beside its code and its data. */
  void configure(Path plain, Path warm, String beside, IntFunction<String> more)
      throws IOException {
    StringBuilder yaml = new StringBuilder(beside).append("projects:\n");
    for (int n = 0; n < PROJECTS; n++) {
      yaml.append(
              """
                - name: %s
                  repository: %s
                  target: prod
                  warehouse: {kind: duckdb, path: '%s'}
              """
                  .formatted(project(n), REPOSITORY, company.database()))
          .append(more.apply(n));
    }
    // Three flows share a worker.
    Files.writeString(plain, "worker: {dbt: plain, at_once: 3}\n" + yaml);
    Files.writeString(warm, "worker: {dbt: warm, at_once: 3}\n" + yaml);
  }

  /** What the failed run of that night left. */
  Path night() {
    return company.artifacts().resolve(NIGHT);
  }

  /** Where the sample is, in the checkout that this is run from. */
  public static Path sample() {
    return Path.of(System.getProperty("nightshift.checkout", "."), "deploy", "sample")
        .toAbsolutePath()
        .normalize();
  }

  /** The first number of so many projects that no flow has worked for. */
  public int nextProjects(int many) {
    int first = projects.getAndAdd(many);
    if (first + many > PROJECTS) {
      throw new IllegalStateException("there are " + PROJECTS + " projects");
    }
    return first;
  }

  public static String project(int number) {
    return "walk-" + number;
  }

  /** What a process of this world needs to know, on one namespace of its server. */
  public Map<String, String> environment(String namespace) {
    return Map.of(
        "NIGHTSHIFT_HOME", home.root().toString(),
        "TEMPORAL_ADDRESS", server.address(),
        "TEMPORAL_NAMESPACE", namespace);
  }

  /** Copies of the project and of production, after the bad night; gives the database. */
  public Path laidOutIn(Path place) throws IOException {
    return company.twin(place).database();
  }

  @Override
  public void close() {
    server.close();
  }
}
