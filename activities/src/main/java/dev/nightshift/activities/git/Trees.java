package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A workspace's tree: its base from the mirror, which is refreshed when it lacks it, and patch. */
final class Trees {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,40}");

  private Trees() {}

  @FunctionalInterface
  interface Work<T> {
    T on(Repository mirror, Tree tree) throws IOException;
  }

  static <T> T with(Mirrors mirrors, Blobs blobs, Workspace workspace, Work<T> work) {
    String repository = workspace.repository();
    ObjectId base = commit(mirrors, repository, workspace.base());
    byte[] patch = workspace.patch() == null ? null : blobs.read(workspace.patch());
    return mirrors.with(
        repository,
        mirror -> {
          Tree tree = Tree.of(mirror, base);
          if (patch != null) {
            StrictPatch.apply(patch, tree);
          }
          return work.on(mirror, tree);
        });
  }

  /** The commit, if need be after a fetch; NOT_FOUND when it is gone. */
  static ObjectId commit(Mirrors mirrors, String repository, String name) {
    if (!COMMIT.matcher(name).matches()) {
      throw ErrorKind.BAD_INPUT.failure("«" + name + "» is no commit's id");
    }
    Optional<ObjectId> known = mirrors.with(repository, mirror -> find(mirror, name));
    if (known.isEmpty()) {
      mirrors.refresh(repository);
      known = mirrors.with(repository, mirror -> find(mirror, name));
    }
    return known.orElseThrow(
        () ->
            ErrorKind.NOT_FOUND.failure(
                "the commit "
                    + name
                    + " is gone from "
                    + repository
                    + ": its branch was deleted or rewritten, or it was never pushed;"
                    + " push it again, or start from the main branch"));
  }

  /** Empty where the mirror has none of that name. */
  static Optional<ObjectId> find(Repository mirror, String name) throws IOException {
    if (!COMMIT.matcher(name).matches()) {
      return Optional.empty();
    }
    try (RevWalk commits = new RevWalk(mirror)) {
      ObjectId id = mirror.resolve(name + "^{commit}");
      if (id == null) {
        return Optional.empty();
      }
      RevCommit commit = commits.parseCommit(id);
      return Optional.of(commit.copy());
    } catch (AmbiguousObjectException e) {
      throw ErrorKind.BAD_INPUT.failure(
          "«" + name + "» begins several commits' ids; give all of it", e);
    } catch (MissingObjectException | IncorrectObjectTypeException absent) {
      return Optional.empty();
    }
  }
}
