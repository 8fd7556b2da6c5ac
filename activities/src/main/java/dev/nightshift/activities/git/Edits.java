package dev.nightshift.activities.git;

import dev.nightshift.activities.git.OwnBranches.HostCommits.Edit;
import dev.nightshift.activities.git.OwnBranches.HostCommits.Made;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Commits of ours as another may make them again. */
final class Edits {
  private Edits() {}

  /** From the one on {@code tip} to the last; the parent of each is to be put in its place. */
  static List<Made> between(Repository mirror, ObjectId tip, ObjectId last) throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      Deque<Made> all = new ArrayDeque<>();
      RevCommit at = commits.parseCommit(last);
      while (!at.equals(tip)) {
        RevCommit parent = commits.parseCommit(at.getParent(0));
        all.addFirst(
            new Made(
                parent.name(),
                parent.getTree().name(),
                at.getTree().name(),
                at.getFullMessage(),
                edits(mirror, parent, at)));
        at = parent;
      }
      return List.copyOf(all);
    }
  }

  private static List<Edit> edits(Repository mirror, RevCommit before, RevCommit after)
      throws IOException {
    List<Edit> edits = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(mirror)) {
      walk.addTree(before.getTree());
      walk.addTree(after.getTree());
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        edits.add(edit(mirror, walk.getPathString(), walk.getFileMode(1), walk.getObjectId(1)));
      }
    }
    return edits;
  }

  private static Edit edit(Repository mirror, String path, FileMode mode, ObjectId id)
      throws IOException {
    if (mode.equals(FileMode.MISSING)) {
      return new Edit(path, null, null);
    }
    byte[] content = mode.equals(FileMode.GITLINK) ? new byte[0] : mirror.open(id).getBytes();
    return new Edit(path, mode, new RawText(content));
  }
}
