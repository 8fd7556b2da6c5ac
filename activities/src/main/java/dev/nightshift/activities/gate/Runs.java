package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both runs in the sandbox: the resolved manifests, null where dbt wrote none, each node's status,
 * what dbt said of those that are red with the patch, and what stopped it then. {@code notEnded}
 * says that it was at its deadline.
 */
record Runs(
    Manifest base,
    Manifest patched,
    Map<String, String> before,
    Map<String, String> after,
    Map<String, String> said,
    List<DbtError> errorsAfter,
    String notEnded) {
  private static final Set<String> GOOD = Set.of("success", "pass", "warn", "no-op", "reused");
  private static final int LONGEST = 300;
  private static final Set<String> RED =
      Set.of("error", "fail", "runtime error", "partial success");

  /** To stand behind a node's status; empty where dbt said nothing. */
  String why(String node) {
    String message = brief(said.getOrDefault(node, ""));
    return message.isEmpty() ? "" : ": " + message;
  }

  /** Whoever tries again has to know it, and whoever reads on has the log. */
  static String brief(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

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
