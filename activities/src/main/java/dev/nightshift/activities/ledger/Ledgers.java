package dev.nightshift.activities.ledger;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How the ledger of a project is asked: a few at a time, with failures that say what is wrong. */
final class Ledgers {
  /** The server takes ten updates in flight of one workflow; other processes ask too. */
  private static final int AT_ONCE = 4;

  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
  private final WorkflowClient client;
  private final String taskQueue;

  Ledgers(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /** One that must be there. */
  Ledger there(String project) {
    return client.newWorkflowStub(Ledger.class, Ids.ledger(project));
  }

  /** One that the first question begins, with {@link #beginning}. */
  Ledger fresh(String project) {
    return client.newWorkflowStub(Ledger.class, start(project));
  }

  static WithStartWorkflowOperation<Void> beginning(Ledger fresh) {
    return new WithStartWorkflowOperation<>(fresh::run, Ledger.State.empty());
  }

  static <T> UpdateOptions<T> options(Class<T> result) {
    return UpdateOptions.<T>newBuilder()
        .setResultClass(result)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }

  private WorkflowOptions start(String project) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(Ids.ledger(project))
        .setTaskQueue(taskQueue)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(Attributes.KIND, "ledger")
                .set(Attributes.PROJECT, project)
                .build())
        .build();
  }

  <T> T asked(String project, Supplier<T> question) {
    Semaphore turn = turns.computeIfAbsent(project, p -> new Semaphore(AT_ONCE, true));
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped before the ledger was asked", e);
    }
    try {
      return question.get();
    } catch (WorkflowUpdateException refused) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the ledger of " + project + " refused: " + ErrorKind.messageOf(refused), refused);
    } catch (WorkflowException | StatusRuntimeException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the ledger of " + project + " did not answer: " + Status.fromThrowable(e).getCode(), e);
    } finally {
      turn.release();
    }
  }
}
