package dev.nightshift.activities.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How secrets come in: the variable {@code NAME}, or the file that {@code NAME_FILE} names. */
public final class EnvironmentValue {
  private EnvironmentValue() {}

  /**
   * The value; empty when neither is set. A file that cannot be read is said, never passed over.
   */
  public static Optional<String> of(Map<String, String> environment, String name) {
    String plain = environment.getOrDefault(name, "");
    if (!plain.isEmpty()) {
      return Optional.of(plain);
    }
    String file = environment.getOrDefault(name + "_FILE", "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).stripTrailing());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw ConfigurationProblem.of(
          name + "_FILE", 0, "the file " + file + " cannot be read; give its owner access to it");
    }
  }
}
