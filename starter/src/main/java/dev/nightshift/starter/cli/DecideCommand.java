package dev.nightshift.starter.cli;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.Flows.Answer;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a person's word to the run that waits for it. */
abstract class DecideCommand extends NightCommand {
  @Parameters(paramLabel = "ID", description = "A run's id, or a part that only it has.")
  private String id;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who decides; without it the configured person, else Git's user.email.")
  private String person;

  @Option(
      names = "--patch",
      paramLabel = "HASH",
      description = "Only if this patch is the one that waits; its first letters are enough.")
  private String patch;

  DecideCommand(Desk desk) {
    super(desk);
  }

  int decide(Decision.Choice choice, String reason) throws IOException {
    Run run = desk.run(id);
    if (!run.waiting()) {
      throw new Refusal(
          run.id()
              + (run.open()
                  ? " asks nothing now; it is in " + run.progress().phase()
                  : " has ended; nothing waits for a decision"));
    }
    String hash = run.progress().waiting().patchHash();
    if (patch != null && (patch.length() < 6 || !hash.startsWith(patch))) {
      throw new Refusal(
          "another patch waits ("
              + hash
              + "); look again: nightshift show "
              + run.id()
              + " --diff");
    }
    Decision decision = desk.doors().signature().decision(run, choice, who(), reason, "cli");
    Answer answer = desk.doors().flows().decide(run, decision);
    if (json) {
      sayJson(Map.of("id", run.id(), "accepted", answer.accepted(), "says", answer.says()));
    } else if (answer.accepted()) {
      say(run.id() + ": " + Ink.line(answer.says()));
    } else {
      desk.err().println("nightshift: refused: " + Ink.line(answer.says()));
    }
    return answer.accepted() ? Exit.DONE : Exit.FAILED;
  }

  private String who() {
    String name = named();
    if (!Decision.fitsOneLine(name)) {
      throw new Refusal(
          "who decides? «" + Ink.line(name) + "» is not one line without control characters");
    }
    return name;
  }

  private String named() {
    if (person != null && !person.isBlank()) {
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
