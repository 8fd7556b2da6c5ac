package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages to agents in memory; what they come to is what a test says. */
public final class FakeAgentRuns implements AgentRuns {
  public final Map<String, AgentRequest> requests = new LinkedHashMap<>();

  /** Those that were asked to stop, and why. */
  public final Map<String, String> cancelled = new LinkedHashMap<>();

  /** What is known of talks that were not begun here, messages and sessions. */
  public final Map<String, Asked> talks = new LinkedHashMap<>();

  public final Map<String, Given> given = new LinkedHashMap<>();

  /** How often a talk was asked for. */
  public volatile int asked;

  /** What is seen at each look, the last one again and again. */
  private final Deque<Asked> looks = new ArrayDeque<>();

  @Override
  public Started start(String id, AgentRequest request) {
    return new Started(id, requests.putIfAbsent(id, request) == null);
  }

  @Override
  public Optional<Asked> find(String id) {
    if (!requests.containsKey(id)) {
      return Optional.ofNullable(talks.get(id)).filter(one -> one.parent().isEmpty());
    }
    Asked now = looks.size() > 1 ? looks.poll() : looks.peek();
    return Optional.of(
        new Asked(
            run(id, now.run().status(), now.progress(), now.failure()),
            "",
            now.conversation(),
            now.lately(),
            now.outcome()));
  }

  @Override
  public List<Run> latest(int most) {
    return talks.values().stream()
        .filter(one -> one.parent().isEmpty())
        .map(Asked::run)
        .sorted(Comparator.comparing(Run::open).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Optional<Asked> talk(String id) {
    asked++;
    return Optional.ofNullable(talks.get(id));
  }

  @Override
  public Optional<Given> given(String id) {
    return Optional.ofNullable(given.get(id));
  }

  @Override
  public List<Asked> sessions(String flow) {
    List<Asked> all = new ArrayList<>();
    while (talks.containsKey(Ids.fixer(flow, all.size() + 1))) {
      all.add(talks.get(Ids.fixer(flow, all.size() + 1)));
    }
    return all;
  }

  @Override
  public boolean cancel(String id, String why) {
    return cancelled.putIfAbsent(id, why) == null;
  }

  public FakeAgentRuns working(String says, BlobRef conversation) {
    return working(says, conversation, "");
  }

  public FakeAgentRuns working(String says, BlobRef conversation, String lately) {
    Progress progress = new Progress("agent", "shop", "", "work", says, null, null, null);
    Run run = run("", Run.Status.RUNNING, progress, "");
    looks.add(new Asked(run, "", conversation, lately, null));
    return this;
  }

  public FakeAgentRuns done(AgentOutcome outcome) {
    Progress progress = new Progress("agent", "shop", "", "done", "", null, null, null);
    Run run = run("", Run.Status.COMPLETED, progress, "");
    looks.add(new Asked(run, "", outcome.transcript(), "", outcome));
    return this;
  }

  public FakeAgentRuns failed(String why) {
    Run run = run("", Run.Status.FAILED, Progress.queued("agent", "", ""), why);
    looks.add(new Asked(run, "", null, "", null));
    return this;
  }

  private static Run run(String id, Run.Status status, Progress progress, String why) {
    return new Run(id, "run-1", status, 0, 0, progress, null, why, null, null);
  }

  /** A talk that is there, in place of what was known of it. */
  public synchronized FakeAgentRuns holding(Asked asked) {
    talks.put(asked.id(), asked);
    return this;
  }
}
