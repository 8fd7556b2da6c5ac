package dev.nightshift.activities.tools;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.process.Walls;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Added;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a project's policy lets agents run besides: these are real programs, so they run in the
 * cage, in a copy of the project, with the options that the policy says and no others.
 */
public final class AddedCommands {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LARGEST_GROWTH = 2 << 20;
  private static final Path SYSTEM = Path.of("/usr");

  private final Processes processes;
  private final Cage cage;
  private final Programs programs;
  private final Alive alive;
  private final Supplier<Attempt> attempt;

  public AddedCommands(
      Processes processes, Cage cage, Programs programs, Alive alive, Supplier<Attempt> attempt) {
    this.processes = processes;
    this.cage = cage;
    this.programs = programs;
    this.alive = alive;
    this.attempt = attempt;
  }

  /** For whoever is to know what there is; empty where nothing is. */
  static String known(Policy policy) {
    return String.join("", policy.commands().stream().map(one -> "; " + one.run()).toList());
  }

  /** That which the words begin with; of several the one that says the most. */
  static Optional<Added> meant(List<String> words, Policy policy) {
    return policy.commands().stream()
        .filter(one -> begins(words, CommandLine.words(one.run())))
        .max(Comparator.comparingInt(one -> CommandLine.words(one.run()).size()));
  }

  private static boolean begins(List<String> words, List<String> with) {
    return words.size() >= with.size() && words.subList(0, with.size()).equals(with);
  }

  String run(Added added, List<String> words, Desk desk) {
    if (cage.level() == Cage.Level.NONE) {
      throw Declined.cannot("no command runs here, since there is no cage: " + cage.reason());
    }
    List<String> own = CommandLine.words(added.run());
    List<Path> folders = added.folders().stream().map(Path::of).toList();
    Optional<String> trouble = programs.trouble(own.get(0), folders);
    if (trouble.isPresent()) {
      throw Declined.cannot(own.get(0) + " cannot be started: " + trouble.get());
    }
    Path program = programs.find(own.get(0)).orElseThrow();
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(own.subList(1, own.size()));
    for (String word : words.subList(own.size(), words.size())) {
      argv.add(path(word, added, desk.folder()));
    }
    long before = Folders.size(desk.folder());
    Outcome outcome = processes.run(enclosed(argv, program, folders, desk.folder()), alive);
    if (added.writes()) {
      if (Folders.size(desk.folder()) - before > LARGEST_GROWTH) {
        throw Declined.cannot("it wrote more than anybody reviews, and nothing of that is kept");
      }
      desk.keep();
    }
    return told(outcome, String.join(" ", words));
  }

  private static String path(String word, Added added, Path folder) {
    if (word.startsWith("-")) {
      throw Declined.forbidden(
          "behind «"
              + added.run()
              + "» stand paths of the project alone, and "
              + word
              + " is none");
    }
    Path path = Inside.path(word);
    if (!Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      throw Declined.cannot("there is no " + word);
    }
    // As it is no program takes it for an option, or for a file of options.
    return "./" + path;
  }

  private Command enclosed(List<String> argv, Path program, List<Path> folders, Path folder) {
    List<Path> shown = new ArrayList<>(folders);
    if (!program.startsWith(SYSTEM) && folders.stream().noneMatch(program::startsWith)) {
      shown.add(program);
    }
    Limits limits = Limits.ofAgents(Folders.size(folder));
    Map<String, String> environment =
        Map.of(
            "PATH",
            program.getParent() + ":/usr/bin:/bin",
            "LANG",
            "C.UTF-8",
            "HOME",
            "/tmp",
            "TMPDIR",
            "/tmp");
    Command command =
        Command.of(folder, LONGEST, argv).with(environment).with(attempt.get().within("command"));
    return cage.enclose(command, new Walls(shown, List.of(), List.of(folder), limits));
  }

  private static String told(Outcome outcome, String command) {
    String ended =
        switch (outcome.ending()) {
          case EXITED -> "It ended with the exit code " + outcome.exitCode() + ".";
          case DEADLINE -> "It was stopped after " + LONGEST.toMinutes() + " minutes.";
          case DISK -> "It was stopped, since it wrote too much.";
          case MEMORY -> "It was stopped, since it took too much memory.";
        };
    String said = outcome.stdout().text() + outcome.stderr().text();
    return ended + "\n" + ToolBook.quoted("the command " + command, said);
  }
}
