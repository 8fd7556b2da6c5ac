package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.activity.ActivityInterface;

/** What an agent is told before it thinks. */
@ActivityInterface(namePrefix = "Briefings")
public interface Briefings {
  /**
   * How to go about it, what failed and since when, the causes as far as they are known, what the
   * team knows, and what is around: as markdown for a reader who sees nothing else.
   */
  BlobRef write(Case subject, Findings findings);
}
