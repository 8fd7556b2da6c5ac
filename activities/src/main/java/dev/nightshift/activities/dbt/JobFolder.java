package dev.nightshift.activities.dbt;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** One attempt's own folder: profile, target, logs, and beside what dbt may write, its output. */
final class JobFolder implements AutoCloseable {
  private final Path root;

  private JobFolder(Path root) {
    this.root = root;
  }

  /** A fresh one; what a killed attempt at the same work left is removed. */
  static JobFolder open(Home home, Attempt attempt) {
    Path jobs = home.jobs();
    String key = attempt.workName();
    try {
      Folders.make(jobs);
      try (DirectoryStream<Path> older = Files.newDirectoryStream(jobs, key + "-*")) {
        for (Path folder : older) {
          Folders.delete(folder);
        }
      }
      JobFolder job = new JobFolder(jobs.resolve(key + "-" + UUID.randomUUID()));
      Folders.make(job.profiles());
      Folders.make(job.target());
      Folders.make(job.logs());
      Folders.make(job.output());
      return job;
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure(
          "A folder for dbt cannot be made in " + jobs + ": " + full.getMessage(), full);
    }
  }

  Path profiles() {
    return root.resolve("profiles");
  }

  /** All that dbt may write. */
  Path writable() {
    return root.resolve("work");
  }

  Path target() {
    return writable().resolve("target");
  }

  Path logs() {
    return writable().resolve("logs");
  }

  Path output() {
    return root.resolve("output");
  }

  /**
   * A file that dbt wrote, if it is one: the code that ran there could have put a link in its
   * place, or in the place of a folder above it, to have us publish a file of ours.
   */
  Optional<Path> artifact(String name) throws IOException {
    Path file = target().resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    boolean inPlace = file.toRealPath().equals(root.toRealPath().resolve(root.relativize(file)));
    return inPlace ? Optional.of(file) : Optional.empty();
  }

  @Override
  public void close() {
    Folders.delete(root);
  }
}
