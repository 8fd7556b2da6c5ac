package dev.nightshift.starter.cli;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.flows.TemporalAway;
import io.temporal.failure.ApplicationFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line. Nothing that goes wrong ends in a stack trace. */
@Command(name = "nightshift")
public final class Nightshift implements Runnable {
  /** For whoever looks for a defect of ours. */
  private static final String DEBUG = "NIGHTSHIFT_DEBUG";

  /** The order in which a newcomer meets them. */
  private static final List<String> ORDER =
      List.of(
          "demo",
          "up",
          "doctor",
          "fix",
          "runs",
          "show",
          "approve",
          "reject",
          "answer",
          "cancel",
          "knowledge",
          "agents",
          "tests",
          "worker",
          "starter",
          "scenarios",
          "completion",
          "version");

  /** What the launcher does without us. */
  static final Map<String, String> LAUNCHER =
      new TreeMap<>(
          Map.of(
              "toolchain", "List the tools that were provisioned; `add NAME` gets more.",
              "test", "Run every test.",
              "format", "Put the code in shape.",
              "bench", "Measure what is promised, against a peer in the same run."));

  private static final Set<String> HELP = Set.of("help", "--help", "-h");
  private static final String JSON = "--json";
  private static final Set<String> VERSION = Set.of("--version", "-V");

  private final Desk desk;
  private CommandLine line;
  private boolean json;

  private Nightshift(Desk desk) {
    this.desk = desk;
  }

  /** Runs what the arguments say; gives the exit code. */
  public static int run(Desk desk, String... arguments) {
    Nightshift root = new Nightshift(desk);
    root.line = new CommandLine(root);
    List<Object> commands =
        new ArrayList<>(
            List.of(
                new FixCommand(desk),
                new RunsCommand(desk),
                new ShowCommand(desk),
                new ApproveCommand(desk),
                new RejectCommand(desk),
                new AnswerCommand(desk),
                new CancelCommand(desk),
                new CompletionCommand(desk, root.line),
                new VersionCommand(desk)));
    commands.addAll(desk.doors().moreCommands());
    root.json = isOverviewAsJson(arguments);
    String[] words = root.json ? new String[0] : helped(arguments);
    asked(commands, words).forEach(command -> root.line.addSubcommand(withThoseBelow(command)));
    root.line.setOut(new PrintWriter(desk.out(), true, StandardCharsets.UTF_8));
    root.line.setErr(new PrintWriter(desk.err(), true, StandardCharsets.UTF_8));
    root.line.setExecutionStrategy(Nightshift::begun);
    root.line.setParameterExceptionHandler((wrong, args) -> root.misused(wrong));
    root.line.setExecutionExceptionHandler((wrong, command, parsed) -> root.failed(wrong));
    try {
      return root.line.execute(words);
    } catch (Error unforeseen) {
      return root.failed(unforeseen);
    }
  }

  private static CommandLine withThoseBelow(Object command) {
    CommandLine one = new CommandLine(command);
    if (command instanceof NightCommand night) {
      night.below().forEach(one::addSubcommand);
    }
    return one;
  }

  private static int begun(ParseResult parsed) {
    List<CommandLine> lines = parsed.asCommandLineList();
    CommandLine last = lines.get(lines.size() - 1);
    if (last.getCommand() instanceof NightCommand command && !last.isUsageHelpRequested()) {
      command
          .slip()
          .ifPresent(
              says -> {
                throw new ParameterException(last, says);
              });
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** To look through all commands takes longer than most answers: only a wrong word needs them. */
  private static List<Object> asked(List<Object> commands, String[] words) {
    List<Object> one =
        commands.stream()
            .filter(command -> words.length > 0 && isCalled(words[0], command))
            .filter(command -> !(command instanceof CompletionCommand))
            .toList();
    return one.isEmpty() ? commands : one;
  }

  private static boolean isCalled(String word, Object command) {
    return command.getClass().getAnnotation(Command.class).name().equals(word);
  }

  /**
   * «--version» is a command; «help» and its spellings: alone the overview, before a command that
   * command's.
   */
  private static String[] helped(String[] arguments) {
    if (arguments.length > 0 && VERSION.contains(arguments[0])) {
      String[] version = arguments.clone();
      version[0] = "version";
      return version;
    }
    if (arguments.length == 0 || !HELP.contains(arguments[0])) {
      return arguments;
    }
    return arguments.length == 1 ? new String[0] : new String[] {arguments[1], "--help"};
  }

  private static boolean isOverviewAsJson(String... arguments) {
    List<String> words = List.of(arguments);
    return words.contains(JSON)
        && words.stream().allMatch(word -> word.equals(JSON) || HELP.contains(word));
  }

  /** Without a command: what can be done. */
  @Override
  public void run() {
    Map<String, String> commands = commands();
    if (json) {
      desk.out()
          .println(
              Desk.json(
                  commands.entrySet().stream()
                      .map(one -> new Offer(one.getKey(), one.getValue()))
                      .toList()));
      return;
    }
    desk.out()
        .println("Nightshift looks after failed dbt runs: each ends in a pull request, a report,");
    desk.out().println("or a question to you.");
    desk.out().println();
    commands.forEach((name, says) -> desk.out().printf("  %-10s %s%n", name, says));
    desk.out().println();
    desk.out()
        .println(
            "Usually first: ./nightshift demo, then ./nightshift doctor on your nightshift.yml.");
    desk.out().println("More on each:  nightshift COMMAND --help");
  }

  private Map<String, String> commands() {
    Map<String, String> all = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>(ORDER);
    names.addAll(line.getSubcommands().keySet());
    for (String name : names) {
      CommandLine command = line.getSubcommands().get(name);
      if (command != null) {
        String[] says = command.getCommandSpec().usageMessage().description();
        all.put(name, says.length == 0 ? "" : says[0]);
      }
    }
    all.putAll(LAUNCHER);
    return all;
  }

  private record Offer(String name, String says) {}

  private int misused(ParameterException wrong) {
    desk.err().println("nightshift: " + Ink.line(said(wrong)));
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    desk.err()
        .println(
            name.equals("nightshift")
                ? "Run nightshift alone to see what can be done."
                : "See " + name + " --help");
    return Exit.USAGE;
  }

  private String said(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && wrong.getCommandLine() == line
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      if (word.startsWith("-")) {
        return "«" + word + "» stands before a command; options stand behind it";
      }
      return "there is no command «"
          + word
          + "»"
          + Nearest.to(word, line.getSubcommands().keySet())
              .map(near -> "; did you mean " + near + "?")
              .orElse("");
    }
    return wrong.getMessage();
  }

  private int failed(Throwable wrong) {
    if (!desk.environment().getOrDefault(DEBUG, "").isEmpty()) {
      wrong.printStackTrace(desk.err());
    }
    if (wrong instanceof ConfigurationProblem problem) {
      desk.err().println("nightshift: the configuration cannot be used:");
      problem.problems().forEach(one -> desk.err().println("  " + Ink.line(one.toString())));
      return ConfigurationProblem.EXIT_CODE;
    }
    if (wrong instanceof Refusal refusal) {
      desk.err().println("nightshift: " + Ink.plain(refusal.getMessage()));
      return Exit.USAGE;
    }
    if (wrong instanceof TemporalAway) {
      desk.err().println("nightshift: " + wrong.getMessage());
      desk.err()
          .println("`./nightshift up` starts a server here; `./nightshift doctor` says more.");
      return Exit.FAILED;
    }
    if (wrong instanceof Mishap) {
      desk.err().println("nightshift: " + Ink.plain(wrong.getMessage()));
      return Exit.FAILED;
    }
    if (wrong instanceof ApplicationFailure failure) {
      desk.err().println("nightshift: " + Ink.line(failure.getOriginalMessage()));
      return Exit.FAILED;
    }
    if (wrong instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
    desk.err()
        .println(
            "nightshift: "
                + Outside.said(wrong, desk.home().root()).map(Ink::line).orElse(defect(wrong)));
    return Exit.FAILED;
  }

  private static String defect(Throwable wrong) {
    return "this is our defect: "
        + Ink.line(String.valueOf(wrong))
        + "\n"
        + DEBUG
        + "=1 shows where it happened.";
  }
}
