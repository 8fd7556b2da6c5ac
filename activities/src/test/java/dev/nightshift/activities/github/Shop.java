package dev.nightshift.activities.github;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Host;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.ports.CodeHost.Publication;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A project of which the code is on our own GitHub, and a patch of it. */
final class Shop implements AutoCloseable {
  static final String BRANCH = "nightshift/fix-shop-42-abcdef12";
  static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

  private static final Gate OPEN_GATE = examination -> new Ruling(List.of(), List.of());

  final Code code;
  final GitHubDouble gitHub;
  final Path hooks;
  Host settings;
  String subfolder = "";
  Map<String, String> environment = Map.of(Connections.TOKEN, GitHubDouble.TOKEN);
  Workspace patched;
  private final Path temporary;

  Shop(Path temporary) throws IOException {
    this.temporary = temporary;
    code = new Code(temporary);
    hooks = Files.createDirectories(temporary.resolve("hooks"));
    code.write("models/a.sql", "select 1\n");
    code.write("models/b.sql", "select 2\n");
    Workspace base = code.commit("");
    gitHub = new GitHubDouble(home().host(), Code.REPOSITORY, hooks);
    settings = host("none");
    patched = changed(base, "models/a.sql", "select 10\n");
    new Decisions(home().keys()).makeKeys();
  }

  /** {@code reviewers} is {@code codeowners}, {@code none} or one login. */
  Host host(String reviewers) {
    return new Host(
        "github",
        gitHub.address(),
        gitHub.address() + "/git",
        0,
        0,
        null,
        reviewers.equals("codeowners"),
        reviewers.matches("codeowners|none") ? List.of() : List.of(reviewers));
  }

  /** Each time a new process: nothing is remembered but what GitHub has. */
  GitHubHost publishing() {
    return publishing(gitHub.repository);
  }

  /** With a name of the repository that may not be its name any more. */
  GitHubHost publishing(String repository) {
    Settings read = settings(repository);
    Connections connections = connections();
    return new GitHubHost(
        home(), read, connections, mirrors(read, connections), code.blobs(), OPEN_GATE);
  }

  GitHubPages pages() {
    Connections connections = connections();
    return new GitHubPages(
        connections, mirrors(settings(gitHub.repository), connections), code.blobs());
  }

  private Settings settings(String repository) {
    return new Settings(temporary, "", new Settings.Starter(9000), List.of(project(repository)));
  }

  private Mirrors mirrors(Settings read, Connections connections) {
    return new Mirrors(
        home().root().resolve("mirrors-of-github"),
        new GitHubRemotes(read, connections, new LocalRemotes(home().host())),
        InstantSource.fixed(NOW));
  }

  Connections connections() {
    return new Connections(environment, InstantSource.fixed(NOW));
  }

  Settings.Project project() {
    return project(gitHub.repository);
  }

  private Settings.Project project(String repository) {
    return Settings.Project.of("shop", repository)
        .branch("main")
        .subfolder(subfolder)
        .host(settings)
        .made();
  }

  Publication publication() {
    Gate.Examination examination =
        new Gate.Examination(patched, List.of(), Policy.standard(), null, null, null);
    Decision yes =
        new Decision(Choice.APPROVE, "ada@example.com", patched.patch().sha256(), "", "cli", "");
    return new Publication(
        "fix/shop/42", patched, BRANCH, "Fix a\n\nBecause.", "", yes, examination);
  }

  PullRequest request(String title, boolean draft) {
    return new PullRequest(
        publication(), title, code.blobs().putText("pull.md", "What failed: a"), draft);
  }

  /** Ready for review, with a question of its own. */
  PullRequest asking(String title) {
    PullRequest ready = request(title, false);
    return new PullRequest(ready.publication(), title, ready.body(), false, true);
  }

  Workspace changed(Workspace base, String path, String text) throws IOException {
    try (Checkout checkout = code.checkouts().open(base, "change")) {
      Files.writeString(checkout.project().resolve(path), text);
      return base.with(checkout.patch());
    }
  }

  /** A rule of the host: what Git runs before it takes a push. */
  void rule(String script) throws IOException {
    Path hook = hooks.resolve("update");
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    hook.toFile().setExecutable(true);
  }

  Home home() {
    return new Home(code.home());
  }

  @Override
  public void close() {
    gitHub.close();
  }
}
