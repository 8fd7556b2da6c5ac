package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.words.Exchange;
import dev.nightshift.activities.words.Role;
import dev.nightshift.activities.yaml.Deprecations;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the rules look at. {@code run} is empty while the patch was only read; {@code named} are
 * the project's files that a page of prose names, by the page.
 */
record Exhibit(
    Map<String, FileChange> files,
    Layout layout,
    List<Cause> causes,
    Policy policy,
    Optional<Runs> run,
    Map<String, Set<String>> named) {
  Exhibit {
    named = Map.copyOf(named);
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

  /**
   * Whether the patch may have made a node of the base another, or none. Of a base that dbt could
   * not read an earlier manifest tells, and what a commit since then changed is not the patch's
   * doing: only what is defined in a file that it edits, or all, where that is the project's own
   * and its edit is not proven.
   */
  boolean mayHaveChanged(Node old) {
    return !baseUnread()
        || Optional.ofNullable(files.get("dbt_project.yml"))
            .filter(file -> !isProven(file))
            .isPresent()
        || files.keySet().stream()
            .anyMatch(
                path -> old.path().equals(path) || old.text("patch_path").endsWith("://" + path));
  }

  /** New name → old name of every column that a cause says was renamed, or misspelt. */
  Map<String, String> renames() {
    Map<String, String> names = new TreeMap<>();
    for (Cause cause : codeCauses()) {
      if (Set.of("renamed_source_column", "renamed_column").contains(cause.kind())) {
        names.put(lower(cause, "to"), lower(cause, "from"));
      }
      if (cause.kind().equals("broken_reference") && cause.details().containsKey("places")) {
        names.put(lower(cause, "near"), lower(cause, "name"));
      }
    }
    return names;
  }

  /** Whether a file became just what a cause proves: the meant names in the wrong ones' places. */
  boolean isRightName(FileChange file) {
    return codeCauses().stream()
        .map(Cause::details)
        .filter(
            details -> details.getOrDefault("named_in", "").lines().anyMatch(file.path()::equals))
        .flatMap(details -> Exchange.of(details).stream())
        .anyMatch(exchange -> exchange.applied(file.before()).equals(file.after()));
  }

  /** Whether a file became what dbt's guide has in the place of a form that a cause tells of. */
  boolean isRenewed(FileChange file) {
    return codeCauses().stream()
        .map(Cause::details)
        .filter(
            details -> details.getOrDefault("outdated", "").lines().anyMatch(file.path()::equals))
        .map(
            details ->
                Deprecations.renewed(
                    details.getOrDefault("deprecated", ""), file.path(), file.before()))
        .anyMatch(edited -> edited.changed() && edited.text().equals(file.after()));
  }

  /** Whether a cause proves all that a file became, to the letter. */
  boolean isProven(FileChange file) {
    return isRenewed(file) || Restored.isProven(codeCauses(), file);
  }

  /** Whether a cause proves that this value of a setting or kind of a test was to be that one. */
  boolean isRightName(Role role, String was, String is) {
    return codeCauses().stream()
        .anyMatch(
            cause ->
                role.name().equals(cause.details().get("role"))
                    && was.equals(cause.details().get("name"))
                    && is.equals(cause.details().get("meant")));
  }

  private static String lower(Cause cause, String detail) {
    return cause.details().getOrDefault(detail, "").toLowerCase(java.util.Locale.ROOT);
  }
}
