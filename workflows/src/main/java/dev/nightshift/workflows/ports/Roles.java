package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;

/** Who works in a role of a flow. */
@ActivityInterface(namePrefix = "Roles")
public interface Roles {
  /** Who mends what failed. */
  String REMEDIATOR = "remediator";

  /**
   * As the project's settings have it, else the file of the role on the base branch, else by the
   * engines that the flow was started with.
   */
  Worker worker(Workspace workspace, String role, String engines);

  /**
   * Engines with commas between them, and how far they may go in a session; {@code told} is what
   * people are to know of it.
   */
  record Worker(String engines, Limits limits, String told) {
    public Worker {
      engines = requireNonNullElse(engines, "rules");
      limits = requireNonNullElse(limits, Limits.NONE);
      told = requireNonNullElse(told, "");
    }

    /** Of whom there is nothing to know. */
    public Worker(String engines, Limits limits) {
      this(engines, limits, null);
    }
  }
}
