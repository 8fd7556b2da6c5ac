package dev.nightshift.starter.fix;

import dev.nightshift.activities.blob.Deposits;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.BlobRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The artifacts of a run that were brought one by one, by the hashes that they are named by. */
public final class UploadedRun {
  public static final List<String> NAMES =
      List.of("run_results.json", "manifest.json", "sources.json", "dbt.log");

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, BlobRef> files = new TreeMap<>();

  /** What cannot be meant is an {@link IllegalArgumentException} with the reason. */
  public UploadedRun(Map<String, String> hashes, Deposits deposits) {
    hashes.forEach((name, hash) -> files.put(name, brought(name, hash, deposits)));
    if (files.keySet().stream().allMatch("manifest.json"::equals)) {
      throw new IllegalArgumentException(
          "it names neither run_results.json nor sources.json nor dbt.log, which tell what failed");
    }
  }

  private static BlobRef brought(String name, String hash, Deposits deposits) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(name + " is not the SHA-256 of a file in small letters");
    }
    return deposits
        .find(name, hash)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing was brought that has the hash of "
                        + name
                        + "; send the file first, and tell of it within a week"));
  }

  /** Without an id the same files are the same run. */
  public RemediationRequest request(Project project, String run, String commit, String from) {
    return FailedRun.request(
        project, run.isEmpty() ? identity() : run, commit, from, location(project));
  }

  private String identity() {
    return FailedRun.named(
        Ids.hash(
            files.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue().sha256())
                .collect(Collectors.joining("\n"))));
  }

  public Location location(Project project) {
    return new Location(
        project.name(),
        "",
        files.get("run_results.json"),
        files.get("manifest.json"),
        files.get("sources.json"),
        files.get("dbt.log"));
  }
}
