package dev.nightshift.starter.local;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The throwaway place of one demo: a home of its own, beside the toolchain that it shares. */
final class DemoFolder implements AutoCloseable {
  static final String REPOSITORY = "larkspur/warehouse";

  private final Desk desk;
  private final Path root;
  private final Alone held;
  private final String secret;

  private DemoFolder(Desk desk, Path root, Alone held, String secret) {
    this.desk = desk;
    this.root = root;
    this.held = held;
    this.secret = secret;
  }

  /** Empties what the last demo left; two demos at once would trample on each other. */
  static DemoFolder fresh(Desk desk) throws IOException {
    Path root = desk.home().root().resolve("demo");
    Alone alone =
        Alone.in(
            desk.home().root().resolve("demo.lock"),
            "a demo is running already; end it first (Ctrl-C)");
    Running.stopLeftovers(desk.home());
    Folders.delete(root);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    DemoFolder folder = new DemoFolder(desk, root, alone, HexFormat.of().formatHex(random));
    folder.layOut();
    return folder;
  }

  Home home() {
    return new Home(root.resolve("home"));
  }

  String hookSecret() {
    return secret;
  }

  SampleCompany company() {
    Toolchain.Tool dbt = Toolchain.of(desk.home()).required("dbt");
    return new SampleCompany(
        SampleCompany.shipped(desk.environment()), root.resolve("company"), dbt.python());
  }

  void publishRepository(SampleCompany company) {
    BareRepository.create(
        new LocalRemotes(home().host()).folder(REPOSITORY),
        company.project(),
        new BareRepository.Commit(
            "main",
            "Robin Field",
            "robin@larkspur.example",
            Instant.now(),
            "The warehouse of Larkspur"));
  }

  Night.Plan plan() {
    return new Night.Plan(
        Toolchain.of(desk.home()),
        home().root(),
        configuration(),
        0,
        0,
        null,
        Map.of("NIGHTSHIFT_HOOK_SECRET_FILE", secretFile().toString()));
  }

  CompletableFuture<Night> startNight() {
    Night.Plan plan = plan();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Night.start(plan);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
          }
        });
  }

  /** A reviewer would check out the branch and build it on the same data: so do we. */
  DemoProof prove(SampleCompany company, RemediationOutcome outcome)
      throws IOException, InterruptedException {
    SampleCompany.Night build =
        Review.build(company, home(), REPOSITORY, outcome.pull().branch(), root.resolve("review"));
    return new DemoProof(
        build.red(), source(outcome), build.count("success", "pass"), build.seconds());
  }

  private static List<String> source(RemediationOutcome outcome) {
    return outcome.causes().stream()
        .filter(cause -> cause.verdict() == Verdict.SOURCE)
        .flatMap(cause -> cause.nodes().stream())
        .toList();
  }

  @Override
  public void close() throws IOException {
    held.close();
  }

  Path configuration() {
    return root.resolve("nightshift.yml");
  }

  private Path secretFile() {
    return home().keys().resolve("hook.secret");
  }

  private void layOut() throws IOException {
    Files.createDirectories(home().keys());
    Files.createDirectories(root.resolve("company"));
    Files.copy(desk.home().toolchain(), home().toolchain());
    Files.createFile(
        secretFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secretFile(), secret, StandardCharsets.UTF_8);
    SampleCompany company = company();
    Files.createDirectories(company.artifacts());
    Files.writeString(
        configuration(),
        """
        # The demo's: your own looks much the same.
        starter: {port: %d}
        projects:
          - name: %s
            repository: %s
            target: prod
            warehouse:
              kind: duckdb
              path: %s
            artifacts: %s
        """
            .formatted(
                DevServer.freePort(),
                SampleCompany.NAME,
                REPOSITORY,
                quoted(company.database()),
                quoted(company.artifacts())),
        StandardCharsets.UTF_8);
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
