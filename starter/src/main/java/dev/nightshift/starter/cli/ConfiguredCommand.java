package dev.nightshift.starter.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command about a team's own Nightshift, as its configuration says. */
public abstract class ConfiguredCommand extends NightCommand {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it ./nightshift.yml, then $$NIGHTSHIFT_CONFIG.")
  protected Path config;

  protected ConfiguredCommand(Desk desk) {
    super(desk);
  }

  /** A file that is named and not there is a slip, also where the command does without one. */
  @Override
  protected Optional<String> slip() {
    if (config == null) {
      return Optional.empty();
    }
    Path file = desk.configuration(config);
    return Files.exists(file) && !Files.isDirectory(file)
        ? Optional.empty()
        : Optional.of("--config names «" + config + "», and there is no such file");
  }
}
