package dev.nightshift.bench.webhook;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What became of the runs that were acknowledged: looked up once nothing is open any more. */
record Worked(int lost, int twice) {
  private static final String OURS = "WorkflowType = 'Remediation'";
  private static final int MOST_LOOKS = 300;

  static Worked of(WorkflowClient client, Set<String> acknowledged, Consumer<String> progress)
      throws InterruptedException {
    awaitNothingOpen(client, progress);
    Map<String, Integer> times = new HashMap<>();
    Set<String> done = new HashSet<>();
    client
        .listExecutions(OURS)
        .forEach(
            one -> {
              String id = one.getExecution().getWorkflowId().replaceFirst("/retry-\\d+$", "");
              times.merge(id, 1, Integer::sum);
              if (one.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
                done.add(id);
              }
            });
    return new Worked(
        (int) acknowledged.stream().filter(id -> !done.contains(id)).count(),
        (int) times.values().stream().filter(many -> many > 1).count());
  }

  private static void awaitNothingOpen(WorkflowClient client, Consumer<String> progress)
      throws InterruptedException {
    CountDownLatch pause = new CountDownLatch(1);
    for (int look = 0; look < MOST_LOOKS; look++) {
      long open = client.countWorkflows(OURS + " AND ExecutionStatus = 'Running'").getCount();
      if (open == 0) {
        return;
      }
      if (look % 5 == 0) {
        progress.accept(open + " flows are open still");
      }
      pause.await(3, TimeUnit.SECONDS);
    }
  }
}
