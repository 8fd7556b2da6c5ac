package dev.nightshift.activities.ledger;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Claims;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Claims by update-with-start: the first one starts the ledger. An update's id is left to chance on
 * purpose: the same claim made again after a release is a new question, not a repeated one.
 */
public final class LedgerClaims implements Claims {
  /** The server takes ten updates in flight of one workflow; other processes ask too. */
  private static final int AT_ONCE = 4;

  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
  private final WorkflowClient client;
  private final String taskQueue;
  private final Predicate<String> stillRuns;

  public LedgerClaims(WorkflowClient client) {
    this(client, Queues.MAIN, owner -> stillRuns(client, owner));
  }

  LedgerClaims(WorkflowClient client, String taskQueue, Predicate<String> stillRuns) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.stillRuns = stillRuns;
  }

  @Override
  public Holder claim(String project, String key, String owner, String note) {
    String words = note == null ? "" : note;
    check(key, owner, words);
    Holder holder = asked(project, () -> claimWithStart(project, key, owner, words));
    if (holder.yours() || isLookedAfter(project, holder)) {
      return holder;
    }
    release(project, key, holder.owner());
    return asked(project, () -> claimWithStart(project, key, owner, words));
  }

  /**
   * A flow that failed, was cancelled or was terminated gives nothing back. What it left a note
   * about, such as a pull request, stays its own.
   */
  private boolean isLookedAfter(String project, Holder holder) {
    return !holder.note().isEmpty() || asked(project, () -> stillRuns.test(holder.owner()));
  }

  static boolean stillRuns(WorkflowClient client, String owner) {
    try {
      return switch (client.newUntypedWorkflowStub(owner).describe().getStatus()) {
        case WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WORKFLOW_EXECUTION_STATUS_FAILED,
            WORKFLOW_EXECUTION_STATUS_CANCELED,
            WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
            false;
        default -> true;
      };
    } catch (WorkflowNotFoundException forgotten) {
      return false;
    }
  }

  @Override
  public void release(String project, String key, String owner) {
    asked(
        project,
        () -> {
          try {
            client.newWorkflowStub(Ledger.class, Ids.ledger(project)).release(key, owner);
          } catch (WorkflowNotFoundException nothingWasEverClaimed) {
            return null;
          }
          return null;
        });
  }

  @Override
  public Map<String, String> held(String project, String beginning) {
    Map<String, String> held = new TreeMap<>();
    entries(project)
        .forEach(
            (key, entry) -> {
              if (key.startsWith(beginning)) {
                held.put(key, entry.owner());
              }
            });
    return held;
  }

  @Override
  public void remember(String project, String key, String words) {
    asked(
        project,
        () -> {
          Ledger ledger = client.newWorkflowStub(Ledger.class, start(project));
          WorkflowClient.executeUpdateWithStart(
              ledger::remember,
              key,
              words,
              options(Void.class),
              new WithStartWorkflowOperation<>(ledger::run, Ledger.State.empty()));
          return null;
        });
  }

  @Override
  public String recall(String project, String key) {
    Ledger.Entry entry = entries(project).get(key);
    return entry == null ? "" : entry.note();
  }

  @Override
  public void rememberEach(String project, Map<String, String> words) {
    words.forEach((key, each) -> remember(project, key, each));
  }

  @Override
  public Map<String, String> recallEach(String project, List<String> keys) {
    Map<String, Ledger.Entry> entries = entries(project);
    Map<String, String> words = new TreeMap<>();
    keys.stream()
        .filter(entries::containsKey)
        .forEach(key -> words.put(key, entries.get(key).note()));
    return words;
  }

  private Map<String, Ledger.Entry> entries(String project) {
    return asked(
        project,
        () -> {
          try {
            return client.newWorkflowStub(Ledger.class, Ids.ledger(project)).entries();
          } catch (WorkflowNotFoundException nothingWasEverClaimed) {
            return Map.of();
          }
        });
  }

  private Holder claimWithStart(String project, String key, String owner, String note) {
    Ledger ledger = client.newWorkflowStub(Ledger.class, start(project));
    return WorkflowClient.executeUpdateWithStart(
        ledger::claim,
        key,
        owner,
        note,
        options(Holder.class),
        new WithStartWorkflowOperation<>(ledger::run, Ledger.State.empty()));
  }

  private static <T> UpdateOptions<T> options(Class<T> result) {
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

  /** The ledger checks the same, but a refused update comes back without its kind. */
  private static void check(String key, String owner, String note) {
    if (key == null || key.isBlank() || owner == null || owner.isBlank()) {
      throw ErrorKind.BAD_INPUT.failure("a claim has a key and an owner");
    }
    if (Math.max(Math.max(key.length(), owner.length()), note.length()) > Ledger.LONGEST) {
      throw ErrorKind.TOO_LARGE.failure(
          "a claim's key, owner and note have at most " + Ledger.LONGEST + " characters each");
    }
  }

  private <T> T asked(String project, Supplier<T> question) {
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
