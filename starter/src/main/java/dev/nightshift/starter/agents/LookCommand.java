package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at what an agent that was given a message says. */
@Command(
    name = "look",
    description = "See what an agent that was given a message says, as far as it is.")
final class LookCommand extends ConfiguredCommand {
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

  @Option(names = "--follow", description = "Go on telling until it is done.")
  private boolean follow;

  LookCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    String whole;
    try {
      whole = Message.id(desk.settings(config), project, name, id);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage());
    }
    AgentTalk talk = new AgentTalk(desk);
    if (json) {
      return talk.json(whole, follow);
    }
    return follow ? talk.follow(whole) : talk.once(whole);
  }
}
