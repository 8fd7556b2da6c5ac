package dev.nightshift.starter.agents;

import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.Flows.Started;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends an agent a message. */
@Command(
    name = "run",
    description =
        "Give an agent a message, on the main branch as it is now. What it changes stays in its"
            + " copy: nothing is published.")
final class RunCommand extends ConfiguredCommand {
  @Parameters(paramLabel = "NAME", description = "The agent; `./nightshift agents` lists them.")
  private String name;

  @Option(
      names = {"-m", "--message"},
      required = true,
      paramLabel = "TEXT",
      description = "What it is to do or to find out.")
  private String message;

  @Option(
      names = "--project",
      defaultValue = "",
      paramLabel = "PROJECT",
      description = "On which project; needed where there are several.")
  private String project;

  @Option(
      names = "--engine",
      defaultValue = "",
      paramLabel = "ENGINE",
      description =
          "Who thinks: model:NAME or acp:NAME of the configuration, claude-code or codex. Without"
              + " it the one of the agent's file, then the project's.")
  private String engine;

  @Option(
      names = "--dollars",
      paramLabel = "AMOUNT",
      description =
          "The most that it may cost; without it, and at most, policy.max_dollars of the project.")
  private Double dollars;

  @Option(names = "--follow", description = "Tell what is said until it is done.")
  private boolean follow;

  RunCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    Message meant;
    try {
      meant = Message.of(desk.settings(config), project, name, message, engine, dollars, "");
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage());
    }
    Started started = desk.doors().agentRuns().start(meant.id(), meant.request());
    String key = Message.key(started.id());
    if (follow) {
      desk.err().println(key + " was started; `agents look` and `agents stop` know it by that");
      AgentTalk talk = new AgentTalk(desk);
      return json ? talk.json(started.id(), true) : talk.follow(started.id());
    }
    if (json) {
      sayJson(Map.of("id", key, "project", meant.request().project(), "agent", name));
    } else {
      say(key + " was started. What is said: ./nightshift agents look " + name + " " + key);
    }
    return Exit.DONE;
  }
}
