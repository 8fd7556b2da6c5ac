package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When what fails now passed last, by the runs whose artifacts lie in the same place. */
final class LastGreen {
  // Each is read to its end. A team that keeps a year of runs there has the last weeks asked.
  private static final int MOST_RUNS = 30;

  private LastGreen() {}

  /**
   * The newest run before this one in which all of these nodes passed; empty where none is left.
   */
  static Optional<Instant> of(Path folder, Collection<String> failing, Instant before) {
    Path beside = folder.toAbsolutePath().normalize().getParent();
    if (failing.isEmpty() || beside == null || !Files.isDirectory(beside)) {
      return Optional.empty();
    }
    List<Path> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(beside)) {
      folders
          .map(run -> run.resolve(Kind.RUN_RESULTS.fileName()))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(LastGreen::written).reversed())
          .limit(MOST_RUNS)
          .forEach(runs::add);
    } catch (IOException unlisted) {
      return Optional.empty();
    }
    return runs.stream()
        .map(file -> passed(file, failing))
        .flatMap(Optional::stream)
        .filter(at -> at.isBefore(before))
        .max(Comparator.naturalOrder());
  }

  /** A run that cannot be read tells nothing, and is nobody's question. */
  private static Optional<Instant> passed(Path file, Collection<String> failing) {
    try (ArtifactFile opened = ArtifactFile.open(file.toString(), Kind.RUN_RESULTS, () -> file)) {
      RunResults run = RunResultsFile.of(opened).results();
      Set<String> passed =
          run.results().stream()
              .filter(RunResults.Result::passed)
              .map(RunResults.Result::node)
              .collect(Collectors.toCollection(HashSet::new));
      return passed.containsAll(failing)
          ? Counted.instant(run.metadata().path("generated_at").asText(""))
          : Optional.empty();
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
