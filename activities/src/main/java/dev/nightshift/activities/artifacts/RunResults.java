package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run_results.json as dbt wrote it, versions 4 to 6: what a version lacks is empty. */
public record RunResults(JsonNode metadata, JsonNode arguments, List<Result> results) {
  private static final Set<String> PASSED =
      Set.of("success", "pass", "warn", "no-op", "reused", "passed");
  private static final Set<String> PROVING =
      Set.of("", "build", "run", "test", "seed", "snapshot", "retry");
  private static final Set<String> SKIPPED = Set.of("skipped");
  private static final Set<String> FAILED =
      Set.of("error", "fail", "runtime error", "partial success");

  public RunResults {
    results = List.copyOf(results);
  }

  public static RunResults of(JsonNode root) {
    List<Result> results = new ArrayList<>();
    root.path("results").forEach(json -> results.add(Result.of(json)));
    return new RunResults(root.path("metadata"), root.path("args"), results);
  }

  /**
   * Whether what passed was built or tested: {@code compile} and {@code docs generate} call a node
   * a success that nobody asked the warehouse for, and with {@code --empty} it has no rows.
   */
  public boolean proves() {
    return PROVING.contains(command()) && !arguments.path("empty").asBoolean(false);
  }

  /** {@code build}, {@code test}…; empty where dbt did not say. */
  public String command() {
    return arguments.path("which").asText("");
  }

  /** One node's result; {@code json} may be missing where nothing but its status is of interest. */
  public record Result(String node, String status, JsonNode json) {
    static Result of(JsonNode json) {
      return new Result(json.path("unique_id").asText(""), json.path("status").asText(""), json);
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
      return PASSED.contains(status);
    }

    public boolean skipped() {
      return SKIPPED.contains(status);
    }

    /** A status that no dbt we know writes does not count as passed. */
    public boolean unknownStatus() {
      return !passed() && !skipped() && !FAILED.contains(status);
    }

    public boolean failed() {
      return !passed() && !skipped();
    }
  }
}
