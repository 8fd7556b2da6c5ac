package dev.nightshift.workflows.ports;

import io.temporal.activity.ActivityInterface;

/** The money that a project's agents may spend in a day. */
@ActivityInterface(namePrefix = "Purse")
public interface Purse {
  /**
   * Sets aside for a session what it wants, or what is left; the same session again has what it
   * had.
   */
  Share take(String project, String session, double wanted);

  /** What it spent of that in the end; where nobody says so, all of it counts as spent. */
  void spent(String project, String session, double dollars);

  /** What a session has, and the most that all of a day have. */
  record Share(double dollars, double ofTheDay) {}
}
