package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.CloudRun;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Runs of a project's jobs, as dbt Cloud knows them. */
@ActivityInterface(namePrefix = "Runs")
public interface Runs {
  /** What is known of the run. Fails as NOT_FOUND when it was deleted or was never there. */
  CloudRun fetch(String project, String run);

  /**
   * Brings what the step that failed left, and what dbt said in it. Fails as UNREADABLE when it
   * left nothing that tells of dbt, and as TOO_LARGE when nobody could read it.
   */
  Location bring(String project, CloudRun run);

  /**
   * The runs that failed since then and that the project's configuration asks for, newest first.
   */
  List<CloudRun> failed(String project, long since);

  /**
   * The results of the run's step that {@code failedStep} names, whether it failed or not; null
   * where it left none.
   */
  BlobRef results(String project, CloudRun run);

  /** The newest run of the job that passed or failed; null where there is none. */
  CloudRun latest(String project, String job);
}
