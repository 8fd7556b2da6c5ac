package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * Branches below {@code nightshift/}, the only ones that we push. Author and times come from the
 * base, so that the same publication is the same commit, however often it is made.
 */
public final class OwnBranches {
  private static final String OURS = "nightshift/";

  private static final Pattern LOCKED =
      Pattern.compile(
          "(?i)(?:failed|failure|unable|cannot) to lock|lock (?:error|failure|fail)"
              + "|cannot lock ref(?!.*exists)");

  /** Each loss means that another push came between look and push. */
  private static final int TRIES = 3;

  private final Mirrors mirrors;
  private final Blobs blobs;
  private final String name;
  private final String email;

  public OwnBranches(Mirrors mirrors, Blobs blobs, String name, String email) {
    this.mirrors = mirrors;
    this.blobs = blobs;
    this.name = name;
    this.email = email;
  }

  /** Commits and pushes; a branch that has the commit already is left alone. Gives the commit. */
  public String publish(Workspace patched, String branch, String message) {
    checkName(branch);
    ObjectId commit =
        Trees.with(
            mirrors,
            blobs,
            patched,
            (mirror, tree) -> commit(mirror, tree, ObjectId.fromString(patched.base()), message));
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      mirrors.refresh(patched.repository());
      if (pushed(patched.repository(), branch, commit)) {
        return commit.name();
      }
    }
    throw ErrorKind.UNAVAILABLE.failure(
        "others push to " + branch + " of " + patched.repository() + " at the same time");
  }

  private boolean pushed(String repository, String branch, ObjectId commit) {
    return mirrors.with(
        repository,
        mirror -> {
          ObjectId head = mirror.resolve("refs/heads/" + branch);
          if (head != null) {
            if (contains(mirror, head, commit)) {
              return true;
            }
            checkOurs(mirror, head, repository, branch);
          }
          ObjectId expected = head == null ? ObjectId.zeroId() : head;
          RemoteRefUpdate update =
              Wire.push(mirror, mirrors.remote(repository), repository, commit, branch, expected);
          return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> true;
            case REJECTED_REMOTE_CHANGED -> false;
            default -> throw notTaken(repository, branch, update);
          };
        });
  }

  /** A rule of the host stays a no; a lock that another push holds, or a lost line, is no rule. */
  private static RuntimeException notTaken(
      String repository, String branch, RemoteRefUpdate update) {
    String says = update.getMessage() == null ? "" : ", " + update.getMessage();
    String what =
        "the host of "
            + repository
            + " did not take the branch "
            + branch
            + ": "
            + update.getStatus()
            + says;
    boolean passing =
        switch (update.getStatus()) {
          case NOT_ATTEMPTED, AWAITING_REPORT, NON_EXISTING -> true;
          case REJECTED_OTHER_REASON -> LOCKED.matcher(says).find();
          default -> false;
        };
    return (passing ? ErrorKind.UNAVAILABLE : ErrorKind.REFUSED).failure(what);
  }

  private ObjectId commit(Repository mirror, Tree tree, ObjectId base, String message)
      throws IOException {
    try (ObjectInserter inserter = mirror.newObjectInserter();
        RevWalk commits = new RevWalk(mirror)) {
      RevCommit parent = commits.parseCommit(base);
      PersonIdent us =
          new PersonIdent(
              name, email, parent.getCommitterIdent().getWhenAsInstant(), ZoneOffset.UTC);
      ObjectId written = tree.write(inserter);
      if (written.equals(parent.getTree())) {
        throw ErrorKind.BAD_INPUT.failure("there is nothing to publish: the patch changes nothing");
      }
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(written);
      commit.setParentId(base);
      commit.setAuthor(us);
      commit.setCommitter(us);
      commit.setMessage(message.endsWith("\n") ? message : message + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private static boolean contains(Repository mirror, ObjectId head, ObjectId commit)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      return commits.isMergedInto(commits.parseCommit(commit), commits.parseCommit(head));
    }
  }

  /** Only a head that we committed ourselves may be replaced. */
  private void checkOurs(Repository mirror, ObjectId head, String repository, String branch)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      PersonIdent committer = commits.parseCommit(head).getCommitterIdent();
      if (!committer.getEmailAddress().equals(email)) {
        throw ErrorKind.REFUSED.failure(
            "the branch "
                + branch
                + " of "
                + repository
                + " holds a commit by "
                + committer.getName()
                + "; what people pushed is never overwritten: delete the branch, or finish it");
      }
    }
  }

  private static void checkName(String branch) {
    if (!branch.startsWith(OURS) || !Repository.isValidRefName("refs/heads/" + branch)) {
      throw ErrorKind.REFUSED.failure(
          "«" + branch + "» is no branch of ours: we push below " + OURS + " only");
    }
  }
}
