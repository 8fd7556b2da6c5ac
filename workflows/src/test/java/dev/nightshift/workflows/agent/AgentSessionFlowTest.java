package dev.nightshift.workflows.agent;

import static dev.nightshift.workflows.agent.FakeMind.blob;
import static dev.nightshift.workflows.agent.FakeMind.says;
import static dev.nightshift.workflows.agent.FakeMind.stops;
import static dev.nightshift.workflows.agent.FakeMind.wants;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.FlowServer;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Engines.Tried;
import dev.nightshift.workflows.ports.Models.Answered;
import dev.nightshift.workflows.ports.Models.Ask;
import dev.nightshift.workflows.ports.Models.Stop;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentSessionFlowTest {
  private static final Cause RENAMED = cause("renamed_column", "model.shop.a");
  private static final Cause FANNED_OUT = cause("fan_out", "model.shop.b");

  private final FakeMind mind = new FakeMind();
  private final FlowServer stage =
      new FlowServer(List.of(AgentSessionFlow.class, AgentRunFlow.class), mind);

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void a_model_looks_edits_and_says_its_last_word() {
    mind.script =
        ask ->
            switch (ask.number()) {
              case 1 -> wants("read_file:a");
              case 2 -> wants("write_file:a");
              default -> says("The column has a new name.");
            };
    mind.tools =
        use ->
            use.tool().equals("write_file") ? FakeMind.writes(use, "p1") : Given.seen(blob("text"));
    Result result = run(task("model:claude", RENAMED));
    assertEquals("done", result.stopped());
    assertEquals(blob("p1"), result.patch());
    assertEquals(List.of("models/a.sql"), result.files());
    assertEquals("The column has a new name.", result.explanation());
    assertEquals(
        List.of(new Engines.Step(List.of(RENAMED.signature()), blob("p1"))), result.steps());
    assertEquals(3, result.usage().turns());
    assertEquals(blob("conversation The column has a new name."), result.transcript());
    Ask second = mind.asked.get(1);
    assertEquals(
        List.of(new Answered("id-read_file:a", blob("text"), "", false)), second.answered());
    assertEquals(0.01, second.spent().dollars());
    assertEquals("claude", second.model());
  }

  @Test
  void what_only_looks_is_used_side_by_side_and_what_changes_alone_and_in_order() {
    mind.together = new CountDownLatch(2);
    mind.script =
        ask ->
            ask.number() == 1
                ? wants("read_file:a", "read_file:b", "write_file:c", "write_file:d", "read_file:e")
                : says("done");
    mind.tools =
        use ->
            use.tool().equals("write_file")
                ? FakeMind.writes(use, use.arguments().name())
                : Given.seen(blob("text"));
    Result result = run(task("model:claude", RENAMED));
    List<Use> used = mind.used;
    assertNull(used.get(0).workspace().patch());
    assertNull(used.get(1).workspace().patch());
    assertEquals("write_file", used.get(2).tool());
    assertEquals(blob("c"), used.get(3).workspace().patch());
    assertEquals(blob("d"), used.get(4).workspace().patch());
    assertEquals(blob("d"), result.patch());
    assertEquals(
        List.of(
            "id-read_file:a",
            "id-read_file:b",
            "id-write_file:c",
            "id-write_file:d",
            "id-read_file:e"),
        mind.asked.get(1).answered().stream().map(Answered::id).toList());
    assertEquals(5, used.stream().map(Use::key).distinct().count());
  }

  @Test
  void a_tool_that_fails_for_good_is_an_answer_and_not_the_end() {
    mind.script = ask -> ask.number() == 1 ? wants("read_file:a") : says("then not");
    mind.tools =
        use -> {
          throw ErrorKind.BAD_INPUT.failure("the disk is gone");
        };
    Result result = run(task("model:claude", RENAMED));
    assertEquals("gave_up", result.stopped());
    Answered answered = mind.asked.get(1).answered().get(0);
    assertTrue(answered.failed());
    assertEquals("it failed: the disk is gone", answered.text());
    assertEquals(RENAMED.signature(), result.left().get(0).cause());
  }

  @Test
  void a_tool_that_is_not_offered_does_not_exist() {
    mind.script = ask -> ask.number() == 1 ? wants("read_file:a", "drop_all:b") : says("then not");
    run(task("model:claude", RENAMED));
    assertEquals(1, mind.used.size());
    Answered answered = mind.asked.get(1).answered().get(1);
    assertTrue(answered.failed());
    assertTrue(answered.text().startsWith("there is no tool drop_all; there are invoke_agent, "));
  }

  @Test
  void a_session_of_two_hundred_turns_goes_on_over_histories_and_forgets_nothing() {
    mind.script = ask -> ask.number() <= 200 ? wants("write_file:" + ask.number()) : says("done");
    mind.tools = use -> FakeMind.writes(use, "p" + use.arguments().name());
    Result result = run(task("model:claude", RENAMED, new Leash(100, 0, 300, 0, 0)));
    assertEquals("done", result.stopped());
    assertEquals(blob("p200"), result.patch());
    assertEquals(201, result.usage().turns());
    assertEquals(1, mind.kits.get(), "the opening stays as it was");
    assertEquals(1, mind.asked.stream().map(Ask::session).distinct().count());
    assertEquals(201, mind.asked.stream().map(Ask::number).distinct().count());
    assertEquals(blob("conversation"), mind.asked.get(50).conversation());
    assertEquals("id-write_file:50", mind.asked.get(50).answered().get(0).id());
  }

  @Test
  void the_same_call_with_the_same_answer_three_times_is_a_circle() {
    mind.script = ask -> wants("read_file:a");
    Result result = run(task("model:claude", RENAMED));
    assertEquals("circles", result.stopped());
    assertEquals(3, mind.asked.size());
    assertTrue(result.explanation().contains("read_file in the same way 3 times"));
  }

  @Test
  void the_same_command_over_other_text_is_no_circle() {
    mind.script = ask -> ask.number() < 9 ? wants("write_file:a") : says("done");
    mind.tools = use -> FakeMind.writes(use, "p" + mind.used.size());
    assertEquals("done", run(task("model:claude", RENAMED)).stopped());
  }

  @Test
  void five_refusals_in_a_row_end_it_and_four_do_not() {
    mind.script = ask -> wants("write_file:" + ask.number());
    mind.tools =
        use -> use.arguments().name().equals("4") ? FakeMind.writes(use, "p") : FakeMind.refuses();
    Result result = run(task("model:claude", RENAMED));
    assertEquals("circles", result.stopped());
    assertEquals(9, mind.asked.size());
    assertEquals(blob("p"), result.patch(), "what was made before is kept");
  }

  @Test
  void the_money_of_a_day_is_set_aside_before_a_word_and_what_was_not_needed_goes_back() {
    mind.day = Limits.ofDollars(0.7);
    mind.script = ask -> ask.number() == 1 ? wants("read_file:a") : says("done");
    Result result = run(task("model:claude", RENAMED));
    assertEquals("gave_up", result.stopped());
    assertEquals(List.of(5.0), dollars(mind.taken));
    assertEquals(0.7, mind.asked.get(0).leash().dollars());
    assertEquals(List.of(0.02), dollars(mind.spent));
  }

  @Test
  void of_the_day_not_money_alone_is_set_aside_and_told_of() {
    mind.day = new Limits(50, 90_000, 2, 300);
    mind.script = ask -> wants("read_file:" + ask.number());
    Result result = run(task("model:claude", RENAMED));
    assertEquals("budget", result.stopped());
    Leash leash = mind.asked.get(0).leash();
    assertEquals(90_000, leash.tokens());
    assertEquals(2, leash.turns());
    assertEquals(300, leash.seconds());
    assertEquals(2, mind.asked.size(), "no turn beyond its share");
    assertEquals(Effort.of(Leash.standard(), 1), mind.taken.get(0));
    assertEquals(220, mind.spent.get(0).tokens());
    assertEquals(2, mind.spent.get(0).turns());
  }

  @Test
  void how_long_it_took_is_told_of_the_day_and_what_is_left_is_for_who_comes_after() {
    mind.day = new Limits(50, 0, 0, 600);
    mind.script =
        ask -> {
          if (mind.asked.size() == 1) {
            throw later(200);
          }
          return says("no idea");
        };
    run(task("model:claude,codex", RENAMED));
    long left = mind.worked.get(0).leash().seconds();
    assertTrue(left > 300 && left <= 400, left + " s");
    long took = mind.spent.get(0).seconds();
    assertTrue(took >= 200 && took < 300, took + " s");
  }

  @Test
  void tokens_turns_and_time_are_each_engines_own_where_the_day_has_no_limit_of_them() {
    mind.script =
        ask -> {
          if (mind.asked.size() == 1) {
            throw later(1700);
          }
          return wants("read_file:" + ask.number());
        };
    Result result = run(task("model:claude,codex", new Leash(5, 0, 2, 0, 0), RENAMED));
    assertEquals(1, mind.worked.size(), result.explanation());
    Leash leash = mind.worked.get(0).leash();
    assertEquals(2, leash.turns());
    assertEquals(Leash.standard().tokens(), leash.tokens());
    assertEquals(Leash.standard().seconds(), leash.seconds());
  }

  @Test
  void the_time_of_a_session_is_counted_once_though_it_goes_on_in_a_new_history() {
    mind.day = new Limits(50, 0, 0, 9000);
    mind.script =
        ask -> {
          if (mind.asked.size() == 1) {
            throw later(1000);
          }
          return ask.number() < 60 ? wants("read_file:" + ask.number()) : says("done");
        };
    Result result = run(task("model:claude", new Leash(5, 0, 100, 1800, 0), RENAMED));
    assertEquals("", result.explanation().replace("done", ""), "its 1,800 s are not over");
    assertEquals(60, result.usage().turns());
    assertEquals(1, mind.spent.size());
    long took = mind.spent.get(0).seconds();
    assertTrue(took >= 1000 && took < 1100, took + " s");
  }

  @Test
  void waiting_for_the_ledger_is_no_work() {
    mind.day = new Limits(50, 0, 0, 9000);
    mind.purseAway = 1;
    mind.script = ask -> says("done");
    run(task("model:claude", RENAMED));
    assertEquals(Leash.standard().seconds(), mind.asked.get(0).leash().seconds());
    assertTrue(mind.spent.get(0).seconds() < 100, mind.spent.toString());
  }

  private static ApplicationFailure later(int seconds) {
    return ApplicationFailure.newBuilder()
        .setMessage("later")
        .setType(ErrorKind.RATE_LIMITED.name())
        .setNextRetryDelay(Duration.ofSeconds(seconds))
        .build();
  }

  @Test
  void who_used_up_the_turns_leaves_none_for_who_comes_after() {
    mind.day = new Limits(50, 0, 2, 0);
    mind.script = ask -> wants("read_file:" + ask.number());
    Result result = run(task("model:claude,codex", RENAMED));
    assertEquals(List.of(), mind.worked);
    assertTrue(
        result.explanation().contains("the engines before it used up the session's turns"),
        result.explanation());
  }

  @Test
  void what_was_said_of_a_session_is_for_all_of_its_engines() {
    mind.script = ask -> wants("read_file:" + ask.number());
    Leash said = new Limits(5, 0, 2, 0).leash();
    Result result = run(task("model:claude,codex", said, RENAMED));
    assertEquals(2, mind.asked.size());
    assertEquals(List.of(), mind.worked);
    assertTrue(
        result.explanation().contains("the engines before it used up the session's turns"),
        result.explanation());
    assertEquals(2, mind.taken.get(0).turns());
    assertEquals(2 * Leash.standard().tokens(), mind.taken.get(0).tokens());
  }

  @Test
  void a_second_model_has_turns_and_tools_of_its_own() {
    mind.script = ask -> ask.number() < 3 ? wants("read_file:a") : says("no idea");
    run(task("model:claude,model:gpt", RENAMED));
    assertEquals(6, mind.asked.size());
    String first = mind.asked.get(0).session();
    assertEquals(first, mind.asked.get(2).session());
    assertEquals(first + "/model-2", mind.asked.get(3).session());
    assertEquals(1, mind.asked.get(3).number());
    assertEquals(4, mind.used.stream().map(Use::key).distinct().count());
  }

  @Test
  void who_comes_after_has_what_is_left_of_what_was_said() {
    mind.script =
        ask -> {
          if (mind.asked.size() == 1) {
            throw later(200);
          }
          return says("no idea");
        };
    run(task("model:claude,codex", new Limits(0, 1000, 9, 600).leash(), RENAMED));
    Leash leash = mind.worked.get(0).leash();
    assertEquals(8, leash.turns());
    assertEquals(890, leash.tokens());
    assertTrue(leash.seconds() > 300 && leash.seconds() <= 400, leash.seconds() + " s");
  }

  @Test
  void an_agent_that_was_asked_has_no_more_for_its_engines_than_is_left_of_its_asker() {
    mind.script =
        ask ->
            ask.session().contains("/agent/dbt-expert-")
                ? wants("read_file:" + ask.number())
                : ask.number() == 1 ? wants("invoke_agent:help") : says("no idea");
    mind.tools =
        use ->
            use.tool().equals("invoke_agent")
                ? new Given(null, false, false, null, null, expert(use))
                : Given.seen(blob("seen"));
    run(task("model:claude", new Leash(5, 0, 4, 0, 0), RENAMED));
    assertEquals(3, mind.asked.stream().filter(ask -> ask.session().contains("expert")).count());
    assertEquals(List.of(), mind.worked, "it was of the asker's turns");
  }

  private static Task expert(Use use) {
    return new Task(
        "dbt-expert",
        "model:claude,codex",
        "help",
        use.workspace(),
        List.of(RENAMED),
        null,
        null,
        null);
  }

  @Test
  void where_the_day_has_no_money_left_nobody_is_asked_and_what_rules_made_is_kept() {
    mind.usedUp = Effort.ofDollars(50);
    mind.rules =
        task ->
            task.engine().equals("rules")
                ? new Result(
                    blob("p1"),
                    List.of("models/a.sql"),
                    List.of(new Engines.Left(FANNED_OUT.signature(), "no rule")),
                    "Renamed it back.",
                    null,
                    null,
                    "done")
                : new Result(null, null, null, "asked", null, null, "done");
    Result result = run(task("rules,model:claude,codex", Leash.standard(), RENAMED, FANNED_OUT));
    assertEquals(blob("p1"), result.patch());
    assertEquals("done", result.stopped());
    assertTrue(result.explanation().contains("policy.max_dollars_a_day"), result.explanation());
    assertTrue(result.explanation().contains("50.00 dollars"), result.explanation());
    assertEquals(List.of(), mind.asked);
    assertEquals(1, mind.worked.size(), "the rules");
    assertEquals(List.of(5.0), dollars(mind.taken), "it is asked for once");
  }

  @Test
  void what_it_told_on_the_way_stands_before_its_last_words_or_why_it_stopped() {
    mind.script =
        ask -> ask.number() == 1 ? wants("read_file:a", "read_file:b") : stops(Stop.REFUSED);
    mind.tools =
        use ->
            new Given(
                blob("kept"),
                false,
                false,
                null,
                null,
                null,
                null,
                "Found " + use.arguments().name() + ".");
    mind.kitTold = "Ours worked.";
    String said = run(task("model:claude", RENAMED)).explanation();
    assertEquals(
        "Ours worked.\n\nFound a.\n\nFound b.\n\nIt stopped: the model refused.",
        said.replace("arguments ", ""));
  }

  @Test
  void where_the_money_cannot_be_asked_for_nothing_is_spent() {
    mind.purseTrouble = "there is no project shop in nightshift.yml";
    Result result = run(task("model:claude", RENAMED));
    assertEquals("budget", result.stopped());
    assertTrue(
        result
            .explanation()
            .contains("what is left of the day cannot be asked for: there is no project"),
        result.explanation());
    assertEquals(List.of(), mind.asked);
    assertEquals(List.of(0.0), dollars(mind.spent), "it may be taken though its answer was lost");
  }

  @Test
  void a_session_that_goes_on_in_a_new_history_takes_its_share_once_and_tells_once() {
    mind.script = ask -> ask.number() < 60 ? wants("read_file:" + ask.number()) : says("done");
    run(task("model:claude", new Leash(5, 1_000_000, 100, 600, 0), RENAMED));
    assertEquals(List.of(5.0), dollars(mind.taken));
    assertEquals(1, mind.spent.size());
    assertEquals(0.6, mind.spent.get(0).dollars(), 1e-9);
  }

  @Test
  void what_an_engine_spent_on_something_that_was_tried_counts_too() {
    mind.script = ask -> ask.number() == 1 ? wants("write_file:a") : says("again");
    mind.tools = use -> FakeMind.writes(use, "p1");
    mind.rules = task -> new Result(null, null, null, "none", null, FakeMind.TURN, "gave_up");
    Task task = task("model:claude,codex", RENAMED);
    Result result =
        run(
            new Task(
                task.role(),
                task.engine(),
                task.goal(),
                task.workspace(),
                task.causes(),
                task.facts(),
                List.of(new Tried(blob("p1"), List.of("it did not hold"))),
                task.briefing(),
                task.sandbox(),
                task.leash()));
    assertEquals(0.03, result.usage().dollars(), 1e-9);
    assertEquals(0.03, mind.spent.get(0).dollars(), 1e-9);
    assertEquals(4.98, mind.worked.get(0).leash().dollars(), 1e-9);
  }

  @Test
  void what_a_step_spent_that_was_given_up_nobody_knows_so_all_of_it_counts() {
    mind.rules =
        task -> {
          throw ErrorKind.BROKEN.failure("codex broke");
        };
    Result result = run(task("codex,model:claude", RENAMED));
    assertEquals(List.of(5.0), dollars(mind.spent));
    assertEquals(List.of(), mind.asked, "there is no money left for another");
    assertEquals(
        List.of(Leash.standard().tokens()), mind.spent.stream().map(Effort::tokens).toList());
    assertTrue(
        result.explanation().contains("used up the session's dollars"), result.explanation());
  }

  @Test
  void who_lacks_a_key_has_spent_nothing() {
    mind.rules =
        task -> {
          throw ErrorKind.UNAUTHORIZED.failure("codex has no key");
        };
    mind.script = ask -> says("done");
    run(task("codex,model:claude", RENAMED));
    assertEquals(5.0, mind.asked.get(0).leash().dollars());
    assertEquals(List.of(0.01), dollars(mind.spent));
  }

  @Test
  void rules_need_no_money() {
    run(task("rules", RENAMED));
    assertEquals(List.of(), dollars(mind.taken));
    assertEquals(List.of(), dollars(mind.spent));
  }

  @Test
  void a_second_engine_has_what_the_first_one_left_of_the_money() {
    mind.script = ask -> says("nothing to change");
    run(task("model:claude,codex", RENAMED));
    assertEquals(4.99, mind.worked.get(0).leash().dollars(), 1e-9);
    assertEquals(List.of(0.01), dollars(mind.spent));
  }

  @Test
  void a_leash_ends_it_and_what_was_made_is_kept() {
    mind.script = ask -> ask.number() == 1 ? wants("write_file:a") : stops(Stop.LEASH);
    mind.tools = use -> FakeMind.writes(use, "p1");
    Result result = run(task("model:claude", RENAMED));
    assertEquals("budget", result.stopped());
    assertEquals(blob("p1"), result.patch());
  }

  @Test
  void turns_are_counted() {
    mind.script = ask -> wants("read_file:" + ask.number());
    Result result = run(task("model:claude", RENAMED, new Leash(0, 0, 4, 0, 0)));
    assertEquals("budget", result.stopped());
    assertEquals(4, mind.asked.size());
    assertTrue(result.explanation().contains("4 turns"));
  }

  @Test
  void its_time_ends_though_the_model_is_away() {
    mind.script =
        ask -> {
          throw ErrorKind.UNAVAILABLE.failure("the model is overloaded");
        };
    Result result = run(task("model:claude", RENAMED, new Leash(0, 0, 0, 3, 0)));
    assertEquals("budget", result.stopped());
    assertTrue(mind.asked.size() > 1, "it was tried again in between");
  }

  @Test
  void without_a_key_it_ends_with_what_to_do() {
    mind.script =
        ask -> {
          throw ErrorKind.UNAUTHORIZED.failure("set NIGHTSHIFT_ANTHROPIC_KEY");
        };
    Result result = run(task("model:claude", RENAMED));
    assertEquals("unauthorized", result.stopped());
    assertTrue(result.explanation().contains("set NIGHTSHIFT_ANTHROPIC_KEY"));
    assertEquals(1, mind.asked.size());
  }

  @Test
  void who_was_cut_off_goes_on_but_not_for_ever() {
    mind.script = ask -> ask.number() == 2 ? says("done") : stops(Stop.LENGTH);
    run(task("model:claude", RENAMED));
    assertEquals(List.of(), mind.asked.get(1).answered());
    mind.asked.clear();
    mind.script = ask -> stops(Stop.LENGTH);
    assertEquals("too_long", run(task("model:claude", RENAMED)).stopped());
    assertEquals(3, mind.asked.size());
  }

  @Test
  void what_it_wanted_and_may_not_is_told_at_the_end() {
    mind.script = ask -> ask.number() <= 2 ? wants("write_file:" + ask.number()) : says("Nothing.");
    mind.tools =
        use ->
            new Given(
                use.arguments(),
                false,
                true,
                null,
                null,
                null,
                use.key().length() + " is protected",
                null);
    Result result = run(task("model:claude", RENAMED));
    assertTrue(
        result
            .explanation()
            .matches("(?s)Nothing\\.\n\nRefused:\n(\n- write_file: \\d+ is protected){2}"),
        result.explanation());
  }

  @Test
  void what_comes_to_nothing_three_times_is_a_circle() {
    mind.script = ask -> wants("drop_all:b");
    Result result = run(task("model:claude", RENAMED));
    assertEquals("circles", result.stopped());
    assertEquals(3, mind.asked.size());
    assertTrue(result.explanation().contains("it wanted drop_all in the same way 3 times"));

    mind.script = ask -> wants("write_file:a");
    mind.tools =
        use -> {
          throw ErrorKind.BAD_INPUT.failure("the disk is gone");
        };
    assertEquals("circles", run(task("model:claude", RENAMED)).stopped());
  }

  @Test
  void calls_that_nobody_can_read_are_a_circle_unless_one_in_between_can() {
    mind.script =
        ask ->
            ask.number() == 3
                ? wants("read_file:a")
                : ask.number() < 6 ? wants() : says("Nothing.");
    assertEquals("gave_up", run(task("model:claude", RENAMED)).stopped());
    mind.script = ask -> wants();
    Result result = run(task("model:claude", RENAMED));
    assertEquals("circles", result.stopped());
    assertTrue(result.explanation().contains("arguments that can be read, 3 times in a row"));
  }

  @Test
  void who_wants_very_much_at_once_is_given_the_first_of_it() {
    String[] calls = IntStream.range(0, 40).mapToObj(n -> "read_file:" + n).toArray(String[]::new);
    mind.script = ask -> ask.number() == 1 ? wants(calls) : says("done");
    run(task("model:claude"));
    assertEquals(32, mind.used.size());
    List<Answered> answered = mind.asked.get(1).answered();
    assertEquals(40, answered.size(), "each call has an answer, or the model's API takes none");
    assertEquals("id-read_file:39", answered.get(39).id());
    assertTrue(answered.get(39).text().startsWith("not done: at most 32 at once"));
  }

  @Test
  void an_answer_without_a_word_is_none() {
    mind.script = ask -> says("");
    assertEquals("no_answer", run(task("model:claude")).stopped());
    mind.script = ask -> says("It is the left join.");
    assertEquals("done", run(task("model:claude")).stopped());
  }

  @Test
  void a_model_that_stayed_silent_has_a_name() {
    mind.script =
        ask -> {
          throw ErrorKind.TIMED_OUT.lastingFailure(
              "nothing was heard for 120 s", null, new Usage(3000, 600, 3, 0.3));
        };
    Result result = run(task("model:claude", RENAMED));
    assertEquals("silent", result.stopped());
    assertTrue(result.explanation().contains("nothing was heard for 120 s"));
    assertEquals(0.3, result.usage().dollars(), 1e-9, "it may have been paid");
    assertEquals(3600, mind.spent.get(0).tokens());
  }

  @Test
  void without_its_tools_an_agent_does_not_begin_and_the_next_one_does() {
    mind.kitTrouble = ErrorKind.NOT_FOUND.failure("there is no agent fixer");
    mind.rules = task -> new Result(blob("p"), List.of("a"), null, "Renamed.", null, null, "done");
    Result result = run(task("model:claude,codex", RENAMED));
    assertEquals(blob("p"), result.patch());
    assertTrue(result.explanation().contains("there is no agent fixer"), result.explanation());
    assertEquals(List.of(), mind.asked);
  }

  @Test
  void a_refusal_of_the_model_has_a_name() {
    mind.script = ask -> stops(Stop.REFUSED);
    assertEquals("refused", run(task("model:claude", RENAMED)).stopped());
  }

  @Test
  void the_next_engine_gets_what_the_one_before_left_on_top_of_its_patch() {
    mind.rules =
        task ->
            new Result(
                blob("by-rules"),
                List.of("models/a.sql"),
                List.of(new Engines.Left(FANNED_OUT.signature(), "no rule")),
                "Renamed.",
                null,
                null,
                "done",
                List.of(new Engines.Step(List.of(RENAMED.signature()), blob("by-rules"))));
    mind.script = ask -> ask.number() == 1 ? wants("write_file:b") : says("Joined once.");
    mind.tools = use -> FakeMind.writes(use, "both");
    Result result = run(task("rules, model:claude", RENAMED, FANNED_OUT));
    assertEquals(blob("both"), result.patch());
    assertEquals(List.of(), result.left());
    assertEquals("Renamed.\n\nJoined once.", result.explanation());
    assertEquals(2, result.steps().size());
    assertEquals(blob("by-rules"), mind.used.get(0).workspace().patch());
  }

  @Test
  void an_agent_without_a_key_takes_nothing_from_what_the_rules_made() {
    mind.rules =
        task -> {
          if (task.engine().equals("codex")) {
            throw ErrorKind.UNAUTHORIZED.failure("codex has no key");
          }
          return new Result(
              blob("by-rules"),
              List.of("models/a.sql"),
              List.of(new Engines.Left(FANNED_OUT.signature(), "no rule")),
              "Renamed.",
              null,
              null,
              "done");
        };
    Result result = run(task("rules,codex", RENAMED, FANNED_OUT));
    assertEquals("done", result.stopped());
    assertEquals(blob("by-rules"), result.patch());
    assertEquals(
        List.of(new Engines.Left(FANNED_OUT.signature(), "codex has no key")), result.left());
  }

  @Test
  void a_model_is_not_asked_where_rules_left_nothing() {
    mind.rules = task -> new Result(blob("p"), List.of("a"), null, "Renamed.", null, null, "done");
    assertEquals(blob("p"), run(task("rules,model:claude", RENAMED)).patch());
    assertEquals(List.of(), mind.asked);
  }

  @Test
  void where_the_rules_propose_what_did_not_hold_the_model_is_asked_for_all() {
    mind.rules = task -> new Result(blob("p"), List.of("a"), null, "Renamed.", null, null, "done");
    mind.script = ask -> ask.number() == 1 ? wants("write_file:b") : says("Another way.");
    mind.tools = use -> FakeMind.writes(use, "q");
    Task first = task("rules,model:claude", RENAMED);
    Task again =
        new Task(
            first.role(),
            first.engine(),
            first.goal(),
            first.workspace(),
            first.causes(),
            null,
            List.of(new Tried(blob("p"), List.of("a test fails below"))),
            null);
    Result result = run(again);
    assertEquals(blob("q"), result.patch());
    assertNull(mind.used.get(0).workspace().patch());
  }

  @Test
  void another_agent_works_on_what_there_is_and_its_answer_comes_back() {
    mind.script =
        ask ->
            ask.session().contains("/agent/dbt-expert-1")
                ? says("Use a left join.")
                : ask.number() == 1
                    ? wants("write_file:a", "invoke_agent:help")
                    : says("Done as it said.");
    mind.tools =
        use ->
            use.tool().equals("write_file")
                ? FakeMind.writes(use, "p1")
                : new Given(null, false, false, null, null, child(use));
    Result result = run(task("model:claude", RENAMED));
    assertEquals("done", result.stopped());
    assertEquals(3, mind.asked.size(), "two turns of ours, one of the other");
    Ask last = mind.asked.get(mind.asked.size() - 1);
    assertEquals("Use a left join.", last.answered().get(1).text());
    assertFalse(last.answered().get(1).failed());
    assertEquals(3, result.usage().turns());
    Ask other =
        mind.asked.stream().filter(ask -> ask.session().contains("expert")).findFirst().get();
    assertEquals(task("model:claude").leash().turns() - 1, other.leash().turns(), "what was left");
  }

  @Test
  void where_the_turns_are_used_up_nobody_else_is_asked() {
    mind.script =
        ask ->
            ask.session().contains("/agent/dbt-expert-")
                ? says("So.")
                : ask.number() == 1
                    ? wants("invoke_agent:one", "invoke_agent:two")
                    : says("Done as they said.");
    mind.tools = use -> new Given(null, false, false, null, null, child(use));
    run(task("model:claude", new Leash(5, 0, 2, 0, 0), RENAMED));
    List<Answered> answered = mind.asked.get(mind.asked.size() - 1).answered();
    assertEquals("So.", answered.get(0).text());
    assertEquals(
        "It was not asked: there is no turn left for another agent.", answered.get(1).text());
  }

  @Test
  void two_agents_that_are_asked_at_once_share_what_is_left() {
    mind.script =
        ask ->
            ask.session().contains("/agent/dbt-expert-")
                ? says("So.")
                : ask.number() == 1
                    ? wants("invoke_agent:one", "invoke_agent:two")
                    : says("Done as they said.");
    mind.tools = use -> new Given(null, false, false, null, null, child(use));
    run(task("model:claude", RENAMED));
    List<Double> had =
        mind.asked.stream()
            .filter(ask -> ask.session().contains("expert"))
            .map(ask -> ask.leash().dollars())
            .toList();
    assertEquals(2, had.size());
    assertEquals(4.99, had.get(0), 1e-9);
    assertEquals(4.98, had.get(1), 1e-9);
  }

  /** Its file names no engine: it works by its caller's. */
  private static Task child(Use use) {
    return new Task("dbt-expert", "", "help", use.workspace(), null, null);
  }

  private Result run(Task task) {
    return stage
        .flow(AgentSession.class, "fix/shop/1/agent/fixer-1")
        .run(task, new Pace(0, 0, 0, 0, 0, 1), null);
  }

  private static List<Double> dollars(List<Effort> efforts) {
    return efforts.stream().map(Effort::dollars).toList();
  }

  private static Task task(String engine, Cause... causes) {
    return task(engine, null, causes);
  }

  private static Task task(String engine, Cause cause, Leash leash) {
    return task(engine, leash, cause);
  }

  private static Task task(String engine, Leash leash, Cause... causes) {
    return new Task(
        "fixer",
        engine,
        "make it green",
        new Workspace("shop", "acme/shop", "", "c0ffee", null),
        List.of(causes),
        null,
        null,
        null,
        null,
        leash);
  }

  private static Cause cause(String kind, String subject) {
    return new Cause(kind, Verdict.CODE, subject, List.of(subject), "because", null, null, null);
  }
}
