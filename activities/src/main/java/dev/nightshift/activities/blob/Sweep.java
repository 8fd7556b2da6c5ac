package dev.nightshift.activities.blob;

import static java.util.Objects.requireNonNull;

import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes blobs that nobody needs. The caller marks first, then sweeps: a blob that was put since
 * the marking began is younger than the grace, and stays whatever the retention says.
 */
public final class Sweep {
  private final Places places;
  private final InstantSource clock;

  public Sweep(Path root, InstantSource clock) {
    this.places = new Places(root);
    this.clock = requireNonNull(clock);
  }

  /** What a sweep did. */
  public record Swept(int removed, long bytes, int kept) {
    Swept plus(Swept other) {
      return new Swept(removed + other.removed, bytes + other.bytes, kept + other.kept);
    }
  }

  /** Removes what is unmarked, was last put before the retention, and before the grace. */
  public Swept sweep(Set<String> marked, Duration retention, Duration grace) {
    Instant limit = clock.instant().minus(retention.compareTo(grace) > 0 ? retention : grace);
    Swept swept = new Swept(0, 0, 0);
    try {
      for (Path folder : inside(places.root())) {
        String prefix = folder.getFileName().toString();
        if (prefix.length() == 2 && Files.isDirectory(folder)) {
          swept =
              swept.plus(
                  Locks.alone(
                      places.lock(),
                      Places.PATIENCE,
                      () -> sweepFolder(folder, prefix, marked, limit)));
        }
      }
      removeOlder(places.incoming(), clock.instant().minus(grace));
      removeOlder(places.setAside(), clock.instant().minus(retention));
    } catch (IOException | UncheckedIOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the blob store at " + places.root() + " cannot be swept: " + e, e);
    }
    return swept;
  }

  /** A put renames under the same lock, so what is judged old here is old when it goes. */
  private static Swept sweepFolder(Path folder, String prefix, Set<String> marked, Instant limit)
      throws IOException {
    int removed = 0;
    int kept = 0;
    long bytes = 0;
    for (Path file : inside(folder)) {
      String hash = prefix + file.getFileName();
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      boolean old = attributes.lastModifiedTime().toInstant().isBefore(limit);
      if (!Places.isHash(hash) || marked.contains(hash) || !old) {
        kept++;
        continue;
      }
      Files.delete(file);
      removed++;
      bytes += attributes.size();
    }
    return new Swept(removed, bytes, kept);
  }

  private static void removeOlder(Path folder, Instant limit) throws IOException {
    for (Path file : inside(folder)) {
      if (wasTouchedBefore(file, limit)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean wasTouchedBefore(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException movedIntoPlace) {
      return false;
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
