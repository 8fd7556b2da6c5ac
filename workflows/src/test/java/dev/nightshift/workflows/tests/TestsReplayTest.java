package dev.nightshift.workflows.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.FlowServer;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.remediation.Replays;
import dev.nightshift.workflows.tests.TestsOutcome.Ending;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two models, of which one test does not hold at first. */
class TestsReplayTest {
  private static final String RECORDED = "tests-0.1.json";
  private static final String ID = "tests/shop/42";

  @Test
  void a_recorded_history_replays() throws Exception {
    Replays.replay(Replays.recorded(RECORDED), ID, TestMaintainerFlow.class);
  }

  @Test
  void a_changed_flow_fails_the_replay() throws Exception {
    String history = Replays.recorded(RECORDED);
    Exception refused =
        assertThrows(Exception.class, () -> Replays.replay(history, ID, HastyFlow.class));
    assertTrue(refused.toString().contains("NonDeterministicException"), refused.toString());
  }

  @Test
  void a_flow_of_this_build_replays_what_it_recorded() throws Exception {
    FakeShop shop = new FakeShop();
    shop.failing.addAll(List.of(1, 0));
    String history;
    try (FlowServer server =
        new FlowServer(List.of(TestMaintainerFlow.class, ModelTestsFlow.class), shop)) {
      TestsRequest request =
          new TestsRequest(
              new Workspace("shop", "acme/shop", "", "c0ffee1", null),
              null,
              List.of("models/orders.sql", "models/customers.sql"),
              "PR #42",
              0,
              new Pace(0, 0, 0, 0, 0, 1));
      assertEquals(Ending.WRITTEN, server.flow(TestMaintainer.class, ID).run(request).ending());
      history = server.history(ID);
    }
    Replays.keep("tests", history);
    Replays.replay(history, ID, TestMaintainerFlow.class);
    assertTrue(Replays.bytes(history) < 48 * 1024, Replays.bytes(history) + " bytes of history");
  }

  /** A flow that writes before it has built anything. */
  public static final class HastyFlow implements TestMaintainer {
    @Override
    public TestsOutcome run(TestsRequest request) {
      Tests tests = Workflow.newActivityStub(Tests.class, Options.reading(request.pace()));
      tests.write(new Tests.Draft(request.workspace(), null, null, 1));
      return null;
    }

    @Override
    public Progress progress() {
      return null;
    }
  }
}
