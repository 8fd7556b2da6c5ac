package dev.nightshift.starter.flows;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages to agents in memory; what they come to is what a test says. */
public final class FakeAgentRuns implements AgentRuns {
  public final Map<String, AgentRequest> requests = new LinkedHashMap<>();

  public final Set<String> cancelled = new HashSet<>();

  /** What is seen at each look, the last one again and again. */
  private final Deque<Asked> looks = new ArrayDeque<>();

  @Override
  public Started start(String id, AgentRequest request) {
    return new Started(id, requests.putIfAbsent(id, request) == null);
  }

  @Override
  public Optional<Asked> find(String id) {
    if (!requests.containsKey(id)) {
      return Optional.empty();
    }
    Asked now = looks.size() > 1 ? looks.poll() : looks.peek();
    return Optional.of(
        new Asked(
            id, now.status(), now.progress(), now.conversation(), now.outcome(), now.failure()));
  }

  @Override
  public boolean cancel(String id) {
    return cancelled.add(id);
  }

  public FakeAgentRuns working(String says, BlobRef conversation) {
    Progress progress = new Progress("agent", "shop", "", "work", says, null, null, null);
    looks.add(new Asked("", Run.Status.RUNNING, progress, conversation, null, null));
    return this;
  }

  public FakeAgentRuns done(AgentOutcome outcome) {
    Progress progress = new Progress("agent", "shop", "", "done", "", null, null, null);
    looks.add(new Asked("", Run.Status.COMPLETED, progress, outcome.transcript(), outcome, null));
    return this;
  }

  public FakeAgentRuns failed(String why) {
    looks.add(new Asked("", Run.Status.FAILED, Progress.queued("agent", "", ""), null, null, why));
    return this;
  }
}
