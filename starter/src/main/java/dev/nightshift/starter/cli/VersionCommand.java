package dev.nightshift.starter.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Say which Nightshift this is, and on which Java it runs.")
final class VersionCommand extends NightCommand {
  VersionCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    // The jar's manifest has it; classes that were just compiled have none.
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("unreleased");
    String java = Runtime.version().toString();
    if (json) {
      sayJson(Map.of("nightshift", version, "java", java));
    } else {
      say("nightshift " + version + " (Java " + java + ")");
    }
    return Exit.DONE;
  }
}
