package dev.nightshift.workflows.agent;

import static dev.nightshift.workflows.agent.FakeMind.blob;
import static dev.nightshift.workflows.agent.FakeMind.says;
import static dev.nightshift.workflows.agent.FakeMind.wants;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.FlowServer;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message to an agent, from its start to what it said. */
class AgentRunFlowTest {
  private static final String ID = Ids.asked("shop", "dbt-expert", "1");

  private final FakeMind mind = new FakeMind();
  private final House house = new House();
  private final FlowServer stage =
      new FlowServer(List.of(AgentSessionFlow.class, AgentRunFlow.class), mind, house);

  /** What the main branch is today, and a place where dbt may run. */
  private static final class House implements Workspaces, Sandboxes {
    private final List<String> sandboxes = new CopyOnWriteArrayList<>();
    private ErrorKind refuses;
    private boolean keeps;

    @Override
    public Sandbox make(Order order) {
      if (refuses != null) {
        throw refuses.failure("there is no room for a copy");
      }
      sandboxes.add("made " + order.name() + " for " + order.owner());
      return new Sandbox(order.name(), order.owner(), "duckdb", "prod", List.of());
    }

    @Override
    public void drop(Sandbox sandbox) {
      if (keeps) {
        throw ErrorKind.UNAVAILABLE.failure("it is held");
      }
      sandboxes.add("dropped " + sandbox.name());
    }

    @Override
    public Workspace resolve(String project, String commit) {
      return new Workspace(project, "acme/" + project, "", "c0ffee1", null);
    }

    @Override
    public boolean contains(String project, String commit, String other) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void it_is_told_the_message_on_the_main_branch_and_its_last_word_is_the_answer() {
    mind.script = ask -> ask.number() == 1 ? wants("read_file:a") : says("It is a view.");
    AgentOutcome outcome = run("dbt-expert", "What is stg_orders?", "");
    assertEquals("It is a view.", outcome.said());
    assertNull(outcome.patch());
    assertEquals("done", outcome.stopped());
    assertEquals("c0ffee1", outcome.commit());
    assertEquals(2, outcome.usage().turns());
    assertEquals(blob("conversation It is a view."), outcome.transcript());
    Workspace seen = mind.used.get(0).workspace();
    assertEquals("shop c0ffee1", seen.project() + " " + seen.base());
    assertEquals("dbt-expert", mind.used.get(0).role());
    assertEquals("claude", mind.asked.get(0).model());
    String name = mind.used.get(0).sandbox().name();
    assertEquals(List.of("made " + name + " for " + ID, "dropped " + name), house.sandboxes);
    assertEquals(0.25, mind.asked.get(0).leash().dollars());
    Progress progress = stage.stub(AgentRun.class, ID).progress();
    assertEquals("agent", progress.kind());
    assertEquals("dbt-expert: What is stg_orders?", progress.title());
    assertEquals("nothing is changed, $0.0200", progress.says());
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "UNAVAILABLE"})
  void where_dbt_cannot_run_it_answers_what_it_can_without(ErrorKind why) {
    house.refuses = why;
    mind.script = ask -> ask.number() == 1 ? wants("read_file:a") : says("It is a view.");
    assertEquals("It is a view.", run("dbt-expert", "What is stg_orders?", "").said());
    assertNull(mind.used.get(0).sandbox());
    Progress progress = stage.stub(AgentRun.class, ID).progress();
    assertEquals(List.of("dbt cannot run here: there is no room for a copy"), progress.found());
    assertEquals(1, house.sandboxes.size(), "what may have been begun is dropped");
  }

  @Test
  void a_sandbox_that_cannot_be_dropped_takes_no_answer_with_it() {
    house.keeps = true;
    mind.script = ask -> says("It is a view.");
    assertEquals("It is a view.", run("dbt-expert", "What is stg_orders?", "").said());
    Progress progress = stage.stub(AgentRun.class, ID).progress();
    assertEquals(List.of("its sandbox is still there: it is held"), progress.found());
  }

  @Test
  void a_command_line_agent_has_one_too_for_its_tools() {
    run("dbt-expert", "What is stg_orders?", "codex");
    assertEquals(2, house.sandboxes.size(), "made and dropped");
    assertNotNull(mind.worked.get(0).sandbox());
  }

  @Test
  void what_it_changed_is_kept_and_published_by_nobody() {
    mind.script = ask -> ask.number() == 1 ? wants("write_file:a") : says("Done.");
    mind.tools =
        use -> use.tool().equals("write_file") ? FakeMind.writes(use, "p1") : Given.seen(blob("x"));
    AgentOutcome outcome = run("dbt-expert", "Add a test.", "");
    assertEquals(blob("p1"), outcome.patch());
    assertEquals("done", outcome.stopped());
  }

  @Test
  void an_engine_that_a_person_names_is_the_one_that_works() {
    mind.rules =
        task -> new Engines.Result(null, null, null, "by " + task.engine(), null, null, "done");
    assertEquals("by codex", run("dbt-expert", "Say who you are.", "codex").said());
    assertEquals("Say who you are.", mind.worked.get(0).goal());
  }

  @Test
  void an_agent_that_is_not_there_fails_in_words() {
    Exception failed = assertThrows(Exception.class, () -> run("nobody", "Hello.", ""));
    assertTrue(
        ErrorKind.messageOf(failed.getCause()).contains("no agent is called «nobody»"),
        failed.toString());
    assertEquals(0, mind.kits.get());
  }

  @Test
  void what_is_said_meanwhile_can_be_asked_for() {
    mind.script =
        ask -> {
          if (ask.number() == 1) {
            return wants("read_file:a");
          }
          assertEquals(
              blob("conversation"),
              stage.stub(AgentSession.class, Ids.agent(ID, "dbt-expert", 1)).conversation());
          return says("Now.");
        };
    assertEquals("Now.", run("dbt-expert", "Look.", "").said());
  }

  @Test
  void a_long_message_does_not_fill_the_memo() {
    run("dbt-expert", "x".repeat(AgentRequest.LONGEST), "");
    assertEquals(240, stage.stub(AgentRun.class, ID).progress().title().length());
  }

  @Test
  void who_stops_it_stops_the_session_too() {
    mind.script =
        ask -> {
          stage.cancelUntilSeen(ID, Ids.agent(ID, "dbt-expert", 1));
          return wants("read_file:a");
        };
    assertThrows(WorkflowFailedException.class, () -> run("dbt-expert", "Look.", ""));
    assertEquals(1, mind.asked.size());
    assertEquals(0, mind.used.size());
    assertEquals(2, house.sandboxes.size(), house.sandboxes.toString());
  }

  private AgentOutcome run(String agent, String message, String engine) {
    AgentRequest request = new AgentRequest("shop", agent, message, engine, 0.25, null);
    return stage.flow(AgentRun.class, ID).run(request);
  }
}
