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

  /** Whether the commit has the other one in its past; a commit that is not there has nothing. */
  boolean contains(String project, String commit, String other);
}
