package dev.nightshift.starter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have in common. */
public abstract class NightCommand implements Callable<Integer> {
  protected final Desk desk;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it ./nightshift.yml, then $$NIGHTSHIFT_CONFIG.")
  protected Path config;

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

  /** A file that is named and not there is a slip, also where the command does without one. */
  protected Optional<String> slip() {
    if (config == null) {
      return Optional.empty();
    }
    Path file = desk.configuration(config);
    return Files.exists(file) && !Files.isDirectory(file)
        ? Optional.empty()
        : Optional.of("--config names «" + config + "», and there is no such file");
  }

  protected void say(String line) {
    desk.out().println(line);
  }

  protected void sayJson(Object value) {
    say(Desk.json(value));
  }
}
