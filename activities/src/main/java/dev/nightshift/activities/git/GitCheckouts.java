package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Hold;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Checkouts in a folder of their own for each attempt, emptied when the attempt begins and left for
 * people when it ends, until {@link #evict} needs the place.
 */
public final class GitCheckouts implements Checkouts {
  /** An attempt's folder is its own: only a checkout of the same attempt can be in the way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int READABLE = 80;

  private final Path workspaces;
  private final Mirrors mirrors;
  private final Blobs blobs;
  private final UnaryOperator<String> branches;

  /** {@code branches} knows the base branch of a project. */
  public GitCheckouts(
      Path workspaces, Mirrors mirrors, Blobs blobs, UnaryOperator<String> branches) {
    this.workspaces = workspaces;
    this.mirrors = mirrors;
    this.blobs = blobs;
    this.branches = branches;
  }

  @Override
  public Checkout open(Workspace workspace, String attempt) {
    Path folder = workspaces.resolve(named(attempt));
    Hold hold = Locks.exclusive(Eviction.lock(folder, "lock"), PATIENCE);
    boolean opened = false;
    try {
      Folders.delete(folder);
      Folders.make(folder);
      Trees.with(
          mirrors,
          blobs,
          workspace,
          (mirror, tree) -> {
            Folders.delete(folder);
            new Folder(Folders.make(folder)).write(tree);
            return null;
          });
      Path project = folder.resolve(workspace.subfolder()).normalize();
      if (!project.startsWith(folder) || !Files.isDirectory(project)) {
        throw ErrorKind.NOT_FOUND.failure(
            "there is no folder «"
                + workspace.subfolder()
                + "» in "
                + workspace.repository()
                + " at "
                + workspace.base()
                + "; check projects[].subfolder");
      }
      opened = true;
      return new Opened(workspace, folder, project, hold);
    } finally {
      if (!opened) {
        hold.close();
      }
    }
  }

  @Override
  public <T> T stored(Workspace workspace, Look<T> look) {
    return Trees.with(
        mirrors,
        blobs,
        workspace,
        (mirror, tree) -> look.at(new StoredFiles(tree, workspace.subfolder())));
  }

  /** At least as new as what ran, and without a fetch where that is known: each step asks it. */
  @Override
  public Workspace base(Workspace workspace) {
    Trees.commit(mirrors, workspace.repository(), workspace.base());
    String branch = branches.apply(workspace.project());
    ObjectId head =
        mirrors.with(workspace.repository(), mirror -> mirror.resolve(Constants.R_HEADS + branch));
    if (head == null) {
      throw ErrorKind.NOT_FOUND.failure(
          "there is no branch «" + branch + "» in " + workspace.repository());
    }
    return new Workspace(
        workspace.project(), workspace.repository(), workspace.subfolder(), head.name(), null);
  }

  @Override
  public Past past(Workspace workspace) {
    return new GitPast(mirrors, workspace);
  }

  /** Removes the least recently used folders, never one that is open, until the rest fits. */
  public static void evict(Path workspaces, long maxBytes) {
    Eviction.evict(workspaces, maxBytes);
  }

  /** Readable, and still one folder for each key. */
  private static String named(String attempt) {
    String readable = attempt.replaceAll("[^A-Za-z0-9_-]+", "-");
    int from = Math.max(0, readable.length() - READABLE);
    return "w" + readable.substring(from) + "-" + Ids.hash(attempt).substring(0, 12);
  }

  private final class Opened implements Checkout {
    private final Workspace workspace;
    private final Path root;
    private final Path project;
    private final Hold hold;

    Opened(Workspace workspace, Path root, Path project, Hold hold) {
      this.workspace = workspace;
      this.root = root;
      this.project = project;
      this.hold = hold;
    }

    @Override
    public Path root() {
      return root;
    }

    @Override
    public Path project() {
      return project;
    }

    @Override
    public BlobRef patch() {
      return kept(compared(Present::left, FolderDiff::patch));
    }

    @Override
    public BlobRef patchSoFar() {
      return kept(compared(Present::soFar, FolderDiff::patch));
    }

    private BlobRef kept(byte[] patch) {
      return patch.length == 0 ? null : blobs.put("changes.patch", patch);
    }

    @Override
    public List<String> changedFiles() {
      List<String> files = new ArrayList<>();
      for (String path : compared(Present::left, FolderDiff::paths)) {
        files.add(project.relativize(root.resolve(path)).toString());
      }
      return files;
    }

    @Override
    public void close() {
      hold.close();
    }

    private <T> T compared(Entering entering, Reading<T> reading) {
      return Trees.with(
          mirrors,
          blobs,
          workspace.with(null),
          (mirror, base) -> {
            try (Present now = entering.of(root)) {
              return reading.of(FolderDiff.between(base, now));
            }
          });
    }
  }

  @FunctionalInterface
  private interface Entering {
    Present of(Path root);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(FolderDiff diff) throws IOException;
  }
}
