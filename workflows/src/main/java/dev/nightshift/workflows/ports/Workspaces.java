package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;

/** The project's code, by commit. */
@ActivityInterface(namePrefix = "Workspaces")
public interface Workspaces {
  /**
   * Resolves the commit to work on: the run's own if it is given and there, else the main branch.
   */
  Workspace resolve(String project, String commit);
}
