package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bare mirrors of the repositories, shared by all processes of a machine. A mirror is a cache: one
 * that is broken is made anew, and what only it had is gone.
 */
public final class Mirrors {
  private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);

  /** Another process may be cloning a large repository; the activity's own timeout is shorter. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;
  private final Remotes remotes;
  private final InstantSource clock;

  public Mirrors(Path folder, Remotes remotes, InstantSource clock) {
    Isolation.begin();
    this.folder = folder;
    this.remotes = remotes;
    this.clock = clock;
  }

  /** What is done with a mirror while it is held; its {@code IOException} means it is broken. */
  @FunctionalInterface
  interface Work<T> {
    T on(Repository mirror) throws IOException;
  }

  /** Works on the mirror, which is made when it is not there, and made anew when it is broken. */
  <T> T with(String repository, Work<T> work) {
    Remote remote = remotes.of(repository);
    try {
      return attempt(repository, remote, work);
    } catch (IOException broken) {
      LOG.warn("the mirror of {} is broken and is made anew: {}", repository, broken.toString());
    }
    remove(repository);
    try {
      return attempt(repository, remote, work);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the repository " + repository + " cannot be read, even from a new mirror: " + e, e);
    }
  }

  /** Brings the mirror up to date with its remote. */
  void refresh(String repository) {
    Remote remote = remotes.of(repository);
    with(
        repository,
        mirror -> {
          Locks.alone(
              lock(repository, "fetch"),
              PATIENCE,
              () -> {
                Wire.fetch(mirror, remote, repository);
                return null;
              });
          return branchesRead(mirror);
        });
  }

  Remote remote(String repository) {
    return remotes.of(repository);
  }

  /** Removes the least recently used, never one in use, until the rest fits. */
  public void evict(long maxBytes) {
    Eviction.evict(folder, maxBytes);
  }

  private <T> T attempt(String repository, Remote remote, Work<T> work) throws IOException {
    makeIfAbsent(repository, remote);
    return Locks.together(
        lock(repository, "lock"),
        PATIENCE,
        () -> {
          try (Repository mirror = open(place(repository))) {
            Files.setLastModifiedTime(place(repository), FileTime.from(clock.instant()));
            return work.on(mirror);
          }
        });
  }

  /** JGit takes the objects of a spoilt pack for absent ones, and a fetch does not bring them. */
  private static int branchesRead(Repository mirror) throws IOException {
    int branches = 0;
    try (RevWalk commits = new RevWalk(mirror)) {
      for (Ref branch : mirror.getRefDatabase().getRefsByPrefix("refs/heads/")) {
        commits.parseTree(commits.parseCommit(branch.getObjectId()).getTree());
        branches++;
      }
    }
    return branches;
  }

  private void makeIfAbsent(String repository, Remote remote) throws IOException {
    Path place = place(repository);
    if (Files.isDirectory(place)) {
      return;
    }
    Locks.alone(
        lock(repository, "lock"),
        PATIENCE,
        () -> Files.isDirectory(place) ? place : make(place, repository, remote));
  }

  /** Renamed into its place when it is whole: a clone that was cut off is never a mirror. */
  private static Path make(Path place, String repository, Remote remote) throws IOException {
    Path unfinished = place.resolveSibling("." + place.getFileName() + ".new");
    Isolation.measure(place.getParent());
    Folders.delete(unfinished);
    Folders.make(unfinished);
    try (Repository mirror = create(unfinished)) {
      Wire.fetch(mirror, remote, repository);
    }
    return Files.move(unfinished, place);
  }

  private void remove(String repository) {
    Locks.alone(
        lock(repository, "lock"),
        PATIENCE,
        () -> {
          Folders.delete(place(repository));
          return null;
        });
  }

  private Path place(String repository) {
    return folder.resolve(Ids.hash(repository).substring(0, 32));
  }

  private Path lock(String repository, String kind) {
    return Eviction.lock(place(repository), kind);
  }

  /** Opened each time from the disk: JGit's own cache would outlive a mirror that was replaced. */
  private static Repository open(Path place) throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(place.toFile())
        .setBare()
        .setMustExist(true)
        .build();
  }

  static Repository create(Path place) throws IOException {
    Repository bare = new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build();
    bare.create(true);
    bare.getConfig().setString("core", null, "hooksPath", "/nonexistent/hooks");
    bare.getConfig().setString("core", null, "autocrlf", "false");
    bare.getConfig().setInt("gc", null, "auto", 0);
    bare.getConfig().setBoolean("receive", null, "autogc", false);
    // Even where there is nothing to collect, JGit looks in the background and leaves a lock file
    // in a folder that has been renamed meanwhile.
    bare.getConfig().setBoolean("gc", null, "autodetach", false);
    bare.getConfig().save();
    return bare;
  }
}
