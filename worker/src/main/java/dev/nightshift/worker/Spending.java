package dev.nightshift.worker;

import com.uber.m3.tally.Scope;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Usage;
import java.util.Map;

/** What sessions of agents cost, in metrics. */
final class Spending {
  private static final String NAME = "nightshift_agent_";

  private Spending() {}

  /**
   * Of a flow that is a session, and of no other. Who works for another session has its share of
   * that one's money, and stands in what that one spent.
   */
  static void count(Scope scope, Object[] arguments, Object came) {
    if (arguments.length == 3
        && arguments[0] instanceof Task task
        && came instanceof Result result
        && (arguments[2] != null || !task.leash().granted())) {
      count(scope, task, result);
    }
  }

  private static void count(Scope scope, Task task, Result result) {
    Map<String, String> tags =
        Map.of(
            "project",
            task.workspace().project(),
            "role",
            task.role(),
            "engine",
            task.engine(),
            "stopped",
            result.stopped());
    Scope its = scope.tagged(tags);
    Usage usage = result.usage();
    its.counter(NAME + "sessions").inc(1);
    its.counter(NAME + "turns").inc(usage.turns());
    its.counter(NAME + "input_tokens").inc(usage.inputTokens());
    its.counter(NAME + "output_tokens").inc(usage.outputTokens());
    // Counters are whole numbers.
    its.counter(NAME + "microdollars").inc(Math.round(usage.dollars() * 1e6));
  }
}
