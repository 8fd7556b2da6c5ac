package dev.nightshift.starter.cli;

import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print what completes our commands in bash, zsh or fish.",
    footer = {
      "",
      "bash:  source <(nightshift completion bash)      in ~/.bashrc",
      "zsh:   source <(nightshift completion zsh)       in ~/.zshrc, after compinit",
      "fish:  nightshift completion fish | source       in ~/.config/fish/config.fish"
    })
final class CompletionCommand extends NightCommand {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final CommandLine line;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell;

  /** {@code line} has the commands that are to be completed. */
  CompletionCommand(Desk desk, CommandLine line) {
    super(desk);
    this.line = line;
  }

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new Refusal("there is completion for " + String.join(", ", SHELLS) + " only");
    }
    Nightshift.LAUNCHER.forEach(
        (name, says) -> {
          CommandSpec spec = CommandSpec.create().name(name);
          spec.usageMessage().description(says);
          line.addSubcommand(name, spec);
        });
    String script = shell.equals("fish") ? fish() : AutoComplete.bash("nightshift", line);
    if (json) {
      sayJson(Map.of("shell", shell, "script", script));
    } else {
      say(script);
    }
    return Exit.DONE;
  }

  private String fish() {
    StringBuilder script = new StringBuilder("complete -c nightshift -f\n");
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              script
                  .append("complete -c nightshift -n __fish_use_subcommand -a ")
                  .append(name)
                  .append(describing(command.getCommandSpec().usageMessage().description()))
                  .append('\n');
              command.getCommandSpec().options().forEach(option -> fish(script, name, option));
            });
    return script.toString().stripTrailing();
  }

  private static void fish(StringBuilder script, String command, OptionSpec option) {
    script.append("complete -c nightshift -n '__fish_seen_subcommand_from ").append(command);
    script.append("'");
    for (String name : option.names()) {
      script.append(
          name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    // What takes a value takes most often a file.
    script.append(option.arity().max() > 0 ? " -r -F" : "");
    script.append(describing(option.description())).append('\n');
  }

  private static String describing(String... says) {
    return says.length == 0
        ? ""
        : " -d '" + says[0].replace("$$", "$").replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
