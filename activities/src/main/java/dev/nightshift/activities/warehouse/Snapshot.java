package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Copies a DuckDB file by another process. A copy within a JVM that has the file open would drop
 * its lock, and a read-only connection would keep production's own writers out: so production is
 * never opened here at all, it is copied between two writers and the copy is opened.
 */
final class Snapshot {
  private static final String SCRIPT = script();

  /** Half a terabyte on a slow disk; the step's own deadline is shorter. */
  private static final Duration DEADLINE = Duration.ofHours(1);

  /** What dbt builds in a copy needs room too, and the report that there was none. */
  private static final long LEAVES_FREE = 256L << 20;

  private final Processes processes;
  private final Path python;
  private final Alive alive;
  private final long leavesFree;

  Snapshot(Processes processes, Path python, Alive alive) {
    this(processes, python, alive, LEAVES_FREE);
  }

  Snapshot(Processes processes, Path python, Alive alive, long leavesFree) {
    this.processes = processes;
    this.python = python;
    this.alive = alive;
    this.leavesFree = leavesFree;
  }

  /** Copies the database there, and its write-ahead log beside it. */
  void take(Path production, Path copy) {
    Path folder = copy.getParent();
    Command command =
        Command.of(
                folder,
                DEADLINE,
                List.of(
                    python.toString(),
                    "-I",
                    "-",
                    production.toString(),
                    copy.toString(),
                    String.valueOf(leavesFree)))
            .with(Map.of("PATH", "/usr/bin:/bin"))
            .withInput(SCRIPT);
    Outcome outcome = processes.run(command, alive);
    String place = "The production database " + production;
    switch (outcome.stdout().text().strip()) {
      case "copied" -> {
        // Checked by the script, byte by byte.
      }
      case "missing" ->
          throw ErrorKind.NOT_FOUND.failure(
              place + " does not exist; correct warehouse.path in nightshift.yml.");
      case "busy" ->
          throw ErrorKind.UNAVAILABLE.failure(
              place + " is being written; it is copied when the writer is done.");
      case "changed" -> throw ErrorKind.UNAVAILABLE.failure(place + " changed under its copy.");
      case "full" ->
          throw ErrorKind.REFUSED.failure(
              place
                  + " does not fit beside what is in "
                  + folder
                  + ": "
                  + outcome.stderr().last(500).strip()
                  + ". Make room there, or lead that folder to a larger disk by a link.");
      case "sealed" ->
          throw ErrorKind.REFUSED.failure(
              place
                  + " may not be read: "
                  + outcome.stderr().last(500).strip()
                  + ". Let the worker's user read it.");
      case "shut" ->
          throw ErrorKind.REFUSED.failure(
              place
                  + " may not be copied to "
                  + folder
                  + ": "
                  + outcome.stderr().last(500).strip()
                  + ". Let the worker's user write there.");
      default ->
          throw ErrorKind.UNAVAILABLE.failure(
              place + " was not copied to " + folder + ": " + outcome.stderr().last(500));
    }
  }

  private static String script() {
    try (InputStream stream = Snapshot.class.getResourceAsStream("snapshot.py")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("snapshot.py is not in the jar", broken);
    }
  }

  /** A name for a folder, whatever is in the text. */
  static String key(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What tells one state of a file from another without reading it. */
  static String state(Path production) {
    StringBuilder state = new StringBuilder();
    for (Path file : List.of(production, Path.of(production + ".wal"))) {
      try {
        Map<String, Object> now = Files.readAttributes(file, "unix:ino,size,lastModifiedTime");
        state.append(now.get("ino")).append('/').append(now.get("size")).append('/');
        state.append(now.get("lastModifiedTime")).append('/');
      } catch (IOException none) {
        state.append("none/");
      }
    }
    return state.toString();
  }
}
