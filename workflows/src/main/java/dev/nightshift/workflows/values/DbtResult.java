package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;

/**
 * What a run of dbt gave. {@code counts} is by status over all nodes; {@code red} are the nodes
 * that errored, failed or were skipped; {@code errors} are what stopped dbt before any node ran.
 * The artifacts are references. {@code outlasted} is the deadline, in seconds, that it did not keep
 * and was stopped at; 0 where it ended by itself.
 */
public record DbtResult(
    String verb,
    boolean success,
    int exitCode,
    Map<String, Integer> counts,
    List<NodeResult> red,
    List<DbtError> errors,
    double seconds,
    BlobRef runResults,
    BlobRef manifest,
    BlobRef log,
    int outlasted) {
  public DbtResult {
    verb = requireNonNullElse(verb, "");
    counts = counts == null ? Map.of() : Map.copyOf(counts);
    red = red == null ? List.of() : List.copyOf(red);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Of one that ended by itself. */
  public DbtResult(
      String verb,
      boolean success,
      int exitCode,
      Map<String, Integer> counts,
      List<NodeResult> red,
      List<DbtError> errors,
      double seconds,
      BlobRef runResults,
      BlobRef manifest,
      BlobRef log) {
    this(verb, success, exitCode, counts, red, errors, seconds, runResults, manifest, log, 0);
  }

  /** Of one that was stopped at its deadline: what it had built by then proves nothing. */
  public static DbtResult stopped(String verb, int deadlineSeconds, BlobRef log) {
    return new DbtResult(
        verb,
        false,
        -1,
        null,
        null,
        null,
        deadlineSeconds,
        null,
        null,
        log,
        Math.max(1, deadlineSeconds));
  }

  /** A node that did not pass. */
  public record NodeResult(
      String node, String status, String message, long failures, double seconds) {
    public NodeResult {
      node = requireNonNullElse(node, "");
      status = requireNonNullElse(status, "");
      message = requireNonNullElse(message, "");
    }

    public boolean skipped() {
      return status.equals("skipped");
    }
  }

  /** What dbt said instead of running: a parse, compile or usage error. */
  public record DbtError(String code, String file, int line, String message) {
    public DbtError {
      code = requireNonNullElse(code, "");
      file = requireNonNullElse(file, "");
      message = requireNonNullElse(message, "");
    }
  }

  /** Without the nodes that were skipped, which are counted: for a history. */
  public DbtResult inShort() {
    List<NodeResult> ran = red.stream().filter(node -> !node.skipped()).toList();
    return new DbtResult(
        verb,
        success,
        exitCode,
        counts,
        ran,
        errors,
        seconds,
        runResults,
        manifest,
        log,
        outlasted);
  }

  /** The same, judged by a manifest that it did not write itself. */
  public DbtResult with(BlobRef other) {
    return new DbtResult(
        verb, success, exitCode, counts, red, errors, seconds, runResults, other, log, outlasted);
  }

  public boolean ended() {
    return outlasted == 0;
  }

  /** {@code dbt did not end within 27 min}; empty where it ended. */
  public String notEnded() {
    if (ended()) {
      return "";
    }
    boolean minutes = outlasted % 60 == 0;
    return "dbt did not end within " + (minutes ? outlasted / 60 + " min" : outlasted + " s");
  }

  /** The nodes that ran and did not pass. */
  public List<String> failed() {
    return red.stream().filter(node -> !node.skipped()).map(NodeResult::node).toList();
  }

  public int count(String status) {
    return counts.getOrDefault(status, 0);
  }
}
