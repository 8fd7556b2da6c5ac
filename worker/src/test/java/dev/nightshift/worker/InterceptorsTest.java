package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.values.Pace;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
  private TestWorkflowEnvironment environment;
  private Interceptors interceptors;
  private final Steps steps = new Steps();

  @BeforeEach
  void open() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Late(() -> interceptors))
                        .build())
                .build());
    interceptors = new Interceptors(environment.getWorkflowClient().newActivityCompletionClient());
    environment.newWorker(Queues.MAIN).registerWorkflowImplementationTypes(OneStepFlow.class);
    environment.newWorker(Queues.DBT).registerActivitiesImplementations(steps);
    environment.start();
  }

  @AfterEach
  void close() {
    steps.go.countDown();
    environment.close();
  }

  @Test
  void a_cancelled_step_is_interrupted_and_ends_as_cancelled() throws Exception {
    OneStep flow = start("wait");
    assertTrue(steps.began.await(10, TimeUnit.SECONDS));
    WorkflowStub.fromTyped(flow).cancel();
    WorkflowFailedException ended = assertThrows(WorkflowFailedException.class, () -> result(flow));
    assertInstanceOf(CanceledFailure.class, ended.getCause());
    assertTrue(steps.interrupted.await(1, TimeUnit.SECONDS));
    assertEquals(1, steps.tries.get());
  }

  @Test
  void a_stopping_worker_fails_its_steps_at_once_and_they_are_tried_again() throws Exception {
    OneStep flow = start("wait");
    assertTrue(steps.began.await(10, TimeUnit.SECONDS));
    interceptors.stop();
    assertTrue(steps.interrupted.await(2, TimeUnit.SECONDS));
    steps.go.countDown();
    String failure = lastFailure(flow);
    assertTrue(failure.contains("was stopped here"), failure);
    WorkflowStub.fromTyped(flow).terminate("seen");
  }

  @Test
  void a_step_whose_beats_hang_stops_before_the_server_begins_another() throws Exception {
    interceptors = new Interceptors(Beats.thatHang(steps.go));
    OneStep flow = start("wait");
    assertTrue(steps.interrupted.await(10, TimeUnit.SECONDS));
    // Else it would say that the heartbeat timed out.
    String failure = lastFailure(flow);
    assertTrue(failure.contains("was stopped here"), failure);
    WorkflowStub.fromTyped(flow).terminate("seen");
  }

  @Test
  void a_defect_is_named_and_tried_again() {
    assertEquals("done at 2", result(start("break once")));
  }

  @Test
  void a_result_that_belongs_into_the_blob_store_is_refused() {
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> result(start("huge")));
    assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(ended));
    assertTrue(ErrorKind.messageOf(ended).contains("by reference"));
    assertEquals(1, steps.tries.get());
  }

  @Test
  void what_only_a_person_can_cure_is_not_tried_again() {
    WorkflowFailedException ended =
        assertThrows(WorkflowFailedException.class, () -> result(start("refuse")));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(ended));
    assertFalse(((ApplicationFailure) ended.getCause().getCause()).getOriginalMessage().isEmpty());
    assertEquals(1, steps.tries.get());
  }

  @Test
  void what_was_to_be_expected_is_one_line_in_the_log() {
    String refused =
        logged(() -> assertThrows(WorkflowFailedException.class, () -> result(start("refuse"))));
    assertTrue(refused.contains("Take REFUSED: no, because"), refused);
    assertFalse(refused.contains("\tat "), refused);
  }

  @Test
  void a_defect_has_its_stack_in_the_log() {
    String broken = logged(() -> result(start("break once")));
    assertTrue(broken.contains("IllegalStateException: a defect\n\tat "), broken);
  }

  /** What stood on the error stream, where the log goes, while something was done. */
  private static String logged(Runnable doing) {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      doing.run();
    } finally {
      System.setErr(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Waits for the failed attempt, which the server shows until the next one ends. */
  private String lastFailure(OneStep flow) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      var description =
          environment
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(environment.getNamespace())
                      .setExecution(WorkflowStub.fromTyped(flow).getExecution())
                      .build());
      for (var pending : description.getPendingActivitiesList()) {
        if (pending.hasLastFailure()) {
          return pending.getLastFailure().getMessage();
        }
      }
      Thread.onSpinWait();
    }
    return "no attempt failed";
  }

  private OneStep start(String how) {
    OneStep flow =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                OneStep.class, WorkflowOptions.newBuilder().setTaskQueue(Queues.MAIN).build());
    WorkflowClient.start(flow::run, how);
    return flow;
  }

  private static String result(OneStep flow) {
    return WorkflowStub.fromTyped(flow).getResult(String.class);
  }

  @WorkflowInterface
  public interface OneStep {
    @WorkflowMethod
    String run(String how);
  }

  /** Runs one step with the options of a reading one. */
  public static final class OneStepFlow implements OneStep {
    @Override
    public String run(String how) {
      return Workflow.newActivityStub(Step.class, Options.reading(new Pace(20, 20, 20, 20, 2, 1)))
          .take(how);
    }
  }

  @ActivityInterface
  public interface Step {
    String take(String how);
  }

  private static final class Steps implements Step {
    final CountDownLatch began = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final AtomicInteger tries = new AtomicInteger();

    @Override
    public String take(String how) {
      int attempt = tries.incrementAndGet();
      began.countDown();
      switch (how) {
        case "wait" -> waitForIt();
        case "break once" -> {
          if (attempt == 1) {
            throw new IllegalStateException("a defect");
          }
        }
        case "huge" -> {
          return "x".repeat(300 * 1024);
        }
        case "refuse" -> throw ErrorKind.REFUSED.failure("no, because");
        default -> throw new AssertionError(how);
      }
      return "done at " + attempt;
    }

    private void waitForIt() {
      try {
        go.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** The environment wants its interceptors before there is a client to make them with. */
  private static final class Late extends io.temporal.common.interceptors.WorkerInterceptorBase {
    private final java.util.function.Supplier<Interceptors> made;

    Late(java.util.function.Supplier<Interceptors> made) {
      this.made = made;
    }

    @Override
    public io.temporal.common.interceptors.ActivityInboundCallsInterceptor interceptActivity(
        io.temporal.common.interceptors.ActivityInboundCallsInterceptor next) {
      return made.get().interceptActivity(next);
    }
  }
}
