package dev.nightshift.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.agent.AgentRun;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Usage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A message to an agent for which a model of ours thinks: each turn is paid once, but for those
 * that were lost on their way, which are asked once more and counted at the most; one file is
 * changed once, one message is in Slack, and the day's money is what the session says that it cost.
 */
final class SessionSubject implements Subject {
  private static final double ROUNDED = 1e-9;

  private final Mind mind;
  private final World world;
  private final Outside outside;

  /** The turns of each flow in which the worker dies while the model thinks. */
  private final Map<Integer, Set<Integer>> lost = new ConcurrentHashMap<>();

  SessionSubject(World world, Mind mind) {
    this.world = world;
    this.mind = mind;
    this.outside = new Outside(world.home);
  }

  @Override
  public Equipment equipment() {
    return mind.equipment;
  }

  @Override
  public String workflow(int number) {
    return Ids.asked(World.project(number), World.AGENT, "walk");
  }

  @Override
  public void start(WorkflowClient client, int number) {
    start(client, number, List.of());
  }

  @Override
  public void start(WorkflowClient client, int number, List<Boundary> ahead) {
    Set<Integer> turns = new TreeSet<>();
    ahead.stream()
        .filter(boundary -> boundary.when() == When.THINKING)
        .forEach(boundary -> turns.add(boundary.call()));
    lost.put(number, turns);
    mind.plays(number, ahead);
    AgentRun flow =
        client.newWorkflowStub(
            AgentRun.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflow(number))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowTaskTimeout(RemediationSubject.WORKFLOW_TASK)
                .build());
    WorkflowClient.start(
        flow::run,
        new AgentRequest(
            World.project(number),
            World.AGENT,
            mind.message(number),
            "model:scripted",
            0,
            RemediationSubject.PACE));
  }

  /** It was asked this turn, and no worker died of that yet. */
  @Override
  public boolean isThinking(int number, Boundary boundary) {
    long before = lost.get(number).stream().filter(turn -> turn < boundary.call()).count();
    return mind.asked(number).size() == boundary.call() + before;
  }

  @Override
  public void answer(WorkflowStub flow, Progress.Waiting question) {
    throw new IllegalStateException("an agent's session asks nobody");
  }

  @Override
  public List<String> wrongAfter(WorkflowClient client, WorkflowStub flow, int number)
      throws Exception {
    Findings wrong = new Findings();
    AgentOutcome outcome = flow.getResult(AgentOutcome.class);
    wrong.expect("how it stopped", "done", outcome.stopped());
    wrong.expect("what it said", Mind.TOLD + "\n\n" + Mind.LAST_WORD, outcome.said());
    wrong.expect("changed files", List.of(Mind.FILE), outcome.files());
    wrong.expect("changed lines", List.of(Mind.BEFORE, Mind.AFTER), changed(outcome));
    asked(wrong, number, outcome.usage());
    String workflow = workflow(number);
    String session = Ids.agent(workflow, World.AGENT, 1);
    wrong.expect("messages in each thread", List.of(1), mind.messagesOf(session));
    wrong.expect(
        "dollars of the day", List.of(outcome.usage().dollars()), ofTheDay(client, number));
    wrong.nothingRuns(outside, flow, workflow, "asked");
    return wrong.all();
  }

  /** How often the model was asked, and what the session says that this cost. */
  private void asked(Findings wrong, int number, Usage usage) {
    List<JsonNode> asked = mind.asked(number);
    List<JsonNode> once = new ArrayList<>();
    List<JsonNode> again = new ArrayList<>();
    asked.forEach(one -> (once.contains(one) ? again : once).add(one));
    wrong.expect("questions to the model", Mind.turns(), once.size());
    wrong.expect("questions that it was asked again", lost.get(number).size(), again.size());
    Usage paid = again.stream().map(Mind::most).reduce(Mind.paidOnce(), Usage::plus);
    wrong.expect("turns", paid.turns(), usage.turns());
    wrong.expect("tokens in", paid.inputTokens(), usage.inputTokens());
    wrong.expect("tokens out", paid.outputTokens(), usage.outputTokens());
    if (Math.abs(paid.dollars() - usage.dollars()) > ROUNDED) {
      wrong.add("dollars: " + usage.dollars() + " instead of " + paid.dollars());
    }
  }

  /** What the lines of its patch say, of those that went and came. */
  private List<String> changed(AgentOutcome outcome) {
    if (outcome.patch() == null) {
      return List.of();
    }
    return new FileBlobs(world.home.blobs())
        .readText(outcome.patch())
        .lines()
        .filter(line -> line.matches("[-+] .*"))
        .map(line -> line.substring(1).strip().replaceFirst(",$", ""))
        .toList();
  }

  /** What the ledger has of the money that the project's sessions spent. */
  private static List<Double> ofTheDay(WorkflowClient client, int number) {
    Ledger ledger = client.newWorkflowStub(Ledger.class, Ids.ledger(World.project(number)));
    return ledger.entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(Ids.SPENT))
        .map(entry -> Double.valueOf(entry.getValue().note().split(" ", -1)[0]))
        .toList();
  }

  @Override
  public List<String> wrongAfterCancel(WorkflowStub flow, int number, String phase) {
    throw new IllegalStateException("an agent's session is not cancelled in the walk");
  }
}
