package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Folders made from workspaces, from a local mirror; a folder is a cache that may vanish. */
public interface Checkouts {
  /** Base and patch, in a folder that only this attempt uses until it is closed. */
  Checkout open(Workspace workspace, String attempt);

  /** The workspace's files for who only looks: no folder is made for that. */
  default <T> T stored(Workspace workspace, Look<T> look) {
    throw ErrorKind.NOT_FOUND.failure("these files are in a folder alone");
  }

  /** A look at files while they are held. */
  @FunctionalInterface
  interface Look<T> {
    T at(Stored files) throws IOException;
  }

  /** Files below the dbt project's folder, by their paths from there. */
  interface Stored {
    /** In their order, without links. */
    List<String> files();

    /** Whether a link stands there. */
    boolean isLink(String path);

    /** How many bytes one has that is there. */
    long size(String path) throws IOException;

    /** All of them. */
    byte[] read(String path) throws IOException;
  }

  /**
   * The project's base branch, as new as it is known here: what a team agreed on, of whatever
   * branch a run was. {@code NOT_FOUND} where there is no such branch.
   */
  default Workspace base(Workspace workspace) {
    return workspace.with(null);
  }

  /** What led to the workspace's base. */
  default Past past(Workspace workspace) {
    throw ErrorKind.NOT_FOUND.failure("there is no history beside these files");
  }

  /**
   * Commits from the base backwards. A path is one from the dbt project's folder, empty for all; a
   * commit is named by its id or by HEAD, HEAD~2 or HEAD^.
   */
  interface Past {
    /** The newest first. */
    List<Commit> log(String path, int most);

    /** What it changed, as a patch that may be cut off. */
    String change(Commit commit, String path);

    /** Empty where the base does not come from such a commit. */
    Optional<Commit> commit(String name);

    /** The text of a file in a commit. */
    Optional<String> file(Commit commit, String path);

    /** For each of its lines in the base the commit that wrote it; empty where there is no file. */
    List<Commit> blame(String path);

    /** One commit; {@code id} is whole. */
    record Commit(String id, String author, Instant at, String message) {}
  }

  /** A folder with the code in it. */
  interface Checkout extends AutoCloseable {
    /** The repository's root. */
    Path root();

    /** The dbt project's folder. */
    Path project();

    /** What was changed since the base, as a patch in the blob store; null when nothing was. */
    BlobRef patch();

    /**
     * The same while an agent in its cage is at work there. What it has moved under our hands is
     * UNAVAILABLE, and what we may not write is UNREADABLE until nobody is at work any more.
     */
    default BlobRef patchSoFar() {
      return patch();
    }

    /** The changed files, relative to the dbt project's folder. */
    List<String> changedFiles();

    @Override
    void close();
  }
}
