package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.OwnBranches.Change;
import dev.nightshift.activities.git.OwnBranches.HostCommits;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits that a change of ours is made of, and those that were made of it before. */
record OwnCommits(Blobs blobs, Optional<HostCommits> host) {
  private static final String NAME = "Nightshift";
  private static final String EMAIL = "nightshift@localhost";

  /** People may have added to it; among so many our own is found. */
  private static final int MOST_ON_TOP = 100;

  ObjectId commit(Repository mirror, Tree patched, Change change, ObjectId tip) throws IOException {
    Transplant moved = transplant(mirror, patched, change, tip);
    if (!moved.fits()) {
      throw ErrorKind.REFUSED.failure(
          "nothing was published: "
              + change.onto()
              + " has moved on since the run, and its newest commit changes the same lines of "
              + String.join(", ", moved.conflicts())
              + "; let the job run again on it, and the fix is made anew");
    }
    try (ObjectInserter inserter = mirror.newObjectInserter();
        RevWalk commits = new RevWalk(mirror)) {
      RevCommit parent = commits.parseCommit(tip);
      ObjectId written = moved.tree().write(inserter);
      if (written.equals(parent.getTree())) {
        throw ErrorKind.BAD_INPUT.failure(
            "there is nothing to publish: "
                + (tip.name().equals(change.patched().base())
                    ? "the patch changes nothing"
                    : change.onto() + " has the same change already"));
      }
      PersonIdent us =
          new PersonIdent(
              NAME, EMAIL, parent.getCommitterIdent().getWhenAsInstant(), ZoneOffset.UTC);
      ObjectId last = tip;
      ObjectId tree = parent.getTree();
      for (Steps.Step step : Steps.of(mirror, blobs, change, patched, tip, moved.tree()).all()) {
        ObjectId next = step.tree().write(inserter);
        if (!next.equals(tree)) {
          last = inserter.insert(commit(last, next, us, step.message()));
          tree = next;
        }
      }
      inserter.flush();
      return last;
    }
  }

  private static CommitBuilder commit(
      ObjectId parent, ObjectId tree, PersonIdent us, String message) {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentId(parent);
    commit.setAuthor(us);
    commit.setCommitter(us);
    commit.setMessage(message);
    return commit;
  }

  /**
   * A commit of ours on the branch that makes this change and says so, whatever it was made on: the
   * branch that it is meant for may have moved since, and a second try is no second change.
   */
  Optional<ObjectId> carried(
      Repository mirror, Tree patched, Change change, ObjectId head, ObjectId tip)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror);
        ObjectInserter inserter = mirror.newObjectInserter()) {
      commits.markStart(commits.parseCommit(head));
      commits.markUninteresting(commits.parseCommit(tip));
      RevCommit commit = commits.next();
      for (int n = 0; commit != null && n < MOST_ON_TOP; n++, commit = commits.next()) {
        if (!isOf(change, commit)) {
          continue;
        }
        Transplant moved = transplant(mirror, patched, change, below(commits, change, commit));
        if (moved.fits() && moved.tree().write(inserter).equals(commit.getTree())) {
          return Optional.of(commit.copy());
        }
      }
      return Optional.empty();
    }
  }

  private boolean isOf(Change change, RevCommit commit) {
    return commit.getParentCount() == 1 && isOurs(commit) && change.says(commit.getFullMessage());
  }

  /** What the commits of the change that lead to this one were made on. */
  private RevCommit below(RevWalk commits, Change change, RevCommit last) throws IOException {
    RevCommit below = commits.parseCommit(last.getParent(0));
    for (int n = 1; n < change.commits().size() && isOf(change, below); n++) {
      below = commits.parseCommit(below.getParent(0));
    }
    return below;
  }

  private static Transplant transplant(
      Repository mirror, Tree patched, Change change, ObjectId parent) throws IOException {
    Tree base = Tree.of(mirror, ObjectId.fromString(change.patched().base()));
    return Transplant.of(base, patched, Tree.of(mirror, parent));
  }

  /**
   * By Git, or by the host for us: then who commits may be the host itself. Whoever amends one of
   * ours leaves its author, and commits it.
   */
  boolean isOurs(RevCommit commit) {
    String author = commit.getAuthorIdent().getEmailAddress();
    String committer = commit.getCommitterIdent().getEmailAddress();
    return committer.equals(EMAIL)
        || host.filter(one -> one.isUs(author))
            .filter(one -> one.isUs(committer) || one.isHost(committer))
            .isPresent();
  }
}
