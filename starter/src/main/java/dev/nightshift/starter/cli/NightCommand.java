package dev.nightshift.starter.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Path;
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

  protected void say(String line) {
    desk.out().println(line);
  }

  protected void sayJson(Object value) {
    try {
      say(Converter.json().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours is not JSON: " + value.getClass(), e);
    }
  }
}
