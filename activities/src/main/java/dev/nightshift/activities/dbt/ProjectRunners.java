package dev.nightshift.activities.dbt;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dbt that a project is run with: its own, where it names one, else the provisioned one. Only
 * of that one it is proven that warm and plain give the same.
 */
public final class ProjectRunners implements Function<Settings.Project, Runners> {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+[\\w.+-]*");
  private static final Pattern DIRECT = Pattern.compile("#!\\s*(/\\S+)");
  private static final Pattern IN_SHELL =
      Pattern.compile("#!/bin/sh\\n'''exec' ([\"']?)(/.+?)\\1 \"\\$0\"");

  private final Processes processes;
  private final Cage cage;
  private final Home home;
  private final Runners provisioned;
  private final Map<Path, Runners> own = new ConcurrentHashMap<>();

  public ProjectRunners(Processes processes, Cage cage, Home home, Runners provisioned) {
    this.processes = processes;
    this.cage = cage;
    this.home = home;
    this.provisioned = provisioned;
  }

  @Override
  public Runners apply(Settings.Project project) {
    if (project.dbt() == null) {
      return provisioned;
    }
    if (!Files.isExecutable(project.dbt())) {
      throw ErrorKind.BAD_INPUT.failure(
          "projects[].dbt of "
              + project.name()
              + " is "
              + project.dbt()
              + ", which is no program: name dbt's executable, or leave the key out.");
    }
    return own.computeIfAbsent(
        project.dbt(), program -> Runners.plain(processes, cage, tool(program), home));
  }

  /** The version of dbt-core that a program would run; a failure where it would run none. */
  public static String version(Path program, Processes processes) {
    if (!Files.isExecutable(program)) {
      throw ErrorKind.BAD_INPUT.failure(program + " is no program.");
    }
    String question = "import importlib.metadata as all; print(all.version('dbt-core'))";
    Path python = interpreter(program);
    if (Files.isExecutable(python)) {
      Outcome outcome = asked(processes, List.of(python.toString(), "-I", "-c", question));
      String version = outcome.stdout().text().strip();
      if (outcome.succeeded() && VERSION.matcher(version).matches()) {
        return version;
      }
    }
    throw ErrorKind.BAD_INPUT.failure(
        program
            + " is no dbt: no Python that has dbt-core runs it. Asked for its --version, it said "
            + said(asked(processes, List.of(program.toString(), "--version")))
            + ".");
  }

  private static Outcome asked(Processes processes, List<String> words) {
    return processes.run(Command.of(Path.of("/"), Duration.ofSeconds(30), words), detail -> {});
  }

  private static String said(Outcome outcome) {
    return (outcome.stdout().text() + "\n" + outcome.stderr().text())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> "«" + line.substring(0, Math.min(line.length(), 100)) + "»")
        .orElse("nothing");
  }

  /** By its real name: where a link to it is, is not in the cage's sight. */
  private static Toolchain.Tool tool(Path program) {
    try {
      return new Toolchain.Tool("dbt", program.toRealPath(), interpreter(program), "");
    } catch (IOException gone) {
      throw new UncheckedIOException(program + " cannot be followed", gone);
    }
  }

  /**
   * dbt is a script of Python, whose first line names the interpreter; a link says nothing. Where
   * its path has a space or is long, the script begins in the shell, and the second line names it.
   */
  static Path interpreter(Path program) {
    // It may be no text at all, and its path any text.
    try (var lines = Files.lines(program, StandardCharsets.ISO_8859_1)) {
      byte[] bytes =
          String.join("\n", lines.limit(2).toList()).getBytes(StandardCharsets.ISO_8859_1);
      String head = new String(bytes, StandardCharsets.UTF_8);
      Matcher inShell = IN_SHELL.matcher(head);
      Matcher direct = DIRECT.matcher(head);
      String named = direct.lookingAt() ? direct.group(1) : "";
      Path python = Path.of(inShell.lookingAt() ? inShell.group(2) : named);
      return python.isAbsolute() && Files.isExecutable(python)
          ? python
          : program.toRealPath().resolveSibling("python");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(program + " cannot be read", unreadable);
    }
  }
}
