package dev.nightshift.worker;

import dev.nightshift.workflows.agent.AgentRunFlow;
import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.gathering.GatheringFlow;
import dev.nightshift.workflows.ledger.LedgerFlow;
import dev.nightshift.workflows.remediation.RemediationFlow;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.tests.ModelTestsFlow;
import dev.nightshift.workflows.tests.TestMaintainerFlow;
import dev.nightshift.workflows.watch.WatchFlow;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker on the three queues: flows and publishing, dbt, agents. */
public final class NightWorker implements AutoCloseable {
  private static final int AGENT_SLOTS = 4;
  private static final int PUBLISHING_SLOTS = 20;

  /** Room to report the interrupted steps before the process ends. */
  private static final int SECONDS_TO_STOP = 8;

  private final WorkerFactory factory;
  private final Interceptors interceptors;

  private NightWorker(WorkerFactory factory, Interceptors interceptors) {
    this.factory = factory;
    this.interceptors = interceptors;
  }

  /**
   * Starts polling. {@code more} are interceptors inside of ours, for those who watch or disturb.
   */
  public static NightWorker start(WorkflowClient client, Steps steps, WorkerInterceptor... more) {
    Interceptors ours = new Interceptors(client.newActivityCompletionClient());
    // The last of them is the outermost.
    List<WorkerInterceptor> all = new ArrayList<>(List.of(more));
    all.add(ours);
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(all.toArray(WorkerInterceptor[]::new))
                .build());
    Worker main = factory.newWorker(Queues.MAIN, flows(client));
    main.registerWorkflowImplementationTypes(
        RemediationFlow.class,
        WatchFlow.class,
        AgentSessionFlow.class,
        AgentRunFlow.class,
        LedgerFlow.class,
        ScanFlow.class,
        GatheringFlow.class,
        TestMaintainerFlow.class,
        ModelTestsFlow.class);
    main.registerActivitiesImplementations(steps.publishing().toArray());
    factory
        .newWorker(Queues.DBT, slots(steps.dbtAtOnce()).build())
        .registerActivitiesImplementations(steps.dbt().toArray());
    factory
        .newWorker(Queues.AGENTS, slots(AGENT_SLOTS).build())
        .registerActivitiesImplementations(steps.agents().toArray());
    factory.start();
    return new NightWorker(factory, ours);
  }

  /** Stops: running steps fail retryably at once, their process trees are killed. */
  @Override
  public void close() {
    interceptors.stop();
    factory.shutdown();
    factory.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    factory.shutdownNow();
  }

  /**
   * A flow stays with the worker that knows it; when that one was killed, the server waits this
   * long for it before any other may go on. The in-memory server waits for ever; with a wait of
   * nothing it gives the flow to any other.
   */
  private static WorkerOptions flows(WorkflowClient client) {
    return slots(PUBLISHING_SLOTS)
        .setStickyQueueScheduleToStartTimeout(
            Temporal.inMemory(client) ? Duration.ZERO : Duration.ofSeconds(2))
        .build();
  }

  private static WorkerOptions.Builder slots(int atOnce) {
    return WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(atOnce);
  }

  /** The ports' implementations, by the queue whose secrets they need. */
  public record Steps(
      List<Object> publishing, List<Object> dbt, int dbtAtOnce, List<Object> agents) {
    public Steps {
      publishing = List.copyOf(publishing);
      dbt = List.copyOf(dbt);
      agents = List.copyOf(agents);
    }
  }
}
