package dev.nightshift.deploy.faults;

import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * A sample company after its bad night, a real server, and many projects that are all this company:
 * each case of a walk has a project, and so a ledger, of its own. It counts what is left outside.
 */
final class WalkWorld implements AutoCloseable {
  static final String REPOSITORY = "larkspur/warehouse";
  private static final int PROJECTS = 160;

  final Home home;
  final Path configuration;
  final Path recorded;
  final DevServer server;
  private final SampleCompany company;

  WalkWorld(Path folder, List<String> namespaces) throws IOException, InterruptedException {
    Home real = Home.of(System.getenv());
    home = new Home(folder.resolve("a home"));
    Files.createDirectories(home.logs());
    Files.copy(real.toolchain(), home.toolchain());
    recorded = Files.createDirectories(folder.resolve("recorded"));
    configuration = folder.resolve("nightshift.yml");
    Toolchain toolchain = Toolchain.of(real);
    Toolchain.Tool dbt = toolchain.required("dbt");
    Path sample = Path.of("sample").toAbsolutePath();
    company = new SampleCompany(sample, folder.resolve("company"), dbt.path(), dbt.python());
    server =
        DevServer.start(
            toolchain.required("temporal").path(),
            folder.resolve("temporal.db"),
            home.logs().resolve("temporal.log"),
            0,
            0,
            namespaces);
    Files.createDirectories(folder.resolve("company"));
    company.open();
    company.build("yesterday");
    company.suffer("last-night");
    company.build("last-night");
    BareRepository.create(
        new LocalRemotes(home.host()).folder(REPOSITORY),
        company.project(),
        new BareRepository.Commit("main", "Robin", "robin@larkspur.example", Instant.now(), "all"));
    writeConfiguration();
    server.awaitReady();
  }

  static String project(int n) {
    return "walk-" + n;
  }

  Map<String, String> environment(String namespace) {
    return Map.of(
        "NIGHTSHIFT_HOME", home.root().toString(),
        "TEMPORAL_ADDRESS", server.address(),
        "TEMPORAL_NAMESPACE", namespace);
  }

  private void writeConfiguration() throws IOException {
    StringBuilder yaml = new StringBuilder("projects:\n");
    for (int n = 0; n < PROJECTS; n++) {
      yaml.append(
          """
            - name: %s
              repository: %s
              target: prod
              warehouse: {kind: duckdb, path: '%s'}
              artifacts: '%s'
          """
              .formatted(project(n), REPOSITORY, company.database(), company.artifacts()));
    }
    Files.writeString(configuration, yaml);
  }

  /** What is wrong with the effects of this workflow; empty when each is there exactly once. */
  List<String> wrongEffects(String workflow, String project) throws Exception {
    List<String> wrong = new ArrayList<>();
    String branch = Ids.branch(workflow);
    expect(wrong, "commits on the branch", 1, commitsOn(branch));
    expect(wrong, "pull requests", 1, pullsOf(branch));
    expect(wrong, "reports", 1, files(home.reports().resolve(project), ".md").size());
    Map<String, Integer> posts = postsOf(workflow);
    if (!posts.equals(Map.of("question", 1, "ending", 1))) {
      wrong.add("messages: " + posts);
    }
    expect(wrong, "sandboxes left", 0, sandboxesOf(workflow));
    return wrong;
  }

  private static void expect(List<String> wrong, String what, int wanted, int there) {
    if (wanted != there) {
      wrong.add(what + ": " + there + " instead of " + wanted);
    }
  }

  private int commitsOn(String branch) throws Exception {
    Path bare = new LocalRemotes(home.host()).folder(REPOSITORY);
    try (Git git = Git.open(bare.toFile())) {
      Repository repository = git.getRepository();
      ObjectId main = repository.resolve("refs/heads/main");
      ObjectId ours = repository.resolve("refs/heads/" + branch);
      if (ours == null) {
        return 0;
      }
      int commits = 0;
      for (var commit : git.log().addRange(main, ours).call()) {
        commits += commit.getParentCount() == 1 ? 1 : 100;
      }
      return commits;
    }
  }

  private int pullsOf(String branch) throws IOException {
    Path pulls = new LocalRemotes(home.host()).beside(REPOSITORY).resolve("pulls");
    int found = 0;
    for (Path file : files(pulls, ".json")) {
      if (Converter.json().readTree(file.toFile()).path("head").asText().equals(branch)) {
        found++;
      }
    }
    return found;
  }

  private Map<String, Integer> postsOf(String workflow) throws IOException {
    Map<String, Integer> posts = new TreeMap<>();
    for (Path file : files(home.chat(), ".jsonl")) {
      for (String line : Files.readAllLines(file)) {
        String key = Converter.json().readTree(line).path("key").asText();
        if (key.startsWith(workflow + "#")) {
          posts.merge(key.substring(workflow.length() + 1), 1, Integer::sum);
        }
      }
    }
    return posts;
  }

  private int sandboxesOf(String workflow) throws IOException {
    int left = 0;
    for (Path file : files(home.sandboxes(), "")) {
      left +=
          Files.isRegularFile(file)
                  && Files.size(file) < 10_000
                  && Files.readString(file).contains('"' + workflow + '"')
              ? 1
              : 0;
    }
    return left;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .toList();
    } catch (UncheckedIOException vanished) {
      return files(folder, suffix);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
