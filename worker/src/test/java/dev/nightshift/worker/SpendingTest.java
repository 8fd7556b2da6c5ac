package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private static final Result RESULT =
      new Result(null, null, null, "", null, new Usage(200, 20, 2, 0.0312), "gave_up");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static Task task(Leash leash) {
    Workspace workspace = new Workspace("shop", "acme/shop", "", "c0ffee", null);
    return new Task(
        "remediator",
        "rules,model:claude",
        "mend",
        workspace,
        List.of(),
        null,
        null,
        null,
        null,
        leash);
  }

  /** What is told when the scope is closed. */
  private void count(Object came, Object... arguments) throws Exception {
    try (Scope scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(Duration.ofHours(1))) {
      Spending.count(scope, arguments, came);
    }
  }

  @Test
  void what_a_session_cost_is_counted_by_project_role_engine_and_how_it_stopped() throws Exception {
    count(RESULT, task(Leash.standard()), Pace.standard(), null);
    Counter dollars = registry.find("nightshift_agent_microdollars").counter();
    assertNotNull(dollars, registry.getMetersAsString());
    assertEquals(31_200, dollars.count());
    assertEquals("shop", dollars.getId().getTag("project"));
    assertEquals("remediator", dollars.getId().getTag("role"));
    assertEquals("rules,model:claude", dollars.getId().getTag("engine"));
    assertEquals("gave_up", dollars.getId().getTag("stopped"));
    assertEquals(1, registry.find("nightshift_agent_sessions").counter().count());
    assertEquals(2, registry.find("nightshift_agent_turns").counter().count());
    assertEquals(200, registry.find("nightshift_agent_input_tokens").counter().count());
    assertEquals(20, registry.find("nightshift_agent_output_tokens").counter().count());
  }

  @Test
  void who_works_for_another_session_is_counted_there() throws Exception {
    count(RESULT, task(Leash.standard().granted(1)), Pace.standard(), null);
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void no_other_flow_is_a_session() throws Exception {
    count("a report", task(Leash.standard()), Pace.standard(), null);
    count(RESULT, "shop");
    assertEquals(List.of(), registry.getMeters());
  }
}
