package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.codehost.LocalPages;
import dev.nightshift.activities.codehost.PageHost;
import dev.nightshift.activities.codehost.PageHost.NewPage;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Knowledge;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.Remotes;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubPages;
import dev.nightshift.activities.github.GitHubRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.knowledge.FolderKnowledge;
import dev.nightshift.activities.notion.NotionKnowledge;
import dev.nightshift.activities.report.PageDrafts.Draft;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/** Where the teams keep their pages: read from there, and proposed to there. */
final class TeamPages {
  private final Desk desk;
  private final Settings settings;
  private final Blobs blobs;
  private final Connections gitHub;
  private final Mirrors mirrors;
  private final GitWorkspaces workspaces;
  private final GitCheckouts checkouts;
  private final InstantSource clock = InstantSource.system();

  TeamPages(Desk desk, Settings settings) {
    Home home = desk.home();
    this.desk = desk;
    this.settings = settings;
    this.blobs = new FileBlobs(home.blobs());
    this.gitHub = new Connections(desk.environment(), clock);
    Remotes remotes = new GitHubRemotes(settings, gitHub, new LocalRemotes(home.host()));
    this.mirrors = new Mirrors(home.mirrors(), remotes, clock);
    this.workspaces = new GitWorkspaces(settings, mirrors);
    this.checkouts = new GitCheckouts(home.workspaces(), mirrors, blobs, settings::branch);
  }

  String read(Project project) {
    return blobs.readText(fetched(project));
  }

  private BlobRef fetched(Project project) {
    if (!project.knowledge().notion().isEmpty()) {
      var token = EnvironmentValue.of(desk.environment(), NotionKnowledge.TOKEN);
      return new NotionKnowledge(settings, desk.home(), blobs, token, clock)
          .fetchNow(project.name());
    }
    return new FolderKnowledge(settings, checkouts, blobs, workspaces::head)
        .fetch(workspaces.resolve(project.name(), ""));
  }

  /** As a pull request where they are; proposed before, it is that one. */
  Pull propose(Project project, Draft draft) throws IOException {
    Project at = at(project);
    Workspace newest =
        new Workspace(
            project.name(),
            at.repository(),
            at.subfolder(),
            workspaces.head(at.repository(), at.branch()),
            null);
    NewPage page =
        new NewPage(
            "knowledge/" + project.name() + "/" + draft.id(),
            written(newest, project.knowledge().folder(), draft),
            "Note: " + draft.title(),
            "A page for the team's notes, drafted after run `"
                + draft.run()
                + "`. Before you merge it, add what the next person should know: whom you asked,"
                + " whether it comes back.");
    return host(at).propose(at, page);
  }

  private static Project at(Project project) {
    Knowledge place = project.knowledge();
    return place.git().isEmpty()
        ? project
        : Project.of(project.name(), place.git())
            .branch(place.branch())
            .host(project.host())
            .made();
  }

  private PageHost host(Project at) {
    return at.host().isGitHub()
        ? new GitHubPages(gitHub, mirrors, blobs)
        : new LocalPages(desk.home(), settings, mirrors, blobs, clock);
  }

  private Workspace written(Workspace newest, String folder, Draft draft) throws IOException {
    try (Checkout checkout = checkouts.open(newest, "page-" + UUID.randomUUID())) {
      Path file = checkout.project().resolve(folder).resolve(draft.file()).normalize();
      if (!file.startsWith(checkout.root().normalize()) || leadsElsewhere(checkout.root(), file)) {
        throw new Refusal("the knowledge folder leads out of the repository; nothing was written");
      }
      if (Files.exists(file) && !Files.readString(file).equals(draft.text())) {
        throw new Refusal(
            "there is a page "
                + draft.file()
                + " already, with other words; add to it what is new: ./nightshift knowledge drafts"
                + " --text shows the draft");
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, draft.text());
      BlobRef patch = checkout.patch();
      if (patch == null) {
        throw new Refusal("the page " + draft.file() + " is there already, word for word");
      }
      return newest.with(patch);
    }
  }

  /** By a link in the repository. */
  private static boolean leadsElsewhere(Path root, Path file) throws IOException {
    Path there = file;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return !there.toRealPath().startsWith(root.toRealPath());
  }
}
