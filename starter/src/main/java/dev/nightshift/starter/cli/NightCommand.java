package dev.nightshift.starter.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have in common. */
public abstract class NightCommand implements Callable<Integer> {
  protected final Desk desk;

  @Option(names = "--json", description = "Answer as JSON, for programs.")
  protected boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  boolean help;

  protected NightCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public abstract Integer call() throws IOException, InterruptedException;

  /** The commands that stand behind its name. */
  protected List<NightCommand> below() {
    return List.of();
  }

  /** What is wrong with what it was given, before anything is done. */
  protected Optional<String> slip() {
    return Optional.empty();
  }

  protected void say(String line) {
    desk.out().println(line);
  }

  protected void sayJson(Object value) {
    say(Desk.json(value));
  }
}
