package dev.nightshift.starter.scenario;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.local.Alone;
import dev.nightshift.starter.local.Night;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * Where scenarios are played: one home, one server, one worker, and a company, a repository and a
 * project for each scenario, so that several can be played at once. What the last play left is
 * cleared away when the next begins, so that one can look at it.
 */
final class Stage implements AutoCloseable {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Desk desk;
  private final Path root;
  private final Alone held;
  private final String secret;

  private Stage(Desk desk, Path root, Alone held, String secret) {
    this.desk = desk;
    this.root = root;
    this.held = held;
    this.secret = secret;
  }

  static Stage fresh(Desk desk, List<Expected> scenarios, String engine) throws IOException {
    Path root = desk.home().root().resolve("scenarios");
    Alone alone =
        Alone.in(
            desk.home().root().resolve("scenarios.lock"), "scenarios are being played already");
    Folders.delete(root);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Stage stage = new Stage(desk, root, alone, HexFormat.of().formatHex(random));
    stage.layOut(scenarios, engine);
    return stage;
  }

  Path root() {
    return root;
  }

  Home home() {
    return new Home(root.resolve("home"));
  }

  String hookSecret() {
    return secret;
  }

  /** A company that has not been broken yet, to make twins of. */
  SampleCompany company(String name) {
    return new SampleCompany(
        SampleCompany.shipped(desk.environment()),
        root.resolve(name),
        Toolchain.of(desk.home()).required("dbt").python());
  }

  Path place(String scenario) {
    return root.resolve("companies").resolve(scenario);
  }

  static String repository(String scenario) {
    return SampleCompany.NAME + "/" + scenario;
  }

  Night.Plan plan() {
    return new Night.Plan(
        Toolchain.of(desk.home()),
        home().root(),
        root.resolve("nightshift.yml"),
        0,
        0,
        0,
        Map.of("NIGHTSHIFT_HOOK_SECRET_FILE", secretFile().toString()));
  }

  /** The repository as it was yesterday, and what came in since then, if anything did. */
  void publish(SampleCompany company, String scenario) throws IOException {
    Path bare = new LocalRemotes(home().host()).folder(repository(scenario));
    BareRepository.create(
        bare,
        company.project(),
        new BareRepository.Commit(
            "main",
            "Robin Field",
            "robin@larkspur.example",
            Instant.now().minus(A_DAY),
            "The warehouse"));
    var change = company.change(scenario);
    if (change.isPresent()) {
      apply(bare, change.get(), company.project(), place(scenario).resolve("change"));
      BareRepository.add(
          bare,
          company.project(),
          new BareRepository.Commit(
              "main", "Ash Reed", "ash@larkspur.example", Instant.now(), "What was asked for"));
    }
  }

  private static void apply(Path bare, Path patch, Path project, Path scratch) throws IOException {
    try (Git clone =
            Git.cloneRepository()
                .setURI(bare.toUri().toString())
                .setDirectory(scratch.toFile())
                .call();
        var stream = Files.newInputStream(patch)) {
      for (var file : clone.apply().setPatch(stream).call().getUpdatedFiles()) {
        Path changed = scratch.relativize(file.toPath());
        Files.writeString(project.resolve(changed), Files.readString(file.toPath()));
      }
    } catch (GitAPIException e) {
      throw new IOException(patch + " does not apply: " + e.getMessage(), e);
    }
  }

  String text(BlobRef blob) {
    return blob == null ? "" : new FileBlobs(home().blobs()).readText(blob);
  }

  @Override
  public void close() throws IOException {
    held.close();
  }

  private Path secretFile() {
    return home().keys().resolve("hook.secret");
  }

  private void layOut(List<Expected> scenarios, String engine) throws IOException {
    Files.createDirectories(home().keys());
    Files.copy(desk.home().toolchain(), home().toolchain());
    Files.createFile(
        secretFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secretFile(), secret, StandardCharsets.UTF_8);
    StringBuilder projects = new StringBuilder("projects:\n");
    for (Expected scenario : scenarios) {
      SampleCompany company = company("companies/" + scenario.name());
      Files.createDirectories(company.artifacts());
      projects.append(
          """
            - name: %s
              repository: %s
              target: prod
              engine: %s
              warehouse: {kind: duckdb, path: %s}
              artifacts: %s
          """
              .formatted(
                  scenario.name(),
                  repository(scenario.name()),
                  engine,
                  quoted(company.database()),
                  quoted(company.artifacts())));
    }
    Files.writeString(root.resolve("nightshift.yml"), projects, StandardCharsets.UTF_8);
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
