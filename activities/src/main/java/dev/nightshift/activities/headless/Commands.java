package dev.nightshift.activities.headless;

import dev.nightshift.activities.configuration.CommandAgent;
import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an agent of the configuration is started by on this machine. */
final class Commands {
  private static final Pattern COLON = Pattern.compile(":");
  private static final Path SYSTEM = Path.of("/usr");

  private Commands() {}

  /** Why it cannot be started in a cage here; empty where it can. */
  static Optional<String> trouble(CommandAgent agent, Map<String, String> environment, Home home) {
    if (program(agent, environment).isEmpty()) {
      String named = agent.command().get(0);
      return Optional.of(
          named.startsWith("/")
              ? named + " is no program here"
              : "there is no program " + named + " on the PATH here");
    }
    for (Path folder : agent.folders()) {
      if (!Files.isReadable(folder)) {
        return Optional.of(folder + " is not there, or not to be read");
      }
      if (Home.person(environment).startsWith(folder) || home.root().startsWith(folder)) {
        return Optional.of("the cage cannot show " + folder + ", which holds everything of ours");
      }
    }
    return Optional.empty();
  }

  /** By the path at which it is found: whoever is called by a link may want its name. */
  static Optional<Path> program(CommandAgent agent, Map<String, String> environment) {
    String word = agent.command().get(0);
    return word.startsWith("/")
        ? Optional.of(Path.of(word)).filter(Commands::runs).map(Commands::seen)
        : COLON
            .splitAsStream(environment.getOrDefault("PATH", ""))
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> Path.of(folder).resolve(word))
            .filter(Commands::runs)
            .findFirst()
            .map(Commands::seen);
  }

  private static boolean runs(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }

  /** A link out of the system's folders leads nowhere in the cage, and cannot be laid over. */
  private static Path seen(Path program) {
    try {
      Path real = program.toRealPath();
      return program.startsWith(SYSTEM) && !real.startsWith(SYSTEM) ? real : program;
    } catch (IOException gone) {
      return program;
    }
  }
}
