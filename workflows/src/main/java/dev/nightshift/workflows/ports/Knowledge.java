package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;

/** What the team wrote down about its failures. */
@ActivityInterface(namePrefix = "Knowledge")
public interface Knowledge {
  /** The entries as they stand now, as JSON in the blob store; empty where there is no base. */
  BlobRef fetch(Workspace workspace);
}
