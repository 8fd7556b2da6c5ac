package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Sandbox;
import io.temporal.activity.ActivityInterface;

/** Places where dbt may run without reaching production. */
@ActivityInterface(namePrefix = "Sandboxes")
public interface Sandboxes {
  /** Makes it, or finds the one that an earlier attempt made and verified. */
  Sandbox make(Order order);

  /** Dropping what is not there is done. */
  void drop(Sandbox sandbox);

  /** What is wanted, under which natural key, for whom. */
  record Order(String name, String project, String owner, FailureSummary summary) {}
}
