package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.activity.ActivityInterface;

/** What dbt left behind of a run. */
@ActivityInterface(namePrefix = "Artifacts")
public interface Artifacts {
  /**
   * Reads the artifacts and keeps what a diagnosis needs. Fails as UNREADABLE, naming the file,
   * when they are missing, cut off, of an unknown version or of another project.
   */
  FailureSummary summarize(Location location);

  /**
   * Where the artifacts are: a folder below the one that the project's configuration allows, or
   * blobs that the command line uploaded. {@code sources} are the results of {@code dbt source
   * freshness}, {@code log} is what dbt said, {@code earlier} what the runs before say of the nodes
   * that fail, as JSON.
   */
  record Location(
      String project,
      String folder,
      BlobRef runResults,
      BlobRef manifest,
      BlobRef sources,
      BlobRef log,
      BlobRef earlier) {
    public Location {
      folder = folder == null ? "" : folder;
      project = project == null ? "" : project;
    }

    /** Of a run of whose job nothing else is known. */
    public Location(
        String project,
        String folder,
        BlobRef runResults,
        BlobRef manifest,
        BlobRef sources,
        BlobRef log) {
      this(project, folder, runResults, manifest, sources, log, null);
    }

    /** A folder; or the blobs of a run that came as far as running nodes. */
    public Location(String project, String folder, BlobRef runResults, BlobRef manifest) {
      this(project, folder, runResults, manifest, null, null);
    }

    public boolean uploaded() {
      return runResults != null || manifest != null || sources != null || log != null;
    }
  }
}
