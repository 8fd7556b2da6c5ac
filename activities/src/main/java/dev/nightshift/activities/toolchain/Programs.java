package dev.nightshift.activities.toolchain;

import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs of this machine, as a cage can show them. */
public record Programs(Map<String, String> environment, Home home) {
  private static final Pattern COLON = Pattern.compile(":");
  private static final Path SYSTEM = Path.of("/usr");

  public Programs {
    environment = Map.copyOf(environment);
  }

  /**
   * By its whole path, or by its name on the PATH; by the path at which it is found: whoever is
   * called by a link may want its name.
   */
  public Optional<Path> find(String word) {
    return word.startsWith("/")
        ? Optional.of(Path.of(word)).filter(Programs::runs).map(Programs::seen)
        : COLON
            .splitAsStream(environment.getOrDefault("PATH", ""))
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> Path.of(folder).resolve(word))
            .filter(Programs::runs)
            .findFirst()
            .map(Programs::seen);
  }

  /** Why it, with the folders that it needs, cannot be started in a cage; empty where it can. */
  public Optional<String> trouble(String word, List<Path> folders) {
    if (find(word).isEmpty()) {
      return Optional.of(
          word.startsWith("/")
              ? word + " is no program here"
              : "there is no program " + word + " on the PATH here");
    }
    for (Path folder : folders) {
      if (!Files.isReadable(folder)) {
        return Optional.of(folder + " is not there, or not to be read");
      }
      if (Home.person(environment).startsWith(folder) || home.root().startsWith(folder)) {
        return Optional.of("the cage cannot show " + folder + ", which holds everything of ours");
      }
    }
    return Optional.empty();
  }

  /** They may hold secrets. */
  @Override
  public String toString() {
    return "the programs of this machine";
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
