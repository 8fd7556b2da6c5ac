package dev.nightshift.starter.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Help.Ansi;

/** Where a command works: its streams, its environment, its folder, and the doors to the rest. */
public record Desk(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    boolean terminal,
    Doors doors) {
  private static final String CONFIGURATION = "nightshift.yml";

  /** How many runs a part of an id is looked for in. */
  private static final int FAR_ENOUGH = 500;

  public Home home() {
    return Home.of(environment);
  }

  Ink ink() {
    boolean wanted = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Ink(wanted && Ansi.AUTO.enabled());
  }

  /** A heading, where the terminal has such. */
  public String bold(String text) {
    return ink().bold(text);
  }

  /** Text from outside on one line, without a terminal's commands. */
  public String line(String text) {
    return Ink.line(text);
  }

  /** The same with its lines as they are. */
  public String plain(String text) {
    return Ink.plain(text);
  }

  /** A value of ours, for programs. */
  public static String json(Object value) {
    try {
      return Converter.json().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours is not JSON: " + value.getClass(), e);
    }
  }

  /** {@code --config}, else {@code nightshift.yml} here, else {@code NIGHTSHIFT_CONFIG}. */
  public Path configuration(Path given) {
    if (given != null) {
      return folder.resolve(given);
    }
    return ownConfiguration(environment, folder).orElse(folder.resolve(CONFIGURATION));
  }

  /** What a person works with in a folder, if they have a configuration. */
  public static Optional<Path> ownConfiguration(Map<String, String> environment, Path folder) {
    Path here = folder.resolve(CONFIGURATION);
    String named = environment.getOrDefault("NIGHTSHIFT_CONFIG", "");
    return Files.exists(here)
        ? Optional.of(here)
        : named.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(named));
  }

  public Settings settings(Path given) {
    return SettingsFile.read(configuration(given), environment);
  }

  /** For commands that work without a configuration as well. */
  Optional<Settings> settingsIfThere(Path given) {
    return given == null && !Files.exists(configuration(null))
        ? Optional.empty()
        : Optional.of(settings(given));
  }

  /** The run that a person means by an id or a part of one. */
  Run run(String said) {
    return meant(said, id -> id);
  }

  /** The same where all tries of a run are one; of them the newest. */
  Run anyTry(String said) {
    return meant(said, Ids::firstTry);
  }

  private Run meant(String said, UnaryOperator<String> one) {
    // A script's empty variable is a part of every id.
    if (said.isBlank()) {
      throw new Refusal("which run? The id is empty; `./nightshift runs` lists them");
    }
    if (said.contains("/")) {
      Optional<Run> exact = doors.flows().find(said);
      if (exact.isPresent()) {
        return exact.get();
      }
    }
    Map<String, String> newest = new LinkedHashMap<>();
    doors.flows().latest(FAR_ENOUGH).stream()
        .map(Run::id)
        .filter(id -> id.contains(said))
        .forEach(id -> newest.putIfAbsent(one.apply(id), id));
    List<String> whole = newest.keySet().stream().filter(id -> id.endsWith("/" + said)).toList();
    if (whole.size() == 1) {
      newest.keySet().retainAll(whole);
    }
    List<String> ids = List.copyOf(newest.values());
    if (ids.isEmpty()) {
      throw new Refusal("no run is called «" + said + "»; `./nightshift runs` lists them");
    }
    if (ids.size() > 1) {
      throw new Refusal(
          "«"
              + said
              + "» fits several runs; give more of the id:\n  "
              + String.join("\n  ", ids.subList(0, Math.min(ids.size(), 10))));
    }
    return doors
        .flows()
        .find(ids.get(0))
        .orElseThrow(() -> new Refusal(ids.get(0) + " is gone; Temporal keeps runs for a while"));
  }
}
