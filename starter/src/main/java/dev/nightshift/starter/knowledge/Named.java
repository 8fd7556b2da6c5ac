package dev.nightshift.starter.knowledge;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.starter.cli.Refusal;
import java.util.List;

/** The project that a person means. */
final class Named {
  private Named() {}

  /** {@code name} is null where nobody said it, which is enough where there is one. */
  static Project project(Settings settings, String name) {
    List<String> names = settings.projects().stream().map(Project::name).toList();
    if (name == null && names.size() > 1) {
      throw new Refusal("which project? One of " + String.join(", ", names));
    }
    return settings
        .project(name == null ? names.get(0) : name)
        .orElseThrow(
            () -> new Refusal("no project is called «" + name + "»: " + String.join(", ", names)));
  }
}
