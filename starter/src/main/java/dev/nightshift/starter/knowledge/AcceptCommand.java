package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.report.PageDrafts;
import dev.nightshift.activities.report.PageDrafts.Draft;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a drafted page: it is proposed where the team's pages are. */
@Command(
    name = "accept",
    description = {
      "Take a drafted page: as a pull request where the team's pages are.",
      "For pages in Notion it is shown, with the place to paste it."
    })
final class AcceptCommand extends ConfiguredCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Of the draft, as `knowledge drafts` lists it.")
  private String id;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Whose it is, where several have one of that name.")
  private String project;

  AcceptCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = desk.settings(config);
    Draft draft = draft(DraftsCommand.all(desk, settings));
    Project of = Named.project(settings, draft.project());
    if (of.knowledge().notion().isEmpty()) {
      proposed(draft, new TeamPages(desk, settings).propose(of, draft));
    } else {
      toPaste(draft, of.knowledge().notion());
    }
    new PageDrafts(desk.home()).forget(draft);
    return Exit.DONE;
  }

  private Draft draft(List<Draft> all) {
    List<Draft> meant =
        all.stream()
            .filter(draft -> draft.id().equals(id))
            .filter(draft -> project == null || draft.project().equals(project))
            .toList();
    if (meant.isEmpty()) {
      throw new Refusal(
          "no draft is called «"
              + id
              + "»"
              + Nearest.to(id, all.stream().map(Draft::id).toList())
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; ./nightshift knowledge drafts lists them"));
    }
    if (meant.size() > 1) {
      throw new Refusal(
          "whose? Say --project with one of "
              + String.join(", ", meant.stream().map(Draft::project).toList()));
    }
    return meant.get(0);
  }

  private void proposed(Draft draft, Pull pull) {
    if (json) {
      sayJson(Map.of("page", draft.file(), "pull", pull.number(), "url", pull.url()));
    } else {
      say(
          "Pull request "
              + pull.number()
              + " brings "
              + draft.file()
              + " to the team's pages: "
              + desk.line(pull.url())
              + " (branch "
              + pull.branch()
              + ")");
    }
  }

  private void toPaste(Draft draft, String source) {
    if (json) {
      sayJson(Map.of("page", draft.file(), "notion", source, "text", draft.text()));
      return;
    }
    say(
        "Make a page in the data source "
            + desk.line(source)
            + " of Notion, give it this title and these tags, and paste what is below the second"
            + " line of dashes:");
    say("");
    draft.text().lines().forEach(line -> say(desk.line(line)));
  }
}
