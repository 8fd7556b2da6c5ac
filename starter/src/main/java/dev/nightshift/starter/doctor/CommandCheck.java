package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.workflows.values.Policy.Added;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether what a project's policy lets models run can be started here. */
final class CommandCheck {
  private CommandCheck() {}

  static List<Finding> findings(Project project, Programs programs, Optional<String> noCage) {
    return project.policy().commands().stream()
        .map(one -> finding(project, one, programs, noCage))
        .toList();
  }

  private static Finding finding(
      Project project, Added added, Programs programs, Optional<String> noCage) {
    if (noCage.isPresent()) {
      return Finding.wrong(
          "project " + project.name(),
          "command",
          added.run() + ": it runs in a cage alone, and there is none here: " + noCage.get(),
          "let the worker run where there is a cage, or leave policy.commands out");
    }
    String program = added.run().replaceFirst(" .*", "");
    return programs
        .trouble(program, added.folders().stream().map(Path::of).toList())
        .map(
            why ->
                Finding.wrong(
                    "project " + project.name(),
                    "command",
                    added.run() + ": " + why,
                    "install it where the worker runs, or correct policy.commands"))
        .orElseGet(
            () ->
                Finding.fine(
                    "project " + project.name(), "command", "models may run " + added.run()));
  }
}
