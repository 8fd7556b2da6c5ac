package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both runs in the sandbox: the resolved manifests, null where dbt wrote none, each node's status,
 * and what stopped dbt with the patch. {@code notEnded} says that it was at its deadline.
 */
record Runs(
    Manifest base,
    Manifest patched,
    Map<String, String> before,
    Map<String, String> after,
    List<DbtError> errorsAfter,
    String notEnded) {
  private static final Set<String> GOOD = Set.of("success", "pass", "warn", "no-op", "reused");
  private static final Set<String> RED =
      Set.of("error", "fail", "runtime error", "partial success");

  boolean comparable() {
    return base != null && patched != null;
  }

  static boolean isGood(String status) {
    return status != null && GOOD.contains(status);
  }

  static boolean isRed(String status) {
    return status != null && RED.contains(status);
  }
}
