package dev.nightshift.activities.gate;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.JoinedModel;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A join that a cause proves to be the error, and what is to be joined instead: measured in
 * production to have one row for each key, and the keys that are there now. Where {@code instead}
 * is empty it is the same again, each of its rows once in the {@code columns} that are read.
 */
record Rejoined(String file, String joined, String instead, Map<String, String> columns) {
  static Optional<Rejoined> of(Cause cause) {
    Map<String, String> details = cause.details();
    boolean proven = details.containsKey("instead") || details.containsKey("distinct");
    return cause.kind().equals("fan_out") && proven
        ? Optional.of(
            new Rejoined(
                details.getOrDefault("file", ""),
                details.getOrDefault("joined", ""),
                details.getOrDefault("instead", ""),
                JoinedModel.columns(
                    details.getOrDefault("distinct", details.getOrDefault("reads", "")))))
        : Optional.empty();
  }

  boolean isIn(FileChange change) {
    return change.path().equals(file) && !change.isNew() && !change.isGone();
  }

  /** Whether the change is what some cause proves to lose copies only, and nothing besides. */
  static boolean isProven(List<Cause> causes, FileChange change) {
    return causes.stream()
        .map(Rejoined::of)
        .flatMap(Optional::stream)
        .anyMatch(it -> it.isIn(change) && it.isAllOf(change));
  }

  private boolean isAllOf(FileChange change) {
    String name = instead.substring(instead.lastIndexOf('.') + 1);
    Edited edited =
        instead.isEmpty()
            ? JoinedModel.once(change.before(), joined, List.copyOf(columns.keySet()))
            : JoinedModel.instead(change.before(), joined, name, columns);
    return edited.changed() && edited.text().equals(change.after());
  }
}
