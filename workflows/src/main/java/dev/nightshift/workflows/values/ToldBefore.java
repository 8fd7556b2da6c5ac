package dev.nightshift.workflows.values;

import java.util.Map;
import java.util.Optional;

/**
 * That an earlier report told of the same cause: since which day, in the report of which flow, on
 * which day there was a letter to whoever delivers the data, empty where there was none, and
 * whether it is time to remind them. Days are as ISO 8601 writes them.
 */
public record ToldBefore(String since, String flow, String written, boolean reminds) {
  private static final String SINCE = "told_since";
  private static final String FLOW = "told_in";
  private static final String WRITTEN = "told_written";
  private static final String REMINDS = "told_reminds";

  /** As a cause carries it; empty where it is told of for the first time. */
  public static Optional<ToldBefore> of(Cause cause) {
    Map<String, String> details = cause.details();
    return details.containsKey(SINCE)
        ? Optional.of(
            new ToldBefore(
                details.get(SINCE),
                details.getOrDefault(FLOW, ""),
                details.getOrDefault(WRITTEN, ""),
                Boolean.parseBoolean(details.get(REMINDS))))
        : Optional.empty();
  }

  public Map<String, String> toDetails() {
    return Map.of(SINCE, since, FLOW, flow, WRITTEN, written, REMINDS, Boolean.toString(reminds));
  }

  /** Whether whoever delivers the data was written to already, and not so long ago. */
  public boolean isWrittenTo() {
    return !written.isEmpty() && !reminds;
  }
}
