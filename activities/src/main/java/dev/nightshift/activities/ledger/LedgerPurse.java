package dev.nightshift.activities.ledger;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/** What there is for a day, which the ledger counts; how much it is, the configuration says. */
public final class LedgerPurse implements Purse {
  private final Settings settings;
  private final Ledgers ledgers;

  public LedgerPurse(Settings settings, WorkflowClient client) {
    this(settings, client, Queues.MAIN);
  }

  LedgerPurse(Settings settings, WorkflowClient client, String taskQueue) {
    this.settings = settings;
    this.ledgers = new Ledgers(client, taskQueue);
  }

  @Override
  public Share take(String project, String session, Effort wanted) {
    Limits ofTheDay = settings.needed(project).policy().ofADay();
    Ledger.Allotted allotted =
        ledgers.asked(
            project,
            () -> {
              Ledger ledger = ledgers.fresh(project);
              return WorkflowClient.executeUpdateWithStart(
                  ledger::allot,
                  session,
                  wanted,
                  ofTheDay,
                  Ledgers.options(Ledger.Allotted.class),
                  Ledgers.beginning(ledger));
            });
    return new Share(allotted.had().of(ofTheDay), ofTheDay, allotted.lacking());
  }

  @Override
  public void spent(String project, String session, Effort used) {
    ledgers.asked(
        project,
        () -> {
          try {
            ledgers.there(project).used(session, used);
          } catch (WorkflowNotFoundException nothingWasEverTaken) {
            return null;
          }
          return null;
        });
  }
}
