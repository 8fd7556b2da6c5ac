package dev.nightshift.workflows.agent;

import static dev.nightshift.workflows.agent.FakeMind.blob;
import static dev.nightshift.workflows.agent.FakeMind.says;
import static dev.nightshift.workflows.agent.FakeMind.wants;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.FlowServer;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.remediation.Replays;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A session of rules and then of a model that looks at two files at once, edits, tells people, asks
 * a server that the team added, and has another agent look.
 */
class SessionReplayTest {
  private static final String RECORDED = "session-0.1.json";
  private static final String SESSION = "fix/shop/1/agent/fixer-1";
  private static final Pace PACE = new Pace(0, 0, 0, 0, 0, 1);

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded(RECORDED), SESSION, AgentSessionFlow.class);
  }

  @Test
  void a_changed_session_fails_the_replay() throws Exception {
    String history = Replays.recorded(RECORDED);
    Exception refused =
        assertThrows(Exception.class, () -> Replays.replay(history, SESSION, HastyFlow.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_session_of_this_build_replays_what_it_recorded() throws Exception {
    FakeMind mind = new FakeMind();
    mind.script =
        ask -> {
          if (ask.session().contains("reader")) {
            return says("It is a copy.");
          }
          return switch (ask.number()) {
            case 1 -> wants("read_file:a", "read_file:b", "write_file:c");
            case 2 -> wants("post_slack_message:d", "metrics__list:e", "invoke_agent:f");
            default -> says("The column has a new name.");
          };
        };
    mind.tools = SessionReplayTest::given;
    mind.rules =
        task ->
            new Result(
                null,
                null,
                List.of(new Engines.Left(task.causes().get(0).signature(), "no rule")),
                "",
                null,
                null,
                Engines.Stopped.GAVE_UP);
    String history;
    try (FlowServer stage =
        new FlowServer(List.of(AgentSessionFlow.class, AgentRunFlow.class), mind)) {
      Result result =
          stage
              .flow(AgentSession.class, SESSION)
              .run(task("fixer", "rules,model:claude"), PACE, null);
      assertEquals("done", result.stopped(), result.explanation());
      assertEquals(6, mind.used.size());
      history = stage.history(SESSION);
    }
    Replays.keep("session", history);
    Replays.replay(history, SESSION, AgentSessionFlow.class);
    assertTrue(Replays.bytes(history) < 66 * 1024, Replays.bytes(history) + " bytes of history");
  }

  private static Given given(Tools.Use use) {
    return switch (use.tool()) {
      case "write_file" -> FakeMind.writes(use, "p1");
      case "invoke_agent" ->
          new Given(blob("asked"), false, false, null, null, task("reader", "model:claude"));
      default -> Given.seen(blob("text"));
    };
  }

  private static Task task(String role, String engine) {
    String subject = "model.shop.a";
    Cause cause =
        new Cause(
            "renamed_column", Verdict.CODE, subject, List.of(subject), "because", null, null, null);
    return new Task(
        role,
        engine,
        "make it green",
        new Workspace("shop", "acme/shop", "", "c0ffee", null),
        role.equals("reader") ? List.of() : List.of(cause),
        null,
        null,
        null,
        null,
        null);
  }

  /** A session that takes nothing from the day's money before it works. */
  public static final class HastyFlow implements AgentSession {
    @Override
    public Result run(Task task, Pace pace, Carried carried) {
      return Workflow.newActivityStub(Engines.class, Options.agent(pace)).work(task);
    }

    @Override
    public BlobRef conversation() {
      return null;
    }
  }
}
