package dev.nightshift.activities.ledger;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ports.Purse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/** The money of a day, which the ledger counts; how much there is, the configuration says. */
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
  public Share take(String project, String session, double wanted) {
    double ofTheDay = settings.needed(project).policy().maxDollarsADay();
    double dollars =
        ledgers.asked(
            project,
            () -> {
              Ledger ledger = ledgers.fresh(project);
              return WorkflowClient.executeUpdateWithStart(
                  ledger::take,
                  session,
                  wanted,
                  ofTheDay,
                  Ledgers.options(Double.class),
                  Ledgers.beginning(ledger));
            });
    return new Share(dollars, ofTheDay);
  }

  @Override
  public void spent(String project, String session, double dollars) {
    ledgers.asked(
        project,
        () -> {
          try {
            ledgers.there(project).spent(session, dollars);
          } catch (WorkflowNotFoundException nothingWasEverTaken) {
            return null;
          }
          return null;
        });
  }
}
