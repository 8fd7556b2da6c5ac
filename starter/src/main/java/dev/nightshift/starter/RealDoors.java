package dev.nightshift.starter;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.agents.AgentsCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Doors;
import dev.nightshift.starter.doctor.DoctorCommand;
import dev.nightshift.starter.flows.AgentRuns;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.flows.TemporalAgentRuns;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.flows.TemporalTestRuns;
import dev.nightshift.starter.flows.TestRuns;
import dev.nightshift.starter.knowledge.KnowledgeCommand;
import dev.nightshift.starter.local.LocalCommands;
import dev.nightshift.starter.scenario.ScenariosCommand;
import dev.nightshift.starter.tests.TestsCommand;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.values.Decision;
import io.temporal.client.WorkflowClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The doors of a real machine. */
final class RealDoors implements Doors, AutoCloseable {
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);

  private final Map<String, String> environment;
  private final Home home;
  private List<Object> commands = List.of();
  private Temporal temporal;
  private AgentRuns agentRuns;
  private boolean there;

  RealDoors(Map<String, String> environment) {
    this.environment = environment;
    this.home = Home.of(environment);
  }

  /** The commands that need a desk of their own. */
  void sitAt(Desk desk) {
    List<Object> all = new ArrayList<>(LocalCommands.all(desk));
    all.add(new StarterCommand(desk));
    all.add(new DoctorCommand(desk));
    all.add(new ScenariosCommand(desk));
    all.add(new KnowledgeCommand(desk));
    all.add(new AgentsCommand(desk));
    all.add(new TestsCommand(desk));
    commands = all;
  }

  @Override
  public List<Object> moreCommands() {
    return commands;
  }

  @Override
  public Flows flows() {
    return flows(TemporalFlows.PATIENT);
  }

  @Override
  public Flows promptFlows() {
    return flows(TemporalFlows.PROMPT);
  }

  @Override
  public Flows hookFlows() {
    return flows(TemporalFlows.AT_ONCE).rehearsed();
  }

  @Override
  public synchronized AgentRuns agentRuns() {
    if (agentRuns == null) {
      WorkflowClient client = client();
      agentRuns =
          new TemporalAgentRuns(client, there ? TemporalFlows.PATIENT : TemporalFlows.PROMPT);
    }
    return agentRuns;
  }

  @Override
  public TestRuns testRuns() {
    WorkflowClient client = client();
    return new TemporalTestRuns(client, there ? TemporalFlows.PATIENT : TemporalFlows.PROMPT);
  }

  private TemporalFlows flows(Duration patience) {
    WorkflowClient client = client();
    boolean waits = there || patience.compareTo(TemporalFlows.PROMPT) < 0;
    return new TemporalFlows(client, waits ? patience : TemporalFlows.PROMPT);
  }

  private WorkflowClient client() {
    if (temporal == null) {
      temporal = Temporal.connectBriefly(environment);
      // A cold JVM takes half a second for it, which the first question's patience has not.
      there = temporal.answers(FIRST_CONTACT);
    }
    return temporal.client();
  }

  @Override
  public Blobs blobs() {
    return new FileBlobs(home.blobs());
  }

  @Override
  public Signature signature() {
    if (!Files.isReadable(home.keys().resolve("decisions.key"))) {
      return Signature.NONE;
    }
    Decisions decisions = new Decisions(home.keys());
    return (workflow, waiting, choice, person) ->
        decisions
            .sign(
                workflow,
                waiting.base(),
                waiting.verification(),
                new Decision(choice, person, waiting.patchHash(), "", "", ""))
            .signature();
  }

  @Override
  public String gitPerson() {
    return GitPerson.of(environment);
  }

  @Override
  public void close() {
    if (temporal != null) {
      temporal.close();
    }
  }
}
