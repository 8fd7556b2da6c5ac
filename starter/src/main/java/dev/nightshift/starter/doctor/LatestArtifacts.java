package dev.nightshift.starter.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What the youngest run in a folder of runs says of itself. */
final class LatestArtifacts {
  private static final int DEPTH = 3;

  private LatestArtifacts() {}

  static Optional<Path> of(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.endsWith("run_results.json") || file.endsWith("sources.json"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Empty when the file cannot be read as what it should be. */
  static Optional<String> dbtVersion(Path file) {
    try {
      JsonNode root = Converter.json().readTree(file.toFile());
      String version = root.path("metadata").path("dbt_version").asText("");
      return version.isEmpty() ? Optional.empty() : Optional.of(version);
    } catch (IOException cutOff) {
      return Optional.empty();
    }
  }
}
