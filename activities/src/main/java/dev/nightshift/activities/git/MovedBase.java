package dev.nightshift.activities.git;

import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Where a change was built is the run's commit, and where it goes is the newest one: what came
 * between was not built with it, and a reviewer is told so.
 */
final class MovedBase {
  private static final int SHOWN = 7;

  private final Mirrors mirrors;

  MovedBase(Mirrors mirrors) {
    this.mirrors = mirrors;
  }

  /**
   * The words of the pull request of our branch; where it is made on another commit than it was
   * built on, with that below their first paragraph.
   */
  String told(String body, Workspace built, String branch, String onto) {
    mirrors.refresh(built.repository());
    Optional<String> moved =
        mirrors.with(built.repository(), mirror -> moved(mirror, built.base(), branch, onto));
    return moved.map(words -> below(body, words)).orElse(body);
  }

  private static String below(String body, String words) {
    int first = body.indexOf("\n\n");
    return first < 0
        ? body + (body.isEmpty() ? "" : "\n\n") + words + "\n"
        : body.substring(0, first) + "\n\n" + words + body.substring(first);
  }

  private static Optional<String> moved(Repository mirror, String base, String branch, String onto)
      throws IOException {
    ObjectId head = mirror.resolve("refs/heads/" + branch);
    ObjectId tip = mirror.resolve("refs/heads/" + onto);
    ObjectId built = ObjectId.fromString(base);
    Optional<ObjectId> below =
        head == null || tip == null ? Optional.empty() : common(mirror, head, tip);
    return below.filter(commit -> !commit.equals(built)).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "**Built on `"
                + base.substring(0, SHOWN)
                + "`; `"
                + onto
                + "` has "
                + how(mirror, built, below.get())
                + " since**, and the change was carried over without conflict. It was not built"
                + " again there: what is said of its verification is of `"
                + base.substring(0, SHOWN)
                + "`, and the checks of this pull request are the first that see both.");
  }

  /** The commit of the other branch that ours is made on. */
  private static Optional<ObjectId> common(Repository mirror, ObjectId head, ObjectId tip)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      commits.setRevFilter(RevFilter.MERGE_BASE);
      commits.markStart(commits.parseCommit(head));
      commits.markStart(commits.parseCommit(tip));
      return Optional.ofNullable(commits.next()).map(RevCommit::copy);
    }
  }

  private static String how(Repository mirror, ObjectId built, ObjectId now) throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      RevCommit newer = commits.parseCommit(now);
      RevCommit older = commits.parseCommit(built);
      if (!commits.isMergedInto(older, newer)) {
        return "been rewritten";
      }
    }
    try (RevWalk commits = new RevWalk(mirror)) {
      commits.markStart(commits.parseCommit(now));
      commits.markUninteresting(commits.parseCommit(built));
      int n = 0;
      while (commits.next() != null) {
        n++;
      }
      return "moved by " + n + (n == 1 ? " commit" : " commits");
    }
  }
}
