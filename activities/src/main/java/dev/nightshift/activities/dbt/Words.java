package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How dbt is told what to do: its words and its environment. */
final class Words {
  private static final Map<String, String> QUIET =
      Map.of(
          "DBT_SEND_ANONYMOUS_USAGE_STATS",
          "false",
          "DO_NOT_TRACK",
          "1",
          "LANG",
          "C.UTF-8",
          "PYTHONDONTWRITEBYTECODE",
          "1",
          "PYTHONUNBUFFERED",
          "1");

  /** These run no node, and dbt ends with an error where it is told how many at once. */
  private static final Set<Verb> WITHOUT_THREADS = EnumSet.of(Verb.LIST, Verb.DEPS);

  private Words() {}

  /**
   * What every invocation has. Events go to standard output, where they are read while they come.
   */
  static List<String> all(
      Verb verb, List<String> words, Profile profile, Path project, JobFolder job) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--log-format",
                "json",
                "--log-level-file",
                "none",
                "--no-use-colors",
                "--no-version-check",
                verb.word(),
                "--project-dir",
                project.toString(),
                "--profiles-dir",
                job.profiles().toString(),
                "--profile",
                profile.name(),
                "--target",
                profile.target(),
                "--log-path",
                job.logs().toString()));
    if (verb != Verb.DEPS) {
      all.addAll(List.of("--target-path", job.target().toString()));
    }
    all.addAll(words);
    return all;
  }

  /** What a command adds to them. */
  static List<String> of(Dbt.Command command) {
    List<String> words = new ArrayList<>();
    if (command.threads() > 0 && !WITHOUT_THREADS.contains(command.verb())) {
      words.addAll(List.of("--threads", "" + command.threads()));
    }
    if (!command.select().isEmpty()) {
      words.add("--select");
      words.addAll(command.select());
    }
    if (!command.exclude().isEmpty()) {
      words.add("--exclude");
      words.addAll(command.exclude());
    }
    words.addAll(vars(command));
    words.addAll(command.arguments());
    return words;
  }

  static List<String> vars(Dbt.Command command) {
    try {
      return command.vars().isEmpty()
          ? List.of()
          : List.of("--vars", Converter.json().writeValueAsString(command.vars()));
    } catch (JsonProcessingException unwritable) {
      throw ErrorKind.BAD_INPUT.failure("The vars cannot be written as JSON.", unwritable);
    }
  }

  /** The project's own; where a variable names production, it names the sandbox now. */
  static Map<String, String> environment(Settings.Project project, Path database, Path home) {
    Map<String, String> environment = new HashMap<>(QUIET);
    String production = String.valueOf(project.warehouse().path());
    String absolute = project.warehouse().path().toAbsolutePath().normalize().toString();
    project
        .environment()
        .forEach(
            (name, value) ->
                environment.put(
                    name,
                    value
                        .replace(absolute, database.toString())
                        .replace(production, database.toString())));
    environment.put("HOME", home.toString());
    return environment;
  }
}
