package dev.nightshift.activities.artifacts;

import dev.nightshift.workflows.durable.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether two artifacts are of one project, and of the one that is configured. */
final class Belonging {
  private Belonging() {}

  static void check(Resources manifest, Optional<String> configured, String project) {
    String manifests = manifest.metadata().path("project_name").asText("");
    if (configured.isPresent() && !manifests.isEmpty() && !manifests.equals(configured.get())) {
      throw ErrorKind.UNREADABLE.failure(
          "manifest.json is of the dbt project "
              + manifests
              + ", but "
              + project
              + " in nightshift.yml is "
              + configured.get()
              + ". Hand over the artifacts of "
              + configured.get()
              + ", or name the other project.");
    }
  }

  static void check(RunResults results, Resources manifest) {
    List<String> ids = results.results().stream().map(RunResults.Result::node).toList();
    check("run_results.json", "results", ids, invocation(results.metadata()), manifest);
  }

  static void check(SourcesFile sources, Resources manifest) {
    String invocation = invocation(sources.metadata());
    check("sources.json", "sources", sources.ids(), invocation, manifest);
  }

  private static void check(
      String file, String what, List<String> ids, String invocation, Resources manifest) {
    List<String> strangers = ids.stream().filter(id -> !manifest.has(id)).toList();
    boolean sameRun = invocation.equals(invocation(manifest.metadata()));
    // On-run-start hooks of some versions are results without a node.
    if (!sameRun && !ids.isEmpty() && strangers.size() > ids.size() / 2) {
      throw ErrorKind.UNREADABLE.failure(
          file
              + " and manifest.json do not belong together: "
              + strangers.size()
              + " of "
              + ids.size()
              + " "
              + what
              + " (the first is "
              + strangers.get(0)
              + ") are not in the manifest of "
              + manifest.metadata().path("project_name").asText("")
              + ". Hand over the two files of one run.");
    }
  }

  static List<String> notes(RunResults results, Resources manifest) {
    List<String> notes = new ArrayList<>();
    String version = results.metadata().path("dbt_version").asText("");
    if (version.startsWith("2.")) {
      notes.add(
          "These artifacts are of dbt's v2 engine ("
              + version
              + "): messages and compiled SQL may be missing.");
    }
    if (!invocation(results.metadata()).equals(invocation(manifest.metadata()))) {
      notes.add(
          "manifest.json was written by another invocation than run_results.json; what it says of"
              + " the code may be newer or older than the run.");
    }
    results.results().stream()
        .filter(RunResults.Result::unknownStatus)
        .limit(20)
        .forEach(
            result ->
                notes.add(
                    result.node()
                        + " has the status «"
                        + result.status()
                        + "», which is not known; it is counted as failed."));
    results.results().stream()
        .filter(RunResults.Result::failed)
        .filter(result -> !manifest.has(result.node()))
        .limit(20)
        .forEach(result -> notes.add(result.node() + " failed and is not in the manifest."));
    return notes;
  }

  private static String invocation(com.fasterxml.jackson.databind.JsonNode metadata) {
    return metadata.path("invocation_id").asText("");
  }
}
