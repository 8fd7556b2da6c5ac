package dev.nightshift.activities.agent;

import dev.nightshift.workflows.values.Cause;

/**
 * The remedy of one kind of cause. It reads the project's text and changes nothing itself. See
 * {@link Fixers}.
 */
interface Fixer {
  /** The {@link Cause#kind} that it is for. */
  String kind();

  Remedy fix(Cause cause, ProjectText project);
}
