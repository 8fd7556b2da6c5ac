package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.report.PageDrafts;
import dev.nightshift.activities.report.PageDrafts.Draft;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was drafted for the teams' notes and waits for somebody to take it. */
@Command(name = "drafts", description = "List the pages that were drafted and nobody took yet.")
final class DraftsCommand extends ConfiguredCommand {
  @Option(names = "--text", description = "Show what they say, too.")
  private boolean text;

  DraftsCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    List<Draft> drafts = all(desk, desk.settings(config));
    if (json) {
      sayJson(drafts);
    } else if (drafts.isEmpty()) {
      say("No drafts. A report drafts a page where it mended what no page speaks of.");
    } else {
      drafts.forEach(this::tell);
    }
    return Exit.DONE;
  }

  static List<Draft> all(Desk desk, Settings settings) {
    PageDrafts drafts = new PageDrafts(desk.home());
    return settings.projects().stream()
        .map(Project::name)
        .flatMap(project -> drafts.of(project).stream())
        .toList();
  }

  private void tell(Draft draft) {
    say(desk.bold(desk.line(draft.title())));
    say("  of " + desk.line(draft.project()) + ", run " + desk.line(draft.run()));
    say("  ./nightshift knowledge accept " + draft.id());
    if (text) {
      draft.text().lines().forEach(line -> say("  | " + desk.line(line)));
    }
  }
}
