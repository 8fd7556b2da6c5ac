package dev.nightshift.starter.scenario;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.local.Night;
import dev.nightshift.starter.local.Registry;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.starter.local.Throwaway;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * Where scenarios are played: one home, one server, one worker, and a company, a repository and a
 * project for each scenario, so that several can be played at once. What the last play left is
 * cleared away when the next begins, so that one can look at it.
 */
final class Stage implements AutoCloseable {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Throwaway place;

  private Stage(Throwaway place) {
    this.place = place;
  }

  static Stage fresh(Desk desk) throws IOException {
    return new Stage(Throwaway.fresh(desk, "scenarios", "scenarios are being played already"));
  }

  Home home() {
    return place.home();
  }

  String hookSecret() {
    return place.hookSecret();
  }

  Registry registry() throws IOException {
    return place.registry();
  }

  Night.Plan plan(Map<String, String> environment) {
    return place.plan(0, environment);
  }

  /** A company that has not been broken yet, to make twins of. */
  SampleCompany company(String name) throws IOException {
    return place.company(name);
  }

  Path place(String project) {
    return place.root().resolve(folder(project));
  }

  private static String folder(String project) {
    return "companies/" + project;
  }

  static String repository(String project) {
    return SampleCompany.NAME + "/" + project;
  }

  Path bare(String project) {
    return new LocalRemotes(home().host()).folder(repository(project));
  }

  /** Each scenario is a project of its own in dbt Cloud too. */
  static long cloudProject(List<Expected> scenarios, Expected scenario) {
    return 80L + scenarios.indexOf(scenario);
  }

  /** The repository as it was yesterday, and what came in since then, if anything did. */
  void publish(SampleCompany company, Expected scenario) throws IOException {
    Path bare = bare(scenario.project());
    BareRepository.create(
        bare,
        company.repository(),
        new BareRepository.Commit(
            "main",
            "Robin Field",
            "robin@larkspur.example",
            Instant.now().minus(A_DAY),
            "The warehouse"));
    var change = company.change(scenario.name());
    if (change.isPresent()) {
      apply(bare, change.get(), company.repository(), place(scenario.project()).resolve("change"));
      BareRepository.add(
          bare,
          company.repository(),
          new BareRepository.Commit(
              "main", "Ash Reed", "ash@larkspur.example", Instant.now(), "What was asked for"));
    }
  }

  private static void apply(Path bare, Path patch, Path repository, Path scratch)
      throws IOException {
    try (Git clone =
            Git.cloneRepository()
                .setURI(bare.toUri().toString())
                .setDirectory(scratch.toFile())
                .call();
        var stream = Files.newInputStream(patch)) {
      clone.apply().setPatch(stream).call();
      Status status = clone.status().call();
      for (String path : status.getUncommittedChanges()) {
        follow(path, scratch, repository);
      }
      for (String path : status.getUntracked()) {
        follow(path, scratch, repository);
      }
    } catch (GitAPIException e) {
      throw new IOException(patch + " does not apply: " + e.getMessage(), e);
    }
  }

  private static void follow(String path, Path from, Path to) throws IOException {
    if (Files.exists(from.resolve(path))) {
      Files.createDirectories(to.resolve(path).getParent());
      Files.copy(from.resolve(path), to.resolve(path), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(to.resolve(path));
    }
  }

  String text(BlobRef blob) {
    return blob == null ? "" : new FileBlobs(home().blobs()).readText(blob);
  }

  @Override
  public void close() throws IOException {
    place.close();
  }

  void configure(List<Expected> scenarios, String engine, Doubles doubles, String models)
      throws IOException {
    StringBuilder projects =
        new StringBuilder(doubles.besideProjects()).append(models).append("projects:\n");
    for (Expected scenario : scenarios) {
      SampleCompany company = company(folder(scenario.project()));
      projects.append(
          """
            - name: %s
              repository: %s
              target: prod
              engine: %s
              privacy: {rows: full}
              warehouse: {kind: duckdb, path: %s}
              artifacts: %s
          """
              .formatted(
                  scenario.project(),
                  repository(scenario.project()),
                  scenario.by().isEmpty() ? engine : scenario.by(),
                  Throwaway.quoted(company.database()),
                  Throwaway.quoted(company.artifacts())));
      if (!scenario.subfolder().isEmpty()) {
        projects.append("    subfolder: %s\n".formatted(scenario.subfolder()));
      }
      if (scenario.skipsHooks()) {
        projects.append("    sandbox: {hooks: skip}\n");
      }
      projects.append(doubles.ofProject(scenario));
    }
    place.configure(projects);
  }
}
