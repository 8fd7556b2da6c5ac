package dev.nightshift.starter.cli;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person says something to the run that waits for it. */
abstract class SpokenCommand extends ConfiguredCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "A run's id, or a part that only it has.")
  private String id;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who decides; without it the configured person, else Git's user.email.")
  private String person;

  SpokenCommand(Desk desk) {
    super(desk);
  }

  Run waiting() {
    Run run = desk.run(id);
    if (!run.waiting()) {
      throw new Refusal(
          run.id()
              + (run.open()
                  ? " asks nothing now; it is in " + run.progress().phase()
                  : " has ended; nothing waits for a decision"));
    }
    return run;
  }

  int told(Run run, Heard heard) throws IOException {
    if (json) {
      sayJson(Map.of("id", run.id(), "accepted", heard.accepted(), "says", heard.says()));
    } else if (heard.accepted()) {
      say(run.id() + ": " + Ink.line(heard.says()));
    } else {
      desk.err().println("nightshift: refused: " + Ink.line(heard.says()));
    }
    return heard.accepted() ? Exit.DONE : Exit.FAILED;
  }

  String who() {
    String name = named();
    if (!Decision.fitsOneLine(name)) {
      throw new Refusal(
          "who decides? «" + Ink.line(name) + "» is not one line without control characters");
    }
    return name;
  }

  private String named() {
    if (person != null && person.isBlank()) {
      throw new Refusal("--as names nobody");
    }
    if (person != null) {
      return person.strip();
    }
    String configured = desk.settingsIfThere(config).map(Settings::person).orElse("");
    String found = configured.isBlank() ? desk.doors().gitPerson() : configured;
    if (found.isBlank()) {
      throw new Refusal(
          "who decides? Say --as YOU, or set `person` in nightshift.yml, or Git's user.email");
    }
    return found;
  }
}
