package dev.nightshift.workflows.watch;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.values.BlobRef;

/**
 * What became of a pull request. {@code run} is the later run that showed it, empty where none did;
 * {@code report} and {@code html} are the remediation's report as it reads since, null where it
 * says nothing more.
 */
public record WatchOutcome(
    Ending ending, String headline, String run, BlobRef report, BlobRef html) {

  /** The ways it can end. */
  public enum Ending {
    /** It was merged, and what it was to mend passed. */
    GONE,
    /** It was merged, and the same failed again. */
    NOT_GONE,
    /** It was merged, and no run showed within a week what came of it. */
    UNSEEN,
    /** Somebody closed it without a merge: a no to its causes. */
    CLOSED,
    /** Nobody merged or closed it for as long as its causes are held. */
    STILL_OPEN,
    /** The remediation took it back itself. */
    GIVEN_UP,
    /** Nobody could look; the headline says why. */
    @JsonEnumDefaultValue
    STOPPED
  }

  public WatchOutcome {
    ending = requireNonNullElse(ending, Ending.STOPPED);
    headline = requireNonNullElse(headline, "");
    run = requireNonNullElse(run, "");
  }
}
