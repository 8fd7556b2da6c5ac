package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.Newer;
import dev.nightshift.workflows.remediation.Remediation;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when a run is told of again; the folder of its artifacts says how each try ends. */
class RetryTest {
  private static final String FIRST = "fix/shop/1";

  private TestServer.InProcessTestServer server;
  private WorkflowClient client;
  private WorkerFactory worker;
  private Flows flows;

  @BeforeEach
  void start() {
    server = TestServer.createServer(true);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()).build());
    client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
    worker = WorkerFactory.newInstance(client);
    worker.newWorker(Queues.MAIN).registerWorkflowImplementationTypes(EndingFlow.class);
    worker.start();
    flows = new TemporalFlows(client, TemporalFlows.PATIENT);
  }

  @AfterEach
  void stop() {
    worker.shutdownNow();
    client.getWorkflowServiceStubs().shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut off", "fails", "cancelled", "terminated"})
  void a_run_that_was_not_looked_after_is_started_again_when_it_is_told_of_again(String how) {
    tell(how);
    assertEquals(new Started(FIRST + "/retry-1", true), flows.start(request("whole")));
  }

  @Test
  void a_run_that_was_looked_after_is_not() {
    tell("whole");
    assertEquals(new Started(FIRST, false), flows.start(request("whole")));
  }

  @Test
  void a_run_that_is_looked_after_now_is_not() {
    flows.start(request("open"));
    assertEquals(new Started(FIRST, false), flows.start(request("whole")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"passed over", "refused"})
  void what_was_turned_away_when_a_system_told_of_it_is_started_when_a_person_names_it(
      String ending) {
    tell(ending);
    assertEquals(new Started(FIRST, false), flows.start(told("scan", ending)));
    assertEquals(new Started(FIRST + "/retry-1", true), flows.start(told("cli", ending)));
  }

  @Test
  void the_retries_count_up_until_one_could_read_it() {
    tell("cut off");
    assertEquals(FIRST + "/retry-1", tell("cut off"));
    assertEquals(FIRST + "/retry-2", tell("whole"));
    assertEquals(new Started(FIRST + "/retry-2", false), flows.start(request("whole")));
    assertEquals(new Started(FIRST + "/retry-3", true), flows.retry(request("whole")));
  }

  @Test
  void a_sender_who_tells_again_and_again_of_what_nobody_can_read_starts_no_more_of_it() {
    for (int n = 0; n <= 3; n++) {
      tell("cut off");
    }
    assertEquals(new Started(FIRST + "/retry-3", false), flows.start(request("cut off")));
    assertEquals(new Started(FIRST + "/retry-3", false), flows.start(request("cut off")));
    assertEquals(
        new Started(FIRST + "/retry-4", true),
        flows.retry(request("whole")),
        "a person may try once more");
  }

  @Test
  void told_of_twice_at_once_it_is_started_once() throws Exception {
    tell("cut off");
    int senders = 8;
    CountDownLatch together = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      List<Future<Started>> answers = new ArrayList<>();
      for (int n = 0; n < senders; n++) {
        answers.add(
            threads.submit(
                () -> {
                  together.await();
                  return flows.start(request("open"));
                }));
      }
      together.countDown();
      int started = 0;
      for (Future<Started> answer : answers) {
        assertEquals(FIRST + "/retry-1", answer.get().id());
        started += answer.get().now() ? 1 : 0;
      }
      assertEquals(1, started);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Starts it and waits for its end; gives its id. */
  private String tell(String how) {
    String id = flows.start(request(how)).id();
    WorkflowStub flow = client.newUntypedWorkflowStub(id);
    if (how.equals("cancelled")) {
      flow.cancel();
    } else if (how.equals("terminated")) {
      flow.terminate("in a test");
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (flows.find(id).orElseThrow().open()) {
      assertTrue(System.nanoTime() < deadline, id + " did not end");
      Thread.onSpinWait();
    }
    return id;
  }

  private static RemediationRequest request(String artifacts) {
    return told("cli", artifacts);
  }

  private static RemediationRequest told(String from, String artifacts) {
    return new RemediationRequest(
        "shop",
        "garden/shop",
        "1",
        "",
        from,
        new Location("shop", artifacts, null, null),
        null,
        null,
        null);
  }

  /** Ends as the folder of its artifacts says. */
  public static final class EndingFlow implements Remediation {
    @Override
    public void overtake(Newer later) {}

    @Override
    public void gaveWay(String earlier) {}

    @Override
    public void settled() {}

    @Override
    public RemediationOutcome run(RemediationRequest request) {
      return switch (request.artifacts().folder()) {
        case "cut off" -> ended(Ending.CANNOT_BE_READ);
        case "whole" -> ended(Ending.REPORT);
        case "passed over" -> ended(Ending.PASSED_OVER);
        case "refused" -> ended(Ending.REFUSED);
        case "fails" -> throw ErrorKind.REFUSED.failure("the disk was full");
        default -> {
          Workflow.await(() -> false);
          yield ended(Ending.REPORT);
        }
      };
    }

    private static RemediationOutcome ended(Ending ending) {
      return new RemediationOutcome(
          ending, "", null, null, null, null, "", null, null, null, null, null);
    }

    @Override
    public String decide(Decision decision) {
      return "";
    }

    @Override
    public void checkDecision(Decision decision) {}

    @Override
    public String answer(Answer answer) {
      return "";
    }

    @Override
    public void checkAnswer(Answer answer) {}

    @Override
    public void decideBySignal(Object payload) {}

    @Override
    public Progress progress() {
      return new Progress("", "", "", "", "", null, null, null);
    }
  }
}
