package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Takes a person's word to the run that waits for it. */
abstract class DecideCommand extends SpokenCommand {
  @Option(
      names = "--patch",
      paramLabel = "HASH",
      description = "Only if this patch is the one that waits; its first letters are enough.")
  private String patch;

  DecideCommand(Desk desk) {
    super(desk);
  }

  int decide(Decision.Choice choice, String reason) throws IOException {
    Run run = waiting();
    if (!run.progress().waiting().decides()) {
      throw new Refusal(run.id() + " asks something else; look: ./nightshift answer " + run.id());
    }
    String hash = run.progress().waiting().patchHash();
    if (patch != null && (patch.length() < 6 || !hash.startsWith(patch))) {
      throw new Refusal(
          "another patch waits ("
              + hash
              + "); look again: ./nightshift show "
              + run.id()
              + " --diff");
    }
    Decision decision = desk.doors().signature().decision(run, choice, who(), reason, "cli");
    Heard heard = desk.doors().flows().decide(run, decision);
    return told(run, heard);
  }
}
