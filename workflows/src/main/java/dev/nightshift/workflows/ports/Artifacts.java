package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What dbt left behind of a run. */
@ActivityInterface(namePrefix = "Artifacts")
public interface Artifacts {
  /**
   * Reads the artifacts and keeps what a diagnosis needs. Fails as UNREADABLE, naming the file,
   * when they are missing, cut off, of an unknown version or of another project.
   */
  FailureSummary summarize(Location location);

  /** How these nodes did in a run. One that left no results tells nothing of them. */
  Rerun rerun(Location location, List<String> nodes);

  /**
   * The first run below the project's folder, or of those that were told of, that began after this
   * and in which one of these nodes failed, or with which all of them passed since: where a run has
   * only some of them several may prove it together. Of no nodes the first that ran anything; null
   * where there is none yet.
   */
  Rerun next(String project, List<String> nodes, long after);

  /**
   * Makes one run of several invocations: of each node its last result, and the newest manifest.
   * What cannot be read of them is left out, and said.
   */
  Gathered gather(Parts parts);

  /**
   * Invocations that are one run: {@code before} is what was made of earlier ones, {@code known}
   * what is looked after already; either may be null.
   */
  record Parts(String project, Location before, List<Location> more, Location known) {
    public Parts {
      project = project == null ? "" : project;
      more = more == null ? List.of() : List.copyOf(more);
    }
  }

  /**
   * All of them as one, whether something fails in it that did not in what was known, and whether
   * nothing does.
   */
  record Gathered(Location artifacts, boolean news, boolean passed) {}

  /**
   * Where the artifacts are: a folder below the one that the project's configuration allows, or
   * blobs that were brought; then {@code folder} is where they lay, if anywhere below it. {@code
   * sources} are the results of {@code dbt source freshness}, {@code log} is what dbt said, {@code
   * earlier} what the runs before say of the nodes that fail, as JSON, {@code notes} what a reader
   * should know of the files.
   */
  record Location(
      String project,
      String folder,
      BlobRef runResults,
      BlobRef manifest,
      BlobRef sources,
      BlobRef log,
      BlobRef earlier,
      List<String> notes) {
    public Location {
      notes = notes == null ? List.of() : List.copyOf(notes);
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
      this(project, folder, runResults, manifest, sources, log, null, null);
    }

    /** A folder; or the blobs of a run that came as far as running nodes. */
    public Location(String project, String folder, BlobRef runResults, BlobRef manifest) {
      this(project, folder, runResults, manifest, null, null);
    }

    public boolean uploaded() {
      return runResults != null || manifest != null || sources != null || log != null;
    }
  }

  /**
   * What a later run says of some nodes: those that passed and those that failed; the others were
   * skipped or no part of it. {@code ran} counts all that dbt ran, {@code startedAt} is in
   * milliseconds since the epoch, 0 where nothing says when.
   */
  record Rerun(String run, long startedAt, int ran, List<String> passed, List<String> failed) {
    public Rerun {
      run = run == null ? "" : run;
      passed = passed == null ? List.of() : List.copyOf(passed);
      failed = failed == null ? List.of() : List.copyOf(failed);
    }

    /** Whether it says of all of them that they pass, or of any that it does not. */
    public boolean tells(List<String> nodes) {
      return ran > 0 && (!failed.isEmpty() || passed.containsAll(nodes));
    }

    /** The same under the id and the time that somebody else knows it by. */
    public Rerun of(String id, long at) {
      return new Rerun(id, at, ran, passed, failed);
    }
  }
}
