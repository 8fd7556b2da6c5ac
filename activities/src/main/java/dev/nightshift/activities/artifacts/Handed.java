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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of a run as they were handed over: in a folder, or as blobs, which become files. */
final class Handed implements AutoCloseable {
  private final Blobs blobs;
  private final List<Path> copies = new ArrayList<>();

  Handed(Blobs blobs) {
    this.blobs = blobs;
  }

  ArtifactFile open(Settings.Project project, Location location, ArtifactFile.Kind kind) {
    boolean results = kind == ArtifactFile.Kind.RUN_RESULTS;
    String name = results ? "run_results.json" : "manifest.json";
    BlobRef blob = results ? location.runResults() : location.manifest();
    if (blob != null) {
      return ArtifactFile.open(name, kind, () -> copied(blob));
    }
    if (location.runResults() != null || location.manifest() != null) {
      throw ErrorKind.UNREADABLE.failure(
          name + " was not handed over with the other file. Hand over both.");
    }
    Path path = Locations.within(project.artifacts(), location.folder(), name);
    return ArtifactFile.open(path.toString(), kind, () -> path);
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
    for (Path copy : copies) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException stuck) {
        throw new UncheckedIOException(copy + " cannot be deleted", stuck);
      }
    }
  }
}
