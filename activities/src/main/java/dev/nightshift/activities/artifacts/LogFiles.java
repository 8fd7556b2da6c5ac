package dev.nightshift.activities.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a run's log may lie, seen from the folder of its artifacts. */
public final class LogFiles {
  /** dbt's own names first; the others are what a night job keeps of its output. */
  static final List<String> NAMES =
      List.of("dbt.log", "logs/dbt.log", "stdout.log", "stdout.txt", "stdout");

  private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

  private LogFiles() {}

  /** In the folder itself. One that is older than the results tells nothing of them. */
  public static Optional<Path> in(Path folder) {
    return NAMES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .filter(log -> isOfTheRun(log, folder));
  }

  /** For somebody who names dbt's own target folder the log lies beside it. */
  public static Optional<Path> near(Path folder) {
    Path beside = folder.resolveSibling("logs").resolve("dbt.log");
    return in(folder)
        .or(
            () ->
                Optional.of(beside)
                    .filter(Files::isRegularFile)
                    .filter(log -> isOfTheRun(log, folder)));
  }

  /**
   * The id of the last invocation where it stopped before it ran anything; blank where it stopped
   * and the log names no id.
   */
  public static Optional<String> stopped(Path log) {
    DbtLog read = DbtLog.read(log.toString(), log);
    return read.stopped() ? Optional.of(read.invocation()) : Optional.empty();
  }

  private static boolean isOfTheRun(Path log, Path folder) {
    return !isOlder(log, folder.resolve("run_results.json"), SAME_MOMENT)
        && !isOlder(log, folder.resolve("sources.json"), SAME_MOMENT);
  }

  static boolean isOlder(Path log, Path results, Duration slack) {
    try {
      return Files.isRegularFile(results)
          && Files.getLastModifiedTime(log)
              .toInstant()
              .plus(slack)
              .isBefore(Files.getLastModifiedTime(results).toInstant());
    } catch (IOException vanished) {
      // Whoever opens them says so.
      return false;
    }
  }
}
