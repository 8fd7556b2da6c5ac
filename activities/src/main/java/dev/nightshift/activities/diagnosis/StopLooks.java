package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Complaint;
import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.diagnosis.Facts.Stop;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** For what stopped dbt before it ran anything: the file in the checkout, and the line's text. */
final class StopLooks {
  private static final long LARGEST = 2_000_000;

  private final RunFacts run;
  private final Path project;

  StopLooks(RunFacts run, Path project) {
    this.run = run;
    this.project = project.normalize();
  }

  List<Stop> look() {
    return run.stopped().stream().map(this::look).toList();
  }

  /** The run knew no folder: only here dbt's half a path can be told from a whole one. */
  private Stop look(DbtError said) {
    DbtError error = new Complaint(project).read(said.message());
    List<String> lines = lines(error.file());
    String text =
        error.line() > 0 && error.line() <= lines.size()
            ? Messages.whole(lines.get(error.line() - 1).strip())
            : "";
    return new Stop(
        error.code(),
        Messages.valueFree(error.message()),
        Trouble.of("error", error.message()),
        lines.isEmpty() ? "" : error.file(),
        error.line(),
        text);
  }

  private List<String> lines(String file) {
    Path path = project.resolve(file).normalize();
    try {
      return file.isEmpty()
              || !path.startsWith(project)
              || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              || !path.toRealPath().startsWith(project.toRealPath())
              || Files.size(path) > LARGEST
          ? List.of()
          : Files.readAllLines(path);
    } catch (NoSuchFileException | MalformedInputException notText) {
      return List.of();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(path + " cannot be read", unreadable);
    }
  }
}
