package dev.nightshift.workflows;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Queues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;

/** An in-memory server with a worker for some flows. */
public final class FlowServer implements AutoCloseable {
  private final TestWorkflowEnvironment environment;

  public FlowServer(List<Class<?>> flows, Object... steps) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      options.registerSearchAttribute(
          key.getName(),
          key.getValueType() == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
              ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
              : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    environment = TestWorkflowEnvironment.newInstance(options.build());
    environment
        .newWorker(Queues.MAIN)
        .registerWorkflowImplementationTypes(flows.toArray(Class<?>[]::new));
    for (String queue : Queues.ALL) {
      environment.newWorker(queue).registerActivitiesImplementations(steps);
    }
    environment.start();
  }

  /** To be begun. */
  public <T> T flow(Class<T> type, String id) {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(Queues.MAIN).build());
  }

  /** That was begun. */
  public <T> T stub(Class<T> type, String id) {
    return environment.getWorkflowClient().newWorkflowStub(type, id);
  }

  public String history(String id) {
    return environment.getWorkflowClient().fetchHistory(id).toJson(true);
  }

  /** Cancels a flow, and returns when another has asked its running step to end. */
  public void cancelUntilSeen(String id, String other) {
    environment.getWorkflowClient().newUntypedWorkflowStub(id).cancel();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (environment.getWorkflowClient().fetchHistory(other).getEvents().stream()
        .noneMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(other + " did not see that it was cancelled");
      }
    }
  }

  @Override
  public void close() {
    environment.close();
  }
}
