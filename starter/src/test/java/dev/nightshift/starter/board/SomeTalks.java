package dev.nightshift.starter.board;

import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.starter.flows.AgentRuns.Given;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Usage;
import java.util.ArrayList;
import java.util.List;

/** Talks of agents that were made up: messages, and sessions for a run. */
final class SomeTalks {
  static final String WORKING = Ids.asked("larkspur", "dbt-expert", "00000000000000a1");
  static final String DONE = Ids.asked("larkspur", "dbt-expert", "00000000000000a2");
  static final String FAILED = Ids.asked("larkspur", "auditor", "00000000000000a3");
  static final String HEADLESS = Ids.asked("larkspur", "dbt-expert", "00000000000000a4");
  static final String QUEUED = Ids.asked("larkspur", "dbt-expert", "00000000000000a5");
  static final String FIXER = Ids.fixer(BoardStage.ASKING, 2);

  static final String QUESTION =
      "Why does stg_orders read total_cents?\n<img src=x onerror=alert(1)> Mend it if you can.";

  private static final long BEGAN = BoardStage.BEGAN;

  private final FakeDoors doors;
  private final List<String> rounds = new ArrayList<>();

  SomeTalks(FakeDoors doors) {
    this.doors = doors;
  }

  /** All of them. */
  SomeTalks told() {
    said(1);
    hold(WORKING, Run.Status.RUNNING, "work", "engine model:claude", conversation(), "", null);
    done();
    hold(FAILED, Run.Status.FAILED, "prepare", "the main branch", null, "", null);
    hold(
        HEADLESS,
        Run.Status.RUNNING,
        "work",
        "engine codex",
        null,
        "I read the <b>staging</b>",
        null);
    queued();
    sessions();
    return this;
  }

  /** One round more of the one that works. */
  void sayMore() {
    said(rounds.size() + 1);
    hold(WORKING, Run.Status.RUNNING, "work", "engine model:claude", conversation(), "", null);
  }

  /** Nobody answers what was said by the one that works. */
  void deaf() {
    hold(WORKING, Run.Status.RUNNING, "work", "engine model:claude again", null, "", null);
  }

  /** The one that works comes to its end. */
  void end() {
    rounds.add("{\"by\": \"m\", \"text\": \"" + ANSWER + "\", \"told\": \"\"}");
    hold(
        WORKING,
        Run.Status.COMPLETED,
        "done",
        "1 file changed in its copy, $0.0312",
        null,
        "",
        outcome("done"));
  }

  private static final String ANSWER =
      "The loader **renamed** the column.\\n\\n- `amount_cents` holds the same values\\n- see"
          + " [the docs](javascript:alert(1)) <script>alert(1)</script>";

  private AgentOutcome outcome(String stopped) {
    return new AgentOutcome(
        ANSWER.replace("\\n", "\n"),
        doors.putText("p.patch", BoardStage.PATCH),
        List.of("models/staging/stg_orders.sql"),
        conversation(),
        new Usage(48_211, 1_204, 5, 0.0312),
        stopped,
        "c0ffee1c0ffee1c0ffee1");
  }

  private void done() {
    said(2);
    hold(
        DONE,
        Run.Status.COMPLETED,
        "budget",
        "1 file changed in its copy, $0.0312",
        null,
        "",
        outcome("budget"));
    rounds.clear();
    said(1);
  }

  private void queued() {
    Progress progress = Progress.queued("agent", "larkspur", "dbt-expert");
    Run run = new Run(QUEUED, "r", Run.Status.RUNNING, BEGAN, 0, progress, null, "", null, null);
    doors.agentRuns.holding(new Asked(run, "", null, "", null));
    doors.agentRuns.given.put(QUEUED, new Given(QUESTION.repeat(30), null, "", 0));
  }

  /** One by rules, which is no talk, and one by a model. */
  private void sessions() {
    Progress progress =
        new Progress(
            "agent", "larkspur", "fixer: make 2 causes green", "gave_up", "", null, null, null);
    String first = Ids.fixer(BoardStage.ASKING, 1);
    Run run =
        new Run(first, "r", Run.Status.COMPLETED, BEGAN, BEGAN + 9, progress, null, "", null, null);
    AgentOutcome none = new AgentOutcome("", null, null, null, null, "gave_up", "");
    doors.agentRuns.holding(new Asked(run, BoardStage.ASKING, null, "", none));
    Progress works =
        new Progress(
            "agent",
            "larkspur",
            "fixer: make 2 causes green",
            "working",
            "engine model:claude",
            List.of(new Step("working", BEGAN, 0)),
            null,
            null);
    Run second = new Run(FIXER, "r", Run.Status.RUNNING, BEGAN, 0, works, null, "", null, null);
    doors.agentRuns.holding(new Asked(second, BoardStage.ASKING, conversation(), "", null));
    doors.agentRuns.given.put(
        FIXER,
        new Given(
            "make 2 causes green",
            List.of("raw.orders has no column total_cents any more"),
            "rules,model:claude",
            4.5));
  }

  private void hold(
      String id,
      Run.Status status,
      String phase,
      String says,
      BlobRef talk,
      String lately,
      AgentOutcome outcome) {
    boolean open = status == Run.Status.RUNNING;
    List<Step> steps = new ArrayList<>();
    if (status != Run.Status.FAILED) {
      steps.add(new Step("prepare", BEGAN, BEGAN + 400));
      steps.add(new Step("work", BEGAN + 400, open ? 0 : BEGAN + 34_000));
    }
    if (!open) {
      steps.add(
          outcome == null
              ? new Step(phase, BEGAN, 0)
              : new Step(phase, BEGAN + 34_000, BEGAN + 34_000));
    }
    String agent = Ids.agentOf(id);
    Progress progress =
        new Progress(
            "agent",
            "larkspur",
            agent + ": " + QUESTION,
            phase,
            says,
            steps,
            List.of("dbt cannot run here: there is no room for a copy"),
            null);
    String why = status == Run.Status.FAILED ? "no agent of larkspur is called «auditor»" : "";
    Run run =
        new Run(
            id,
            "r",
            status,
            BEGAN + id.charAt(id.length() - 1),
            open ? 0 : BEGAN + 34_000,
            progress,
            null,
            why,
            null,
            null);
    doors.agentRuns.holding(
        new Asked(run, "", outcome == null ? talk : outcome.transcript(), lately, outcome));
    doors.agentRuns.given.put(id, new Given(QUESTION, null, "model:claude", 0.5));
  }

  /** Up to that many rounds. */
  private void said(int upTo) {
    while (rounds.size() < upTo) {
      int n = rounds.size() + 1;
      rounds.add(
          """
          {"by": "m", "text": "I look, %d: <b>first</b> at the model.",
           "calls": [{"id": "1", "tool": "read_file",
                      "arguments": "{\\"path\\": \\"models/staging/stg_orders.sql\\"}"},
                     {"id": "2", "tool": "run_sql_query",
                      "arguments": "{\\"sql\\": \\"select count(*), count(amount_cents) from raw.orders where ordered_at > date '2026-11-01'\\"}"}],
           "gave": [{"id": "1", "text": "%s"},
                    {"id": "2", "text": "there is no column amount_cents <script>alert(1)</script>", "failed": true}],
           "told": ""}
          """
              .formatted(n, "select id as order_id,\\n".repeat(200)));
    }
  }

  private BlobRef conversation() {
    return doors.putText("conversation.json", "{\"rounds\": [" + String.join(",", rounds) + "]}");
  }
}
