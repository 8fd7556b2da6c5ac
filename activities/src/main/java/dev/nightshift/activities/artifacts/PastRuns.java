package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
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
import java.util.stream.Stream;

/** The runs before this one, the newest first, and since when what fails now has failed in them. */
record PastRuns(List<PastRun> all) {
  // Each is read to its end. A team that keeps a year of runs has the last weeks asked.
  static final int MOST_RUNS = 30;

  /** Those before {@code tonight} of which a time is known. */
  static PastRuns of(List<PastRun> runs, Instant tonight) {
    return new PastRuns(
        runs.stream()
            .filter(run -> run.when().filter(at -> at.isBefore(tonight)).isPresent())
            .distinct()
            .sorted(Comparator.comparing((PastRun run) -> run.when().orElseThrow()).reversed())
            .limit(MOST_RUNS)
            .toList());
  }

  /** Those whose artifacts lie in the same place as this one's. */
  static List<PastRun> beside(Path folder, Collection<String> wanted) {
    Path beside = folder.toAbsolutePath().normalize().getParent();
    if (wanted.isEmpty() || beside == null || !Files.isDirectory(beside)) {
      return List.of();
    }
    List<Path> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(beside)) {
      folders
          .filter(run -> Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS))
          .map(run -> run.resolve(Kind.RUN_RESULTS.fileName()))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(PastRuns::written).reversed())
          .limit(MOST_RUNS)
          .forEach(runs::add);
    } catch (IOException unlisted) {
      return List.of();
    }
    Set<String> nodes = new HashSet<>(wanted);
    return runs.stream().map(file -> PastRun.read(file, nodes)).flatMap(Optional::stream).toList();
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  /** Empty where no earlier run tells of the node. */
  Optional<Streak> streak(String node) {
    List<PastRun> ran = all.stream().filter(run -> run.end(node).isPresent()).toList();
    if (ran.isEmpty()) {
      return Optional.empty();
    }
    List<PastRun> failed = ran.stream().filter(run -> !run.passed(node)).toList();
    List<PastRun> unbroken = ran.stream().takeWhile(run -> !run.passed(node)).toList();
    String since = unbroken.isEmpty() ? "" : unbroken.get(unbroken.size() - 1).at();
    Optional<PastRun> passed = ran.stream().skip(unbroken.size()).findFirst();
    boolean gaps = all.stream().takeWhile(run -> !run.passed(node)).anyMatch(PastRun::unread);
    return Optional.of(
        new Streak(
            node,
            ran.size(),
            failed.size(),
            unbroken.size(),
            since,
            passed.map(PastRun::at).orElse(""),
            gaps,
            passed.map(PastRun::began).orElse(""),
            passed.map(PastRun::commit).orElse("")));
  }
}
