package dev.nightshift.activities.report;

import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;

/** What became of a fix. */
enum Fate {
  /** A pull request of it is there. */
  PROPOSED,
  /** Somebody is asked whether it may leave. */
  WAITS,
  /** Somebody did not want it; a pull request of it is closed. */
  REFUSED,
  /** What came later leaves nothing to do; a pull request of it is closed. */
  OVERTAKEN,
  /** It is in the report alone, or nowhere. */
  UNPUBLISHED;

  static Fate of(Story story) {
    if (story.ending().equals(Ending.REJECTED.name())) {
      return REFUSED;
    }
    if (story.ending().equals(Ending.SUPERSEDED.name())) {
      return OVERTAKEN;
    }
    if (story.pull() != null) {
      return PROPOSED;
    }
    return story.aside().deciding() ? WAITS : UNPUBLISHED;
  }
}
