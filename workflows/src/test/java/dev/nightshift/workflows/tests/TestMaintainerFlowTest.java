package dev.nightshift.workflows.tests;

import static dev.nightshift.workflows.tests.FakeShop.blob;
import static dev.nightshift.workflows.tests.FakeShop.green;
import static dev.nightshift.workflows.tests.FakeShop.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.FlowServer;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.tests.TestsOutcome.Ending;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The changed models of a checkout, from the first build to tests that hold. */
class TestMaintainerFlowTest {
  private static final String ID = Ids.tests("shop", "42");

  private final FakeShop shop = new FakeShop();
  private final FlowServer server =
      new FlowServer(List.of(TestMaintainerFlow.class, ModelTestsFlow.class), shop);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void changed_models_are_built_planned_written_at_once_and_run_at_once() {
    TestsOutcome outcome = run();
    assertEquals(Ending.WRITTEN, outcome.ending());
    assertEquals("3 tests written for 2 models, all hold.", outcome.headline());
    assertEquals(List.of("models/orders.yml", "models/customers.yml"), outcome.files());
    assertEquals(blob("patch"), outcome.workspace().patch());
    assertEquals(
        List.of(
            "made",
            "run path:models/orders.sql path:models/customers.sql",
            "compile 1+path:models/orders.sql+1 1+path:models/customers.sql+1",
            "wrote 2",
            "test orders customers",
            "dropped"),
        shop.log);
    assertEquals(blob("compile.manifest"), shop.planned.get("orders").manifest());
    assertEquals("", shop.planned.get("orders").unbuilt());
    assertEquals(blob("patch"), shop.commands.get(2).workspace().patch());
    Progress progress = server.stub(TestMaintainer.class, ID).progress();
    assertEquals("written", progress.phase());
    assertEquals(
        List.of("orders: 2 tests to write", "customers: 1 test to write"), progress.found());
  }

  @Test
  void what_does_not_hold_is_planned_anew_and_run_again() {
    shop.failing.addAll(List.of(2, 0));
    TestsOutcome outcome = run();
    assertEquals("1 test written for 1 model, all hold.", outcome.headline());
    assertEquals(
        List.of("wrote 2", "test orders customers", "wrote 1", "test customers", "dropped"),
        shop.log.subList(3, shop.log.size()));
    assertEquals(2, outcome.plans().get(0).left());
  }

  @Test
  void where_nothing_holds_nothing_is_written() {
    shop.failing.add(3);
    TestsOutcome outcome = run();
    assertEquals(Ending.NOTHING, outcome.ending());
    assertEquals(List.of(), outcome.files());
    assertNull(outcome.workspace().patch());
  }

  @Test
  void what_never_settles_is_given_up_with_nothing_written() {
    shop.lacking.put("orders", 99);
    shop.failing.addAll(List.of(1, 1, 1, 1, 1, 1));
    TestsOutcome outcome = run();
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("What was written did not hold, however often it was mended.", outcome.headline());
    assertNull(outcome.workspace().patch());
    assertEquals(4, shop.log.stream().filter(one -> one.startsWith("test ")).count());
  }

  @Test
  void a_project_that_dbt_cannot_read_says_so_and_nothing_else_is_tried() {
    shop.dbt.put(Verb.RUN, command -> stopped("run", "models/a.yml: mapping values are not"));
    TestsOutcome outcome = run();
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("dbt run stopped: models/a.yml: mapping values are not", outcome.headline());
    assertEquals(
        List.of("made", "run path:models/orders.sql path:models/customers.sql", "dropped"),
        shop.log);
  }

  @Test
  void a_model_that_cannot_be_built_stops_no_other() {
    NodeResult red = new NodeResult("model.shop.orders", "error", "no such column", 0, 1);
    shop.dbt.put(
        Verb.RUN,
        command ->
            new DbtResult(
                "run", false, 1, null, List.of(red), null, 1, blob("r"), blob("m"), blob("l")));
    assertEquals(Ending.WRITTEN, run().ending());
    assertEquals("it could not be built: no such column", shop.planned.get("orders").unbuilt());
    assertEquals("", shop.planned.get("customers").unbuilt());
  }

  @Test
  void a_model_that_cannot_be_planned_stops_no_other() {
    shop.broken.add("orders");
    TestsOutcome outcome = run();
    assertEquals("1 test written for 1 model, all hold.", outcome.headline());
    assertTrue(outcome.plans().get(0).failed());
    assertEquals("its SQL broke the reader", outcome.plans().get(0).trouble());
  }

  @Test
  void more_models_than_a_window_are_all_planned_in_their_order() {
    shop.models.clear();
    IntStream.range(0, 20).forEach(n -> shop.models.add("m" + n));
    shop.models.forEach(name -> shop.lacking.put(name, 1));
    TestsOutcome outcome = run();
    assertEquals(shop.models, outcome.plans().stream().map(plan -> plan.model().name()).toList());
    assertEquals(20, shop.planned.size());
  }

  @Test
  void where_no_model_is_meant_nothing_is_planned() {
    shop.models.clear();
    TestsOutcome outcome = run();
    assertEquals(Ending.NOTHING, outcome.ending());
    assertEquals("No model changed.", outcome.headline());
  }

  @Test
  void tests_that_dbt_does_not_end_are_not_kept() {
    shop.dbt.put(Verb.TEST, command -> DbtResult.stopped("test", 60, null));
    TestsOutcome outcome = run();
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("dbt did not end within 1 min.", outcome.headline());
    assertNull(outcome.workspace().patch());
  }

  @Test
  void tests_with_which_dbt_cannot_read_the_project_are_not_kept() {
    shop.dbt.put(
        Verb.TEST,
        command -> {
          DbtResult green = green("test");
          return new DbtResult(
              "test",
              false,
              2,
              null,
              null,
              stopped("test", "two tests of one name").errors(),
              1,
              null,
              green.manifest(),
              null);
        });
    TestsOutcome outcome = run();
    assertEquals("dbt test stopped: two tests of one name", outcome.headline());
    assertEquals(Ending.STOPPED, outcome.ending());
  }

  private TestsOutcome run() {
    TestsRequest request =
        new TestsRequest(
            new Workspace("shop", "acme/shop", "", "c0ffee1", null),
            null,
            List.of("models/orders.sql", "models/customers.sql"),
            "PR #42",
            0,
            new Pace(0, 0, 0, 0, 0, 1));
    return server.flow(TestMaintainer.class, ID).run(request);
  }
}
