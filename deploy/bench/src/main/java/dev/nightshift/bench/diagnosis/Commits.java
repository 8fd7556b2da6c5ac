package dev.nightshift.bench.diagnosis;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.BareRepository.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A case's project in its repository, as a team has it there: without what dbt makes, without
 * databases, and without what the case says of its fault.
 */
final class Commits {
  private static final Set<String> LEFT_BY_DBT = Set.of("target", "logs", ".git", ".user.yml");

  private final Path bare;
  private final Case one;
  private final Path folder;
  private final Path project;
  private final Path files;

  /**
   * {@code folder} is a copy of the case's, {@code project} the project beside it; {@code files} is
   * a place for what is committed of it.
   */
  Commits(Path bare, Case one, Path folder, Path project, Path files) {
    this.bare = bare;
    this.one = one;
    this.folder = folder;
    this.project = project;
    this.files = files;
  }

  /** Yesterday's, with which the repository begins. */
  void begin(String message) throws IOException {
    gather();
    BareRepository.create(bare, files, commit(Instant.now().minus(Duration.ofDays(1)), message));
  }

  void add(String message) throws IOException {
    gather();
    BareRepository.add(bare, files, commit(Instant.now(), message));
  }

  private static Commit commit(Instant when, String message) {
    return new Commit("main", "Robin Field", "robin@example.com", when, message);
  }

  private void gather() throws IOException {
    Folders.delete(files);
    Set<Path> untold = untold();
    Folders.copy(
        project,
        files,
        path -> !isMade(path) && !untold.contains(path),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    keepPackages();
  }

  /** Nobody commits installed packages; here they are all that there is of them. */
  private void keepPackages() throws IOException {
    Path ignored = files.resolve(".gitignore");
    if (Files.isDirectory(files.resolve("dbt_packages"))) {
      String lines = Files.isRegularFile(ignored) ? Files.readString(ignored) + "\n" : "";
      Files.writeString(ignored, lines + "!dbt_packages/\n");
    }
  }

  /** What a case says of its fault must not lie in the repository that is searched for it. */
  private Set<Path> untold() {
    Set<Path> untold = new HashSet<>();
    if (!folder.equals(project)) {
      untold.add(folder);
      return untold;
    }
    untold.add(folder.resolve("case.yml"));
    for (String fault : one.breaks()) {
      if (!fault.contains("\n") && Files.isRegularFile(folder.resolve(fault))) {
        untold.add(folder.resolve(fault).normalize());
      }
    }
    return untold;
  }

  /** What nobody commits: what dbt makes, and databases. */
  private static boolean isMade(Path path) {
    String name = path.getFileName().toString();
    return LEFT_BY_DBT.contains(name)
        || (Files.isRegularFile(path) && name.matches(".*\\.(duckdb|db)(\\.wal)?"));
  }
}
