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
            "build path:models/orders.sql path:models/customers.sql",
            "compile 1+path:models/orders.sql+1 1+path:models/customers.sql+1",
            "wrote 2",
            "test orders customers",
            "dropped"),
        shop.log);
    assertEquals(blob("compile.manifest"), shop.planned.get("orders").manifest());
    assertEquals(blob("results"), shop.planned.get("orders").built());
    assertEquals(
        List.of("--indirect-selection", "eager", "--no-fail-fast"),
        shop.commands.get(2).arguments());
    assertTrue(shop.commands.get(0).arguments().contains("--full-refresh"));
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
    shop.dbt.put(Verb.BUILD, command -> stopped("build", "models/a.yml: mapping values are not"));
    TestsOutcome outcome = run();
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("dbt build stopped: models/a.yml: mapping values are not", outcome.headline());
    assertEquals(
        List.of("made", "build path:models/orders.sql path:models/customers.sql", "dropped"),
        shop.log);
  }

  @Test
  void what_dbt_would_not_take_for_a_path_is_selected_by_its_name_or_not_at_all() {
    TestsOutcome outcome =
        run(List.of("stg"), List.of("models/my marts/a.sql", "models/b,c.sql", "seeds/d.csv"));
    assertEquals(Ending.WRITTEN, outcome.ending());
    assertEquals("build stg a path:seeds/d.csv", shop.log.get(1));
    assertEquals(
        "Nothing of what is meant has a name that dbt can select.",
        runAgain(List.of(), List.of("models/b,c.sql")).headline());
  }

  @Test
  void two_versions_of_a_model_are_planned_side_by_side() {
    shop.models.clear();
    shop.models.addAll(List.of("orders", "orders"));
    shop.versions = true;
    TestsOutcome outcome = run();
    assertEquals(2, outcome.plans().size());
    assertEquals(Ending.WRITTEN, outcome.ending());
  }

  @Test
  void where_no_named_model_is_there_it_is_no_success() {
    shop.models.clear();
    TestsOutcome outcome = run(List.of("typo"), List.of());
    assertEquals(Ending.STOPPED, outcome.ending());
    assertEquals("None of the models that were named is there.", outcome.headline());
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
    return run(null, List.of("models/orders.sql", "models/customers.sql"));
  }

  private TestsOutcome run(List<String> models, List<String> paths) {
    return server.flow(TestMaintainer.class, ID).run(request(models, paths));
  }

  private TestsOutcome runAgain(List<String> models, List<String> paths) {
    return server.flow(TestMaintainer.class, ID + "-again").run(request(models, paths));
  }

  private static TestsRequest request(List<String> models, List<String> paths) {
    return new TestsRequest(
        new Workspace("shop", "acme/shop", "", "c0ffee1", null),
        models,
        paths,
        "PR #42",
        0,
        new Pace(0, 0, 0, 0, 0, 1));
  }
}
