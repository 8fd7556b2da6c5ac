package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.Remotes;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.knowledge.FolderKnowledge;
import dev.nightshift.activities.notion.NotionKnowledge;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.values.BlobRef;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a project's knowledge now, and shows what came of each page. */
@Command(
    name = "knowledge",
    description = "Read the team's pages on known failures now, and show what is understood.")
public final class KnowledgeCommand extends ConfiguredCommand {
  @Parameters(
      paramLabel = "PROJECT",
      arity = "0..1",
      description = "A project's name; needed where there are several.")
  private String name;

  public KnowledgeCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    Settings settings = desk.settings(config);
    Project project = project(settings);
    Blobs blobs = new FileBlobs(desk.home().blobs());
    List<Entry> entries = Entries.read(blobs.readText(fetched(settings, project, blobs))).all();
    if (json) {
      sayJson(entries);
    } else if (entries.isEmpty()) {
      say("No pages in " + place(project.knowledge()) + ".");
    } else {
      entries.forEach(this::tell);
    }
    return entries.stream().allMatch(entry -> entry.problem().isEmpty()) ? Exit.DONE : Exit.FAILED;
  }

  private Project project(Settings settings) {
    List<String> names = settings.projects().stream().map(Project::name).toList();
    if (name == null && names.size() > 1) {
      throw new Refusal("which project? One of " + String.join(", ", names));
    }
    return settings
        .project(name == null ? names.get(0) : name)
        .orElseThrow(
            () -> new Refusal("no project is called «" + name + "»: " + String.join(", ", names)));
  }

  private BlobRef fetched(Settings settings, Project project, Blobs blobs) {
    Home home = desk.home();
    InstantSource clock = InstantSource.system();
    if (!project.knowledge().notion().isEmpty()) {
      var token = EnvironmentValue.of(desk.environment(), NotionKnowledge.TOKEN);
      return new NotionKnowledge(settings, home, blobs, token, clock).fetchNow(project.name());
    }
    Connections gitHub = new Connections(desk.environment(), clock);
    Remotes remotes = new GitHubRemotes(settings, gitHub, new LocalRemotes(home.host()));
    Mirrors mirrors = new Mirrors(home.mirrors(), remotes, clock);
    GitWorkspaces workspaces = new GitWorkspaces(settings, mirrors);
    return new FolderKnowledge(
            settings, new GitCheckouts(home.workspaces(), mirrors, blobs), blobs, workspaces::head)
        .fetch(workspaces.resolve(project.name(), ""));
  }

  private void tell(Entry entry) {
    say(desk.bold(desk.line(entry.title())));
    say("  " + desk.line(entry.path()) + ", version " + desk.line(entry.version()));
    if (!entry.problem().isEmpty()) {
      say("  ✗ " + desk.line(entry.problem()));
    } else if (entry.change() == null) {
      say("  words: a person is pointed to it");
    } else {
      say(
          "  does: "
              + desk.line(entry.change().operation())
              + " "
              + desk.line(entry.change().value())
              + (entry.change().key().isEmpty()
                  ? " to "
                  : " at " + desk.line(entry.change().key()) + " of ")
              + desk.line(entry.change().file()));
    }
  }

  private static String place(Settings.Knowledge knowledge) {
    if (!knowledge.notion().isEmpty()) {
      return "the data source " + knowledge.notion();
    }
    String folder = knowledge.folder().isEmpty() ? "the top" : knowledge.folder();
    return knowledge.git().isEmpty() ? folder : folder + " of " + knowledge.git();
  }
}
