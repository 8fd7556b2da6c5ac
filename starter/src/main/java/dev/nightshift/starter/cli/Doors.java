package dev.nightshift.starter.cli;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.starter.flows.AgentRuns;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.flows.TestRuns;
import java.util.List;

/** What commands reach out to. Each door is opened when a command first asks for it. */
public interface Doors {
  Flows flows();

  /** The same for whoever may not keep the other side waiting: the board. */
  Flows promptFlows();

  /** For senders of webhooks, who are answered at once: all of them have the same places. */
  Flows hookFlows();

  /** Messages to agents. */
  AgentRuns agentRuns();

  /** Tests for changed models. */
  TestRuns testRuns();

  Blobs blobs();

  /** Signs decisions with the starter's key; gives no signature where there is no key. */
  Signature signature();

  /** The person that Git knows, or nothing. */
  String gitPerson();

  /** Commands that live elsewhere: those that run processes. */
  List<Object> moreCommands();
}
