package dev.nightshift.activities.dbt;

import dev.nightshift.activities.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which warnings end a command as errors, and who says so: dbt ends where two do. */
record Warnings(Path project, Map<String, String> environment) {
  private static final String FLAG = "warn_error";

  /** Nothing where the project itself, or its environment, is strict by a word of its own. */
  List<String> words(String strictness) throws IOException {
    return strictness.isEmpty() || isInEnvironment() || isInProject()
        ? List.of()
        : List.of("--warn-error-options", strictness);
  }

  private boolean isInEnvironment() {
    return environment.keySet().stream().anyMatch(name -> name.matches("DBT_(ENGINE_)?WARN_ERROR"));
  }

  private boolean isInProject() throws IOException {
    try {
      return Yaml.parse(Files.readString(project.resolve("dbt_project.yml")))
              instanceof Map<?, ?> settings
          && settings.get("flags") instanceof Map<?, ?> flags
          && flags.containsKey(FLAG);
    } catch (Yaml.Unreadable dbtSaysSo) {
      return false;
    }
  }
}
