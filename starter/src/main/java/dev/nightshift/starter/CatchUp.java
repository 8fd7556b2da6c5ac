package dev.nightshift.starter;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.starter.fix.CloudFailure;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.workflows.scan.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that dbt Cloud is asked for what no webhook told of, now and regularly, for the
 * projects of the configuration and for no other. The starter begins without Temporal, so this
 * waits for it beside everything else.
 */
final class CatchUp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration USUAL = Duration.ofHours(1);
  private static final int SECONDS_BETWEEN_TRIES = 5;

  private final List<Project> projects;
  private final List<Project> open;
  private final Flows flows;
  private final CountDownLatch closed = new CountDownLatch(1);

  private CatchUp(List<Project> projects, Flows flows) {
    this.projects = projects;
    this.open = new ArrayList<>(projects);
    this.flows = flows;
  }

  static CatchUp start(Settings settings, Flows flows) {
    CatchUp catchUp =
        new CatchUp(
            settings.projects().stream().filter(project -> project.dbtCloud() != null).toList(),
            flows);
    Thread thread = new Thread(catchUp::untilDone, "catch-up");
    thread.setDaemon(true);
    thread.start();
    return catchUp;
  }

  private void untilDone() {
    try {
      while (!isDone() && !closed.await(SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS)) {
        // Temporal may be there now.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDone() {
    try {
      if (flows.inMemory()) {
        warnOfNone();
        return true;
      }
      for (Project project : List.copyOf(open)) {
        scan(project);
        open.remove(project);
      }
      forgetOthers();
      return true;
    } catch (TemporalAway away) {
      return false;
    }
  }

  private void warnOfNone() {
    if (!projects.isEmpty()) {
      log.warn(
          "Temporal runs in memory here and has no schedules: only webhooks tell of dbt Cloud's"
              + " runs");
    }
  }

  private void scan(Project project) {
    long poll = project.dbtCloud().pollSeconds();
    Duration every = poll > 0 ? Duration.ofSeconds(poll) : USUAL;
    try {
      flows.scan(new ScanRequest(CloudFailure.request(project, "", "scan")), every);
      log.info("dbt Cloud is asked for failed runs of {} every {}", project.name(), every);
    } catch (TemporalAway away) {
      throw away;
    } catch (RuntimeException refused) {
      log.error(
          "dbt Cloud is not asked for failed runs of {}: Temporal takes no Schedule for it. Let the"
              + " starter make Schedules in its namespace, and start it again; until then only"
              + " webhooks tell of them",
          project.name(),
          refused);
    }
  }

  private void forgetOthers() {
    try {
      flows
          .scanOnly(projects.stream().map(Project::name).toList())
          .forEach(gone -> log.info("{} is no more: the configuration does not have it", gone));
    } catch (TemporalAway away) {
      throw away;
    } catch (RuntimeException refused) {
      log.warn("Schedules of projects that are gone could not be looked for", refused);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
