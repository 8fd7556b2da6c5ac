package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Data beside data. */
@ActivityInterface(namePrefix = "Comparisons")
public interface Comparisons {
  /**
   * What a run in the sandbox built, beside production, kept for a report to tell. What cannot be
   * compared says why.
   */
  BlobRef compare(Built built);

  /** Which run, where, of which project and database, with these files changed. */
  record Built(
      Sandbox sandbox, String project, String database, DbtResult run, List<String> files) {
    public Built {
      project = requireNonNullElse(project, "");
      database = requireNonNullElse(database, "");
      files = files == null ? List.of() : List.copyOf(files);
    }
  }
}
