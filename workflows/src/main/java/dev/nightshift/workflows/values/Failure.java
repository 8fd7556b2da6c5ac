package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/**
 * One node that failed in a run of dbt, in short; the whole of it is in the summary's details.
 * {@code selector} is what selects just this node on dbt's command line.
 */
public record Failure(
    String node,
    String name,
    String selector,
    String type,
    String status,
    String message,
    String path,
    long rows) {
  public Failure {
    node = requireNonNullElse(node, "");
    name = requireNonNullElse(name, "");
    selector = requireNonNullElse(selector, name);
    type = requireNonNullElse(type, "");
    status = requireNonNullElse(status, "");
    message = requireNonNullElse(message, "");
    path = requireNonNullElse(path, "");
  }
}
