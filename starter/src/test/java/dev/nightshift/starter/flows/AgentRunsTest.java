package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.starter.flows.AgentRuns.Given;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.agent.AgentRunFlow;
import dev.nightshift.workflows.agent.AgentSession;
import dev.nightshift.workflows.agent.AgentSessionFlow;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to agents, through a server that is in memory. */
class AgentRunsTest {
  private static final String ID = Ids.asked("shop", "dbt-expert", "0123456789abcdef");
  private static final AgentRequest ASKED =
      new AgentRequest("shop", "dbt-expert", "What is this?", "", 0, null);

  private static final Usage TURN = new Usage(100, 10, 1, 0.01);

  private final CountDownLatch heard = new CountDownLatch(1);
  private final CountDownLatch last = new CountDownLatch(1);

  /** What the step of an engine tells; words alone, as an earlier build did. */
  private volatile Object beat = "I read the models";

  private TestWorkflowEnvironment environment;
  private AgentRuns runs;

  @BeforeEach
  void start() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
    Attributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(),
                key.getValueType() == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
                    ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
                    : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    runs = new TemporalAgentRuns(environment.getWorkflowClient(), TemporalFlows.PATIENT);
  }

  @AfterEach
  void stop() {
    last.countDown();
    environment.close();
  }

  private void work() {
    environment
        .newWorker(Queues.MAIN)
        .registerWorkflowImplementationTypes(AgentRunFlow.class, AgentSessionFlow.class);
    for (String queue : Queues.ALL) {
      environment.newWorker(queue).registerActivitiesImplementations(new Mind(), new Project());
    }
    environment.start();
  }

  @Test
  void it_is_begun_once_and_followed_to_its_answer() throws Exception {
    assertEquals(Optional.empty(), runs.find(ID));
    work();
    assertTrue(runs.start(ID, ASKED).now());
    assertFalse(runs.start(ID, ASKED).now());
    assertTrue(heard.await(20, TimeUnit.SECONDS));
    Asked working = runs.find(ID).orElseThrow();
    assertEquals("working", working.state());
    assertEquals("engine model:claude", working.progress().says());
    assertEquals(blob("one turn"), working.conversation());
    assertEquals("What is this?", runs.given(ID).orElseThrow().message());
    Asked session = runs.talk(Ids.agent(ID, "dbt-expert", 1)).orElseThrow();
    assertEquals(ID, session.parent());
    assertEquals(blob("one turn"), session.conversation());
    assertEquals(Optional.empty(), runs.find(session.id()), "it is no message of a person");
    last.countDown();
    Asked done = until();
    assertEquals("done", done.state());
    assertEquals("It is a shop.", done.outcome().said());
    assertEquals(blob("two turns"), done.conversation());
    assertEquals(2, done.outcome().usage().turns());
    assertEquals("It is a shop.", runs.talk(session.id()).orElseThrow().outcome().said());
  }

  @Test
  void it_is_stopped_where_it_is_still_at_work() throws Exception {
    assertFalse(runs.cancel(ID, "kim stopped it"));
    work();
    runs.start(ID, ASKED);
    assertTrue(heard.await(20, TimeUnit.SECONDS));
    assertTrue(runs.cancel(ID, "kim stopped it"));
    String session = Ids.agent(ID, "dbt-expert", 1);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (environment.getWorkflowClient().fetchHistory(session).getEvents().stream()
        .noneMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes)) {
      assertTrue(System.nanoTime() < deadline, "the session did not hear of it");
    }
    last.countDown();
    assertTrue(
        environment.getWorkflowClient().fetchHistory(ID).getEvents().stream()
            .filter(HistoryEvent::hasWorkflowExecutionCancelRequestedEventAttributes)
            .anyMatch(
                asked ->
                    asked
                        .getWorkflowExecutionCancelRequestedEventAttributes()
                        .getCause()
                        .equals("kim stopped it")),
        "who stopped it is in its history");
    assertEquals("cancelled", until().state());
    assertFalse(runs.cancel(ID, "kim stopped it"));
  }

  @Test
  void the_newest_words_of_one_of_the_command_line_are_what_its_step_tells() throws Exception {
    work();
    runs.start(ID, new AgentRequest("shop", "dbt-expert", "What?", "codex", 0, null));
    assertTrue(heard.await(20, TimeUnit.SECONDS));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!runs.find(ID).orElseThrow().lately().equals("I read the models")) {
      assertTrue(System.nanoTime() < deadline, "nothing was told");
    }
    assertEquals(
        "I read the models", runs.talk(Ids.agent(ID, "dbt-expert", 1)).orElseThrow().lately());
    last.countDown();
    assertEquals("It is a shop.", until().outcome().said());
    assertEquals("", runs.find(ID).orElseThrow().lately());
  }

  @Test
  void what_one_of_the_command_line_has_said_is_there_as_soon_as_its_step_names_it()
      throws Exception {
    beat = new Engines.Beat("I read the models", blob("c0ffee"));
    work();
    runs.start(ID, new AgentRequest("shop", "dbt-expert", "What?", "codex", 0, null));
    assertTrue(heard.await(20, TimeUnit.SECONDS));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (runs.find(ID).orElseThrow().conversation() == null) {
      assertTrue(System.nanoTime() < deadline, "nothing was told");
    }
    assertEquals(blob("c0ffee"), runs.find(ID).orElseThrow().conversation());
    assertEquals("", runs.find(ID).orElseThrow().lately());
    last.countDown();
    assertEquals("It is a shop.", until().outcome().said());
  }

  @Test
  void the_sessions_of_a_run_are_found_in_their_order() throws Exception {
    work();
    String flow = Ids.fix("shop", "1");
    assertEquals(List.of(), runs.sessions(flow));
    Workspace workspace = new Workspace("shop", "acme/shop", "", "c0ffee1", null);
    Cause cause = new Cause("k", Verdict.CODE, "x", null, "x is renamed", null, null, null);
    Engines.Task task =
        new Engines.Task("fixer", "codex", "make 1 causes green", workspace, List.of(cause), null);
    for (int n = 1; n <= 2; n++) {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setWorkflowId(Ids.fixer(flow, n))
              .setTaskQueue(Queues.MAIN)
              .build();
      WorkflowClient.start(
          environment.getWorkflowClient().newWorkflowStub(AgentSession.class, options)::run,
          task,
          Pace.standard(),
          null);
    }
    List<Asked> sessions = runs.sessions(flow);
    assertEquals(
        List.of(Ids.fixer(flow, 1), Ids.fixer(flow, 2)), sessions.stream().map(Asked::id).toList());
    assertEquals(flow, sessions.get(1).parent());
    assertEquals(
        new Given("make 1 causes green", List.of("x is renamed"), "codex", 5),
        runs.given(Ids.fixer(flow, 2)).orElseThrow());
  }

  @Test
  void one_that_nobody_has_taken_is_queued() {
    assertTrue(runs.start(ID, ASKED).now());
    Asked queued = runs.find(ID).orElseThrow();
    assertEquals("queued", queued.progress().phase());
    assertEquals(null, queued.conversation());
  }

  @Test
  void one_that_fails_says_why() {
    work();
    String id = Ids.asked("shop", "nobody", "0123456789abcdef");
    runs.start(id, new AgentRequest("shop", "nobody", "x", "", 0, null));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Asked now = runs.find(id).orElseThrow();
    while (now.open() && System.nanoTime() < deadline) {
      now = runs.find(id).orElseThrow();
    }
    assertEquals("failed", now.state());
    assertEquals("no agent is called «nobody»", now.failure());
  }

  private Asked until() {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Asked now = runs.find(ID).orElseThrow();
    while (now.open() && System.nanoTime() < deadline) {
      now = runs.find(ID).orElseThrow();
    }
    return now;
  }

  private static BlobRef blob(String name) {
    return new BlobRef(name, name.length(), name);
  }

  private static final class Project implements Workspaces, Sandboxes, Purse {
    @Override
    public Share take(String project, String session, Effort wanted) {
      return new Share(wanted, Limits.ofDollars(50), null);
    }

    @Override
    public void spent(String project, String session, Effort used) {}

    @Override
    public Sandbox make(Order order) {
      return new Sandbox(order.name(), order.owner(), "duckdb", "prod", List.of());
    }

    @Override
    public void drop(Sandbox sandbox) {
      // There was none.
    }

    @Override
    public Workspace resolve(String project, String commit) {
      return new Workspace(project, "acme/shop", "", "c0ffee1", null);
    }

    @Override
    public boolean contains(String project, String commit, String other) {
      return false;
    }
  }

  /** Looks once, and waits for the test before its last word. */
  private final class Mind implements Models, Tools, Engines {
    @Override
    public Turn turn(Ask ask) {
      return ask.number() == 1
          ? new Turn(blob("one turn"), "", List.of(call()), Stop.CALLS, TURN)
          : new Turn(blob("two turns"), "It is a shop.", null, Stop.DONE, TURN);
    }

    private Call call() {
      return new Call("1", "read_file", blob("{}"));
    }

    @Override
    public Kit kit(Engines.Task task) {
      return new Kit(blob("opening"), List.of(new Offer("read_file", Place.READS)));
    }

    @Override
    public Agent agent(Workspace workspace, String name, String engine) {
      if (!name.equals("dbt-expert")) {
        throw ErrorKind.NOT_FOUND.failure("no agent is called «" + name + "»");
      }
      return new Agent(name, engine.isEmpty() ? "model:claude" : engine);
    }

    @Override
    public Tools.Given use(Use use) {
      waits();
      return Tools.Given.seen(blob("text"));
    }

    private void waits() {
      heard.countDown();
      try {
        if (!last.await(20, TimeUnit.SECONDS)) {
          throw ErrorKind.BROKEN.failure("the test did not go on");
        }
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    @Override
    public Engines.Result work(Engines.Task task) {
      Activity.getExecutionContext().heartbeat(beat);
      waits();
      return new Engines.Result(null, null, null, "It is a shop.", null, TURN, "done");
    }
  }
}
