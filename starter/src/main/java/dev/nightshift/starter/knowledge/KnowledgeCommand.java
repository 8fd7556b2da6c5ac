package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.NightCommand;
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
  protected List<NightCommand> below() {
    return List.of(new DraftsCommand(desk), new AcceptCommand(desk));
  }

  @Override
  public Integer call() {
    Settings settings = desk.settings(config);
    Project project = Named.project(settings, name);
    List<Entry> entries = Entries.read(new TeamPages(desk, settings).read(project)).all();
    if (json) {
      sayJson(entries);
    } else if (entries.isEmpty()) {
      say("No pages in " + place(project.knowledge()) + ".");
    } else {
      entries.forEach(this::tell);
    }
    return entries.stream().allMatch(entry -> entry.problem().isEmpty()) ? Exit.DONE : Exit.FAILED;
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
