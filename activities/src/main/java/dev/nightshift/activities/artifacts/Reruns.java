package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Rerun;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What later runs say of nodes that failed once. */
final class Reruns {
  /** Where each node is an invocation of its own a night has hundreds, of a few kilobytes each. */
  private static final int MOST_RUNS = 2_000;

  // Each is read to its end; of large ones there are a few at most between two looks.
  private static final long MOST_BYTES = 256_000_000;

  /** A run's folder may lie in one of its job's, and dbt's own in it. */
  private static final int DEEPEST = 4;

  private record Found(Path file, LaterRun run) {}

  private Reruns() {}

  /**
   * The first below these folders that began after this and tells of the nodes, by itself or with
   * those between: one that failed, or with which all of them have passed.
   */
  static Optional<Rerun> next(List<Path> folders, List<String> nodes, long after) {
    Together together = new Together(nodes);
    for (Found found : since(folders, Instant.ofEpochMilli(after))) {
      Rerun rerun = found.run().of(nodes);
      if (rerun.tells(nodes)) {
        return Optional.of(rerun);
      }
      together.add(found.run());
      if (together.hasAll() && isInOrder(together, found.file())) {
        return Optional.of(
            new Rerun(rerun.run(), rerun.startedAt(), rerun.ran(), nodes, List.of()));
      }
    }
    return Optional.empty();
  }

  private static List<Found> since(List<Path> folders, Instant after) {
    return folders.stream()
        .flatMap(folder -> newest(folder).stream())
        .flatMap(file -> read(file).map(run -> new Found(file, run)).stream())
        .filter(found -> found.run().began().isAfter(after) && found.run().ran() > 0)
        .sorted(Comparator.comparing(found -> found.run().began()))
        .toList();
  }

  private static List<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return fewer(
          all.filter(file -> file.getFileName().toString().equals(Kind.RUN_RESULTS.fileName()))
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted(Comparator.comparing(Reruns::written).reversed())
              .limit(MOST_RUNS)
              .toList());
    } catch (IOException | UncheckedIOException e) {
      throw ErrorKind.UNAVAILABLE.failure(folder + " cannot be looked through: " + e, e);
    }
  }

  /** The newest is read however large it is. */
  private static List<Path> fewer(List<Path> files) throws IOException {
    List<Path> fewer = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
      if (!fewer.isEmpty() && bytes > MOST_BYTES) {
        break;
      }
      fewer.add(file);
    }
    return fewer;
  }

  private static Optional<LaterRun> read(Path file) {
    return read(file, Kind.RUN_RESULTS, opened -> LaterRun.of(RunResultsFile.of(opened)));
  }

  /** Nothing is proven where no manifest says what is made of what. */
  private static boolean isInOrder(Together together, Path results) {
    Path file = results.resolveSibling(Kind.MANIFEST.fileName());
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && read(file, Kind.MANIFEST, opened -> together.isInOrder(ManifestFile.of(opened)))
            .orElse(false);
  }

  /** One that is being written, or is none, is passed over; the next look may find it whole. */
  private static <T> Optional<T> read(Path file, Kind kind, Function<ArtifactFile, T> reading) {
    try (ArtifactFile opened = ArtifactFile.open(file.toString(), kind, () -> file)) {
      return Optional.of(reading.apply(opened));
    } catch (ApplicationFailure unreadable) {
      return Optional.empty();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}
