package dev.nightshift.activities.ledger;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Claims;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Claims by update-with-start: the first one starts the ledger. An update's id is left to chance on
 * purpose: the same claim made again after a release is a new question, not a repeated one.
 */
public final class LedgerClaims implements Claims {
  private final Ledgers ledgers;
  private final Predicate<String> stillRuns;

  public LedgerClaims(WorkflowClient client) {
    this(client, Queues.MAIN, owner -> stillRuns(client, owner));
  }

  LedgerClaims(WorkflowClient client, String taskQueue, Predicate<String> stillRuns) {
    this.ledgers = new Ledgers(client, taskQueue);
    this.stillRuns = stillRuns;
  }

  @Override
  public Holder claim(String project, String key, String owner, String note) {
    String words = note == null ? "" : note;
    check(key, owner, words);
    Holder holder = ledgers.asked(project, () -> claimWithStart(project, key, owner, words));
    if (holder.yours() || isLookedAfter(project, holder)) {
      return holder;
    }
    release(project, key, holder.owner());
    return ledgers.asked(project, () -> claimWithStart(project, key, owner, words));
  }

  /**
   * A flow that failed, was cancelled or was terminated gives nothing back. What it left a note
   * about, such as a pull request, stays its own.
   */
  private boolean isLookedAfter(String project, Holder holder) {
    return !holder.note().isEmpty() || ledgers.asked(project, () -> stillRuns.test(holder.owner()));
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
    ledgers.asked(
        project,
        () -> {
          try {
            ledgers.there(project).release(key, owner);
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
    ledgers.asked(
        project,
        () -> {
          Ledger ledger = ledgers.fresh(project);
          WorkflowClient.executeUpdateWithStart(
              ledger::remember, key, words, Ledgers.options(Void.class), Ledgers.beginning(ledger));
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
    return ledgers.asked(
        project,
        () -> {
          try {
            return ledgers.there(project).entries();
          } catch (WorkflowNotFoundException nothingWasEverClaimed) {
            return Map.of();
          }
        });
  }

  private Holder claimWithStart(String project, String key, String owner, String note) {
    Ledger ledger = ledgers.fresh(project);
    return WorkflowClient.executeUpdateWithStart(
        ledger::claim, key, owner, note, Ledgers.options(Holder.class), Ledgers.beginning(ledger));
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
}
