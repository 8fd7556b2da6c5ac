package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a run as they were handed over: in a folder, or as blobs, which become files. */
final class Handed implements AutoCloseable {
  /**
   * A copy of a folder may give its files new times in any order, but within this of each other.
   */
  private static final Duration COPYING = Duration.ofMinutes(1);

  private final Blobs blobs;
  private final Settings.Project project;
  private final Location location;
  private final List<Path> copies = new ArrayList<>();
  private final List<ArtifactFile> opened = new ArrayList<>();

  Handed(Blobs blobs, Settings.Project project, Location location) {
    this.blobs = blobs;
    this.project = project;
    this.location = location;
  }

  /** Empty where it was not handed over. */
  Optional<ArtifactFile> find(ArtifactFile.Kind kind) {
    if (location.uploaded()) {
      return Optional.ofNullable(blob(kind)).map(blob -> open(kind));
    }
    return Files.exists(path(kind.fileName()), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(open(kind))
        : Optional.empty();
  }

  /** For one that has to be there: its absence is told. */
  ArtifactFile open(ArtifactFile.Kind kind) {
    String name = kind.fileName();
    ArtifactFile file;
    if (location.uploaded()) {
      BlobRef blob = blob(kind);
      if (blob == null) {
        throw absent(kind);
      }
      file = ArtifactFile.open(name, kind, () -> copied(blob));
    } else {
      Path path = path(name);
      file = ArtifactFile.open(path.toString(), kind, () -> path);
    }
    opened.add(file);
    return file;
  }

  RuntimeException absent(ArtifactFile.Kind kind) {
    return location.uploaded()
        ? ErrorKind.UNREADABLE.failure(
            kind.fileName() + " was not handed over with the other files. Hand over both.")
        : ArtifactFile.absent(path(kind.fileName()).toString());
  }

  /** The artifact as a blob, for a later step. */
  Optional<BlobRef> kept(ArtifactFile.Kind kind) {
    if (location.uploaded()) {
      return Optional.ofNullable(blob(kind));
    }
    Path path = path(kind.fileName());
    return Files.isRegularFile(path)
        ? Optional.of(blobs.put(kind.fileName(), path))
        : Optional.empty();
  }

  /** What dbt said, unless results were written after it. */
  Optional<DbtLog> log() {
    if (location.uploaded()) {
      return Optional.ofNullable(location.log()).map(blob -> DbtLog.read("dbt.log", spilled(blob)));
    }
    return logFile().map(path -> DbtLog.read(path.toString(), path));
  }

  /** The same as a blob. */
  Optional<BlobRef> keptLog() {
    return location.uploaded()
        ? Optional.ofNullable(location.log())
        : logFile().map(path -> blobs.put("dbt.log", path));
  }

  private Optional<Path> logFile() {
    return LogFiles.NAMES.stream()
        .map(this::path)
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path))
        .findFirst()
        .filter(path -> !isOlderThanResults(path));
  }

  boolean has(ArtifactFile.Kind kind) {
    return location.uploaded() ? blob(kind) != null : Files.isRegularFile(path(kind.fileName()));
  }

  /** As it says itself; empty where it does not. */
  Optional<Instant> writtenAt(ArtifactFile.Kind kind) {
    try (InputStream stream = stream(kind)) {
      return Counted.instant(Head.of(stream).path("generated_at").asText(""));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private InputStream stream(ArtifactFile.Kind kind) throws IOException {
    return location.uploaded()
        ? blobs.open(blob(kind))
        : Files.newInputStream(path(kind.fileName()));
  }

  private boolean isOlderThanResults(Path log) {
    return List.of(ArtifactFile.Kind.RUN_RESULTS, ArtifactFile.Kind.SOURCES).stream()
        .map(kind -> path(kind.fileName()))
        .anyMatch(results -> LogFiles.isOlder(log, results, COPYING));
  }

  List<String> notes() {
    return location.notes();
  }

  /** Whoever handed it over said what came before, and is asked for what comes after. */
  boolean isOfOneWhoRemembers() {
    return location.earlier() != null;
  }

  /** What the runs before say of the nodes, as far as it was handed over or lies beside. */
  List<PastRun> earlier(List<String> nodes) {
    if (location.earlier() != null) {
      return PastRun.list(blobs.readText(location.earlier()));
    }
    // Beside the place of all runs lie the runs of others.
    return location.folder().isEmpty() ? List.of() : PastRuns.beside(path(""), nodes);
  }

  private BlobRef blob(ArtifactFile.Kind kind) {
    return switch (kind) {
      case RUN_RESULTS -> location.runResults();
      case MANIFEST -> location.manifest();
      case SOURCES -> location.sources();
    };
  }

  private Path path(String name) {
    return Locations.within(project.artifacts(), location.folder(), name);
  }

  private Path spilled(BlobRef blob) {
    try {
      return copied(blob);
    } catch (IOException failed) {
      throw new UncheckedIOException("dbt.log cannot be copied", failed);
    }
  }

  /** Read at random, and verified by its hash before that. */
  private Path copied(BlobRef blob) throws IOException {
    Path copy = Files.createTempFile("nightshift-artifact", ".json");
    copies.add(copy);
    try (InputStream stream = blobs.open(blob)) {
      Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  @Override
  public void close() {
    opened.forEach(ArtifactFile::close);
    for (Path copy : copies) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException stuck) {
        throw new UncheckedIOException(copy + " cannot be deleted", stuck);
      }
    }
  }
}
