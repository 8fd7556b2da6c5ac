package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeftAloneTest {
  private static final Said SKIP =
      new Said(null, null, null, null, null, null, null, "tag nightshift:skip");

  @Test
  void what_is_marked_and_the_tests_written_at_it_are_left_alone() {
    Part orders = model("orders", SKIP);
    Part total = test("total", "model.s.orders", null);
    Part other = test("other", "model.s.trees", null);
    LeftAlone alone = LeftAlone.of(run(orders, total, other, model("trees", null)));
    assertEquals(
        List.of(List.of("model.s.orders", "test.s.total")),
        alone.causes().stream().map(Cause::nodes).toList());
    Cause cause = alone.causes().get(0);
    assertEquals(Verdict.KNOWN, cause.verdict());
    assertEquals(
        "The project asks to leave the failures of orders alone (tag nightshift:skip).",
        cause.because());
    assertEquals(
        List.of("test.s.other", "model.s.trees"),
        alone.others().failing().stream().map(Outcome::node).toList());
  }

  @Test
  void a_marked_test_leaves_its_model_to_us() {
    LeftAlone alone =
        LeftAlone.of(run(model("orders", null), test("total", "model.s.orders", SKIP)));
    assertEquals("test.s.total", alone.causes().get(0).subject());
    assertEquals(
        List.of("model.s.orders"), alone.others().failing().stream().map(Outcome::node).toList());
  }

  private static RunFacts run(Part... failing) {
    return SmallNight.run(
        Stream.of(failing).map(part -> new Outcome(part.id(), "fail", "", 1)).toList(), failing);
  }

  private static Part model(String name, Said said) {
    Part plain =
        Parts.part(
            "model.s." + name, "model", "dw", name, Map.of(), "table", List.of(), "select 1", null);
    return Parts.saying(plain, said);
  }

  private static Part test(String name, String at, Said said) {
    Part plain =
        Parts.part(
            "test.s." + name,
            "test",
            "audit",
            name,
            Map.of(),
            "test",
            List.of(at),
            "select 1",
            new RunFacts.Test("not_null", "", "id", at, Map.of()));
    return Parts.saying(plain, said);
  }
}
