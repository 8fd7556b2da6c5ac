package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.git.Histories.Span;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look or a rule that breaks costs its own answer, and no failing node its cause. */
class BrokenLooksTest {
  private static final String SECRET = "kim@example.com";

  @TempDir Path project;
  private final Bulkhead bulkhead = new Bulkhead();

  /** A rule as somebody may write it tomorrow. */
  private static final class Careless implements Rule {
    @Override
    public List<Cause> judge(Facts facts, Set<String> open) {
      throw new IllegalStateException(SECRET);
    }
  }

  @Test
  void where_a_rule_breaks_the_next_ones_judge() throws Exception {
    Facts facts = facts(since -> Lately.UNKNOWN);
    List<Cause> causes = Rules.judge(facts, List.of(new Careless(), new Unclear()), bulkhead);
    assertEquals(List.of("other:model.s.a", "other:model.s.b"), signatures(causes));
    assertEquals(List.of("Careless"), bulkhead.broken());
  }

  @Test
  void where_all_rules_break_a_person_is_told_of_each_node() throws Exception {
    List<Cause> causes =
        Rules.judge(facts(since -> Lately.UNKNOWN), List.of(new Careless()), bulkhead);
    assertEquals(List.of("not_judged:model.s.a", "not_judged:model.s.b"), signatures(causes));
    causes.forEach(cause -> assertEquals(Verdict.UNCLEAR, cause.verdict()));
    assertTrue(causes.stream().noneMatch(cause -> cause.toString().contains(SECRET)));
  }

  @Test
  void where_the_rule_breaks_that_tells_what_stopped_dbt_it_is_told_all_the_same()
      throws Exception {
    Facts facts = gathering(stopped(), since -> Lately.UNKNOWN).facts();
    List<Cause> causes = Rules.judge(facts, List.of(new Careless()), bulkhead);
    assertEquals(List.of("not_judged:dbt"), signatures(causes));
  }

  @Test
  void a_look_that_breaks_is_named_and_the_others_are_made() throws Exception {
    Gathering gathering = gathering(failed(), BrokenLooksTest::broken);
    Facts facts = gathering.facts();
    assertEquals(2, facts.failed().size());
    assertEquals(List.of("changes", "what came in"), gathering.bulkhead().broken());
    List<Cause> causes = gathering.particulars(new MemoryBlobs()).of(Rules.judge(facts), facts);
    assertEquals(List.of("other:model.s.a", "other:model.s.b"), signatures(causes));
  }

  @Test
  void what_stopped_dbt_is_told_where_nothing_more_can_be_seen_of_it() throws Exception {
    Gathering gathering = gathering(stopped(), BrokenLooksTest::broken);
    Facts facts = gathering.facts();
    assertEquals(1, facts.stopped().size());
    assertEquals(Verdict.UNCLEAR, Rules.judge(facts).get(0).verdict());
    List<String> broken = gathering.bulkhead().broken();
    assertTrue(broken.contains("what stopped dbt"), broken.toString());
  }

  @Test
  void a_warehouse_or_a_repository_that_is_away_is_waited_for() {
    RuntimeException away = ErrorKind.UNAVAILABLE.failure("the repository is away");
    Function<Span, Lately> absent =
        since -> {
          throw away;
        };
    assertSame(away, assertThrows(RuntimeException.class, () -> facts(absent)));
  }

  @Test
  void a_node_that_names_no_path_of_this_system_is_looked_at_all_the_same() throws Exception {
    Part odd =
        Parts.part(
            "model.s.a\0", "model", "dw", "a\0", Map.of(), "view", List.of(), "select 1", null);
    List<Outcome> syntax =
        List.of(new Outcome(odd.id(), "error", "Parser Error: syntax error at or near \"x\"", 0));
    Gathering gathering = gathering(SmallNight.run(syntax, odd), since -> Lately.UNKNOWN);
    assertEquals(1, gathering.facts().failed().size());
    assertEquals(List.of(), gathering.bulkhead().broken());
  }

  private static Lately broken(Span since) {
    throw new IllegalStateException(SECRET);
  }

  private static List<String> signatures(List<Cause> causes) {
    return causes.stream().map(Cause::signature).sorted().toList();
  }

  private Facts facts(Function<Span, Lately> since) throws Exception {
    return gathering(failed(), since).facts();
  }

  private Gathering gathering(RunFacts run, Function<Span, Lately> since) throws Exception {
    return new Gathering(
        run, new Entries(null), DuckDbFile.of("select 1"), project, since, Privacy.standard());
  }

  private static RunFacts failed() {
    return SmallNight.run(
        List.of(
            new Outcome("model.s.a", "error", "odd", 0),
            new Outcome("model.s.b", "error", "odder", 0)),
        model("a"),
        model("b"));
  }

  private static Part model(String name) {
    return Parts.part(
        "model.s." + name, "model", "dw", name, Map.of(), "view", List.of(), "select 1", null);
  }

  private static RunFacts stopped() {
    return new RunFacts(
        "s",
        "s",
        "i",
        "",
        "1.12.6",
        "duckdb",
        "",
        List.of(),
        null,
        Map.<String, Part>of(),
        null,
        null,
        List.of(new DbtError("", "", 0, "Runtime Error\n  it is odd")));
  }
}
