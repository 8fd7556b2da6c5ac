package dev.nightshift.worker;

import dev.nightshift.activities.blob.Sweep;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.model.TurnBook;
import dev.nightshift.activities.served.CallBook;
import dev.nightshift.activities.warehouse.Copies;
import dev.nightshift.activities.warehouse.Reaper;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what nobody needs: sandboxes whose flow is gone, copies of production that nobody
 * opens, old checkouts and mirrors, blobs that no open flow refers to. It asks Temporal about each
 * owner, and does nothing where it gets no answer.
 */
public final class Janitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Janitor.class);

  private static final Duration FIRST = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofHours(1);

  /** Blobs can hold rows: after a week only what a running flow refers to stays. */
  private static final Duration RETENTION = Duration.ofDays(7);

  /** A flow may refer to a blob some time after it was put. */
  private static final Duration GRACE = Duration.ofHours(6);

  /** Copies of production hold all its rows; the next night makes its own. */
  private static final Duration COPY_RETENTION = Duration.ofDays(1);

  private static final long CHECKOUT_BYTES = 2L << 30;
  private static final long MIRROR_BYTES = 5L << 30;
  private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");

  private final Home home;
  private final WorkflowClient client;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "janitor");
            thread.setDaemon(true);
            return thread;
          });

  private ScheduledFuture<?> rounds;

  private Janitor(Home home, WorkflowClient client) {
    this.home = home;
    this.client = client;
  }

  /** Begins its rounds. */
  public static Janitor start(Home home, WorkflowClient client) {
    Janitor janitor = new Janitor(home, client);
    janitor.rounds =
        janitor.clock.scheduleWithFixedDelay(
            janitor::round, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    return janitor;
  }

  private void round() {
    try {
      tidy();
    } catch (WorkflowException | StatusRuntimeException unreachable) {
      log.info("nothing is tidied now: Temporal does not answer");
    } catch (RuntimeException defect) {
      log.error("tidying broke", defect);
    }
  }

  /** One round, now. What one part cannot remove keeps no other from its own. */
  public void tidy() {
    InstantSource now = InstantSource.system();
    Mirrors mirrors = new Mirrors(home.mirrors(), new LocalRemotes(home.host()), now);
    part("sandboxes", this::dropSandboxes);
    part("checkouts", () -> GitCheckouts.evict(home.workspaces(), CHECKOUT_BYTES));
    part("mirrors", () -> mirrors.evict(MIRROR_BYTES));
    part("copies of production", () -> dropCopies(now));
    part("turns of models", () -> new TurnBook(home.turns(), now).forget(RETENTION));
    part("calls of tools", () -> new CallBook(home.calls(), now).forget(RETENTION));
    part("blobs", () -> new Sweep(home.blobs(), now).sweep(referredTo(), RETENTION, GRACE));
  }

  private static void part(String name, Runnable tidied) {
    try {
      tidied.run();
    } catch (WorkflowException | StatusRuntimeException unreachable) {
      throw unreachable;
    } catch (RuntimeException stuck) {
      log.error("the {} cannot be tidied", name, stuck);
    }
  }

  private void dropSandboxes() {
    List<String> dropped = new Reaper(home).sweep(this::stillRuns);
    dropped.forEach(name -> log.info("sandbox {} dropped: its flow is gone", name));
  }

  private void dropCopies(InstantSource now) {
    int unopened = new Copies(home, now).evict(COPY_RETENTION);
    if (unopened > 0) {
      log.info("{} copies of production dropped: nobody has opened them for a day", unopened);
    }
  }

  private boolean stillRuns(String owner) {
    try {
      return client.newUntypedWorkflowStub(owner).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException gone) {
      return false;
    }
  }

  /** The hashes that stand in the histories of open flows: whatever looks like one is one. */
  private Set<String> referredTo() {
    Set<String> marked = new HashSet<>();
    client
        .listExecutions("ExecutionStatus = 'Running'")
        .forEach(
            open -> {
              String history =
                  client
                      .fetchHistory(
                          open.getExecution().getWorkflowId(), open.getExecution().getRunId())
                      .getHistory()
                      .toString();
              Matcher hashes = BLOB.matcher(history);
              while (hashes.find()) {
                marked.add(hashes.group());
              }
            });
    return marked;
  }

  @Override
  public void close() {
    rounds.cancel(true);
    clock.shutdownNow();
  }
}
