package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about a message that an agent was given. */
abstract class AskedCommand extends ConfiguredCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The agent.")
  private String name;

  @Parameters(index = "1", paramLabel = "ID", description = "As `agents run` named it.")
  private String id;

  @Option(
      names = "--project",
      defaultValue = "",
      paramLabel = "PROJECT",
      description = "On which project; needed where there are several.")
  private String project;

  AskedCommand(Desk desk) {
    super(desk);
  }

  /** As people say it. */
  String id() {
    return id;
  }

  /** As Temporal knows it. */
  String flow() {
    try {
      return Message.id(desk.settings(config), project, name, id);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage());
    }
  }
}
