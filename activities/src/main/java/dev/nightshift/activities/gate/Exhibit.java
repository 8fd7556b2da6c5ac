package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that the rules look at. {@code run} is empty while the patch was only read. */
record Exhibit(
    Map<String, FileChange> files,
    Layout layout,
    List<Cause> causes,
    Policy policy,
    Optional<Runs> run) {
  Exhibit {
    files = new TreeMap<>(files);
    causes = List.copyOf(causes);
  }

  List<Cause> codeCauses() {
    return causes.stream().filter(cause -> cause.verdict() == Verdict.CODE).toList();
  }

  /** Files of the project that were there and are. */
  List<FileChange> edited() {
    return files.values().stream().filter(file -> !file.isNew() && !file.isGone()).toList();
  }

  /**
   * Whether dbt could not read the base, so that only an earlier run's manifest, or none, is there
   * to compare with.
   */
  boolean baseUnread() {
    return !codeCauses().isEmpty()
        && codeCauses().stream().allMatch(cause -> cause.kind().equals("parse_error"));
  }

  /** New name → old name of every column that a cause says was renamed, or misspelt. */
  Map<String, String> renames() {
    Map<String, String> names = new TreeMap<>();
    for (Cause cause : codeCauses()) {
      if (cause.kind().equals("renamed_source_column")) {
        names.put(lower(cause, "to"), lower(cause, "from"));
      }
      if (cause.kind().equals("broken_reference") && cause.details().containsKey("places")) {
        names.put(lower(cause, "near"), lower(cause, "name"));
      }
    }
    return names;
  }

  private static String lower(Cause cause, String detail) {
    return cause.details().getOrDefault(detail, "").toLowerCase(java.util.Locale.ROOT);
  }
}
