package dev.nightshift.activities.dbt;

import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.activities.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How dbt is started: plainly, a process for each job, or forked from a warm one. */
interface DbtRunner {
  Outcome run(Invocation invocation, Alive alive);

  /** Whether code of a project is held by walls, or by DuckDB's settings alone. */
  boolean isCaged();

  /** dbt's words after its name, where it runs, and what it may touch. */
  record Invocation(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      List<Path> readable,
      List<Path> writable,
      Path output,
      Duration deadline,
      Attempt attempt,
      LineListener lines) {

    Invocation writing(List<Path> folders) {
      return new Invocation(
          arguments, directory, environment, readable, folders, output, deadline, attempt, lines);
    }
  }
}
