package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a configured project calls itself in its {@code dbt_project.yml}. */
@FunctionalInterface
public interface ProjectNames {
  Optional<String> of(String project);

  /** Reads it from the main branch. */
  static ProjectNames ofCheckouts(Workspaces workspaces, Checkouts checkouts) {
    return project -> {
      Workspace workspace = workspaces.resolve(project, "");
      try (Checkouts.Checkout checkout = checkouts.open(workspace, "name-" + UUID.randomUUID())) {
        return in(checkout.project());
      }
    };
  }

  /** The name in a folder's {@code dbt_project.yml}; empty where it is not there or not plain. */
  static Optional<String> in(Path folder) {
    Path file = folder.resolve("dbt_project.yml");
    try {
      Matcher name =
          Pattern.compile("(?m)^name:\\s*['\"]?([A-Za-z0-9_]+)['\"]?\\s*(#.*)?$")
              .matcher(Files.readString(file));
      return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
