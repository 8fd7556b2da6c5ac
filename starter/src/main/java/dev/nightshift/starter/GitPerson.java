package dev.nightshift.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** The {@code user.email} of the person whose Git this is. */
final class GitPerson {
  private GitPerson() {}

  /** Empty where Git knows nobody; a file that Git could not read either counts as nothing. */
  static String of(Map<String, String> environment) {
    for (File file : files(environment)) {
      FileBasedConfig config = new FileBasedConfig(file, FS.DETECTED);
      try {
        config.load();
      } catch (IOException | ConfigInvalidException unreadable) {
        continue;
      }
      String email = config.getString("user", null, "email");
      if (email != null && !email.isBlank()) {
        return email.strip();
      }
    }
    return "";
  }

  /** In Git's own order: the nearer one counts. */
  private static List<File> files(Map<String, String> environment) {
    String named = environment.getOrDefault("GIT_CONFIG_GLOBAL", "");
    if (!named.isEmpty()) {
      return List.of(new File(named));
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path configs = xdg.isEmpty() ? Path.of(home, ".config") : Path.of(xdg);
    return List.of(new File(home, ".gitconfig"), configs.resolve("git").resolve("config").toFile());
  }
}
