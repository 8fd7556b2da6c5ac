package dev.nightshift.activities.codehost;

import dev.nightshift.activities.file.Locks;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The pull requests and issues of the local host, for the board to list, read and show. */
public final class PullStore {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LocalRemotes remotes;

  /** {@code host} is the folder of the local host. */
  public PullStore(Path host) {
    this.remotes = new LocalRemotes(host);
  }

  /** The repositories of the host, as {@code owner/name}. */
  public List<String> repositories() {
    List<String> names = new ArrayList<>();
    for (Path owner : inside(remotes.host())) {
      for (Path entry : inside(owner)) {
        String name = entry.getFileName().toString();
        if (name.endsWith(".git") && !name.startsWith(".")) {
          names.add(owner.getFileName() + "/" + name.substring(0, name.length() - 4));
        }
      }
    }
    return names;
  }

  public List<StoredPull> pulls(String repository) {
    return pullShelf(repository).all();
  }

  public Optional<StoredPull> pull(String repository, int number) {
    return pullShelf(repository).read(number);
  }

  public List<StoredIssue> issues(String repository) {
    return issueShelf(repository).all();
  }

  public Optional<StoredIssue> issue(String repository, int number) {
    return issueShelf(repository).read(number);
  }

  /** What the head changed since it left the base, as unified text. */
  public String diff(String repository, int number) {
    StoredPull pull =
        pull(repository, number)
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "there is no pull request " + number + " in " + repository));
    return BareRepository.diff(remotes.folder(repository), pull.base(), pull.head(), pull.commit());
  }

  Shelf<StoredPull> pullShelf(String repository) {
    return new Shelf<>(remotes.beside(repository).resolve("pulls"), StoredPull.class);
  }

  private Shelf<StoredIssue> issueShelf(String repository) {
    return new Shelf<>(remotes.beside(repository).resolve("issues"), StoredIssue.class);
  }

  /** Whoever changes something of a repository's pulls is alone. */
  <T> T alone(String repository, Supplier<T> work) {
    return Locks.alone(remotes.beside(repository).resolve(".lock"), PATIENCE, work::get);
  }

  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(folder + " cannot be read: " + e, e);
    }
  }
}
