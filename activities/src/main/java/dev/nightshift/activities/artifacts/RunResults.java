package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run_results.json as dbt wrote it, versions 4 to 6: what a version lacks is empty. */
public final class RunResults {
  private static final Set<String> PASSED =
      Set.of("success", "pass", "warn", "no-op", "reused", "passed");
  private static final Set<String> SKIPPED = Set.of("skipped");
  private static final Set<String> FAILED =
      Set.of("error", "fail", "runtime error", "partial success");

  private final JsonNode root;
  private final List<Result> results = new ArrayList<>();

  private RunResults(JsonNode root) {
    this.root = root;
    root.path("results").forEach(json -> results.add(new Result(json)));
  }

  public static RunResults of(JsonNode root) {
    return new RunResults(root);
  }

  public JsonNode metadata() {
    return root.path("metadata");
  }

  /** {@code build}, {@code test}…; empty where dbt did not say. */
  public String command() {
    return root.path("args").path("which").asText("");
  }

  public List<Result> results() {
    return results;
  }

  /** One node's result. */
  public record Result(JsonNode json) {
    public String node() {
      return json.path("unique_id").asText("");
    }

    public String status() {
      return json.path("status").asText("");
    }

    public String message() {
      return json.path("message").asText("");
    }

    public long failures() {
      return json.path("failures").asLong(0);
    }

    /** Absent in some versions and engines: the manifest may have it. */
    public String compiledSql() {
      return json.path("compiled_code").asText(json.path("compiled_sql").asText(""));
    }

    public boolean passed() {
      return PASSED.contains(status());
    }

    public boolean skipped() {
      return SKIPPED.contains(status());
    }

    /** A status that no dbt we know writes does not count as passed. */
    public boolean unknownStatus() {
      return !passed() && !skipped() && !FAILED.contains(status());
    }

    public boolean failed() {
      return !passed() && !skipped();
    }
  }
}
