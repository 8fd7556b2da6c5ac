package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at what an agent that was given a message says. */
@Command(
    name = "look",
    description = "See what an agent that was given a message says, as far as it is.")
final class LookCommand extends AskedCommand {
  @Option(names = "--follow", description = "Go on telling until it is done.")
  private boolean follow;

  LookCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    String flow = flow();
    AgentTalk talk = new AgentTalk(desk);
    if (json) {
      return talk.json(flow, follow);
    }
    return follow ? talk.follow(flow) : talk.once(flow);
  }
}
