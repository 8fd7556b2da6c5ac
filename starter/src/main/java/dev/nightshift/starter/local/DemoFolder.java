package dev.nightshift.starter.local;

import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the demo does in its place: a repository, a configuration, a night, a proof. */
final class DemoFolder implements AutoCloseable {
  static final String REPOSITORY = "larkspur/warehouse";

  private final Throwaway place;

  private DemoFolder(Throwaway place) {
    this.place = place;
  }

  static DemoFolder fresh(Desk desk) throws IOException {
    DemoFolder folder =
        new DemoFolder(
            Throwaway.fresh(desk, "demo", "a demo is running already; end it first (Ctrl-C)"));
    folder.configure();
    return folder;
  }

  Home home() {
    return place.home();
  }

  String hookSecret() {
    return place.hookSecret();
  }

  SampleCompany company() throws IOException {
    return place.company("company");
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
    return place.plan(null);
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
        Review.build(
            company, home(), REPOSITORY, outcome.pull().branch(), place.root().resolve("review"));
    return new DemoProof(
        build.red(),
        source(outcome),
        build.count("success", "pass"),
        build.count("skipped"),
        build.seconds());
  }

  private static List<String> source(RemediationOutcome outcome) {
    return outcome.causes().stream()
        .filter(cause -> cause.verdict() == Verdict.SOURCE)
        .flatMap(cause -> cause.nodes().stream())
        .toList();
  }

  @Override
  public void close() throws IOException {
    place.close();
  }

  Path configuration() {
    return place.configuration();
  }

  private void configure() throws IOException {
    SampleCompany company = company();
    place.configure(
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
                Throwaway.quoted(company.database()),
                Throwaway.quoted(company.artifacts())));
  }
}
