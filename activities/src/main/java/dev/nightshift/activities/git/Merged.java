package dev.nightshift.activities.git;

import static org.eclipse.jgit.treewalk.filter.TreeFilter.ANY_DIFF;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * A branch's change as it came into another branch: by a merge, or as one commit of its own, which
 * is known by what it changes. {@code commit} is the first that has it.
 */
public record Merged(String commit, Instant at) {
  /** Between two looks there are a few; among so many it is found after a holiday too. */
  private static final int MOST_COMMITS = 500;

  /** What {@code head} changed, if {@code base} has it; {@code commit} when head is deleted. */
  public static Optional<Merged> find(Path bare, String base, String head, String commit) {
    try (Repository repository = BareRepository.open(bare);
        RevWalk commits = new RevWalk(repository)) {
      ObjectId tip = repository.resolve("refs/heads/" + head);
      ObjectId into = repository.resolve("refs/heads/" + base);
      if (into == null) {
        return Optional.empty();
      }
      RevCommit ours = commits.parseCommit(tip == null ? ObjectId.fromString(commit) : tip);
      RevCommit newest = commits.parseCommit(into);
      Optional<RevCommit> first =
          commits.isMergedInto(ours, newest)
              ? Optional.of(first(commits, ours, newest))
              : carrying(repository, commits, ours, newest);
      return first.isEmpty()
          ? Optional.empty()
          : Optional.of(new Merged(first.get().name(), at(bare, base, first.get(), ours)));
    } catch (MissingObjectException collected) {
      return Optional.empty();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the repository " + bare + " cannot be read: " + e, e);
    }
  }

  /** The oldest that has our commit in its past, along the way that the branch went. */
  private static RevCommit first(RevWalk commits, RevCommit ours, RevCommit newest)
      throws IOException {
    RevCommit first = newest;
    for (int n = 0; n < MOST_COMMITS && first.getParentCount() > 0; n++) {
      RevCommit parent = commits.parseCommit(first.getParent(0));
      if (!commits.isMergedInto(ours, parent)) {
        break;
      }
      first = parent;
    }
    return first;
  }

  /**
   * The oldest since the branches parted that touches the same files and leaves the change there.
   */
  private static Optional<RevCommit> carrying(
      Repository repository, RevWalk commits, RevCommit ours, RevCommit newest) throws IOException {
    RevCommit fork = fork(repository, ours, newest);
    if (fork == null) {
      return Optional.empty();
    }
    Tree before = Tree.of(repository, fork);
    Tree after = Tree.of(repository, ours);
    Set<String> touched = before.differing(after);
    if (touched.isEmpty()) {
      return Optional.empty();
    }
    Optional<RevCommit> first = Optional.empty();
    RevCommit one = newest;
    for (int n = 0; n < MOST_COMMITS && !one.equals(fork) && one.getParentCount() > 0; n++) {
      RevCommit parent = commits.parseCommit(one.getParent(0));
      if (touches(repository, parent, one, touched) && has(repository, before, after, one)) {
        first = Optional.of(one);
      }
      one = parent;
    }
    return first;
  }

  private static boolean touches(
      Repository repository, RevCommit parent, RevCommit one, Set<String> paths)
      throws IOException {
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(parent.getTree());
      walk.addTree(one.getTree());
      walk.setRecursive(true);
      walk.setFilter(AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), ANY_DIFF));
      return walk.next();
    }
  }

  /** To bring the change to what has it already leaves that as it is. */
  private static boolean has(Repository repository, Tree before, Tree after, RevCommit one)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      Transplant moved = Transplant.of(before, after, Tree.of(repository, one));
      return moved.fits() && moved.tree().write(inserter).equals(one.getTree());
    }
  }

  private static RevCommit fork(Repository repository, RevCommit ours, RevCommit newest)
      throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      commits.setRevFilter(RevFilter.MERGE_BASE);
      commits.markStart(List.of(commits.parseCommit(ours), commits.parseCommit(newest)));
      return commits.next();
    }
  }

  /** A branch that was only moved on to our commit has no commit of that time, but a file. */
  private static Instant at(Path bare, String base, RevCommit first, RevCommit ours)
      throws IOException {
    if (first.equals(ours)) {
      for (String file : List.of("refs/heads/" + base, "packed-refs")) {
        if (Files.exists(bare.resolve(file))) {
          return Files.getLastModifiedTime(bare.resolve(file)).toInstant();
        }
      }
    }
    return first.getCommitterIdent().getWhenAsInstant();
  }
}
