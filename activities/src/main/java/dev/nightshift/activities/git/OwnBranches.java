package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Commit;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Branches below {@code nightshift/}, the only ones that we push. Author and times come from the
 * commit below, so that the same publication is the same commit, however often it is made.
 */
public final class OwnBranches {
  static final String OURS = "nightshift/";

  /** Each loss means that another push came between look and push. */
  private static final int TRIES = 3;

  private final Mirrors mirrors;
  private final Blobs blobs;
  private final Pushes pushes;

  public OwnBranches(Mirrors mirrors, Blobs blobs) {
    this.mirrors = mirrors;
    this.blobs = blobs;
    this.pushes = new Pushes(mirrors);
  }

  /**
   * A patch, the branch of ours that it goes to, and the branch that it is meant for; {@code
   * commits} lead to the patch where it is to be more than one.
   */
  public record Change(
      Workspace patched, String branch, String onto, String message, List<Commit> commits) {
    public Change {
      message = ended(message);
      commits = commits.stream().map(one -> new Commit(ended(one.message()), one.patch())).toList();
    }

    /** In one commit. */
    public Change(Workspace patched, String branch, String onto, String message) {
      this(patched, branch, onto, message, List.of());
    }

    private static String ended(String message) {
      return message.endsWith("\n") ? message : message + "\n";
    }

    /** A host may leave out the line's end. */
    boolean says(String message) {
      String said = ended(message);
      return said.equals(this.message)
          || commits.stream().anyMatch(one -> one.message().equals(said));
    }
  }

  /** A host that makes commits itself, and vouches for what it made. */
  public interface HostCommits {
    /** The commit's id there; empty where the host would make other files of it. */
    Optional<String> make(Made commit);

    /** Begins a branch at a commit; false where there is one of that name already. */
    boolean begin(String branch, String commit);

    /** Whether this is the address that the host writes for us. */
    boolean isUs(String email);

    /** Whether this is the address that the host commits by in somebody's name. */
    boolean isHost(String email);

    /** What a commit is to be: on that parent and the tree below it, with that tree in the end. */
    record Made(String parent, String below, String tree, String message, List<Edit> edits) {
      public Made {
        edits = List.copyOf(edits);
      }
    }

    /** A path whose file is another one; {@code mode} is null for a file that goes. */
    record Edit(String path, FileMode mode, RawText content) {
      public boolean removes() {
        return mode == null;
      }

      public boolean isExecutable() {
        return FileMode.EXECUTABLE_FILE.equals(mode);
      }

      /** No link and no submodule. */
      public boolean isPlain() {
        return removes() || isExecutable() || FileMode.REGULAR_FILE.equals(mode);
      }
    }
  }

  /** Whether a branch of this name is one that we push. */
  public static boolean isOurs(String branch) {
    return branch.startsWith(OURS);
  }

  /**
   * Commits on the newest commit of the branch that it is meant for, and pushes; a branch that
   * carries the change already is left alone. Gives the commit.
   */
  public String publish(Change change) {
    return publish(change, Optional.empty());
  }

  /**
   * The same where the host makes the commits. A branch that has to be replaced is pushed all the
   * same: only Git's push has a lease.
   */
  public String publish(Change change, Optional<HostCommits> host) {
    checkName(change.branch());
    String repository = change.patched().repository();
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      mirrors.refresh(repository);
      Optional<ObjectId> there =
          Trees.with(
              mirrors,
              blobs,
              change.patched(),
              (mirror, tree) -> published(mirror, tree, change, host));
      if (there.isPresent()) {
        return there.get().name();
      }
    }
    throw ErrorKind.UNAVAILABLE.failure(
        "others push to " + change.branch() + " of " + repository + " at the same time");
  }

  /** The words of a pull request, which tell it where its branch stands on newer commits. */
  public String told(String body, Workspace built, String branch, String onto) {
    return new MovedBase(mirrors).told(body, built, branch, onto);
  }

  /** The branch of a pull request that is closed without a merge, also where a person closed it. */
  public void removeClosed(String repository, Pull opened, Pull now) {
    if (now.state().equals("closed") && isOurs(opened.branch()) && !opened.commit().isEmpty()) {
      pushes.remove(repository, opened.branch(), opened.commit());
    }
  }

  private Optional<ObjectId> published(
      Repository mirror, Tree patched, Change change, Optional<HostCommits> host)
      throws IOException {
    String repository = change.patched().repository();
    OwnCommits ours = new OwnCommits(blobs, host);
    ObjectId tip = tip(mirror, change);
    ObjectId head = mirror.resolve("refs/heads/" + change.branch());
    if (head != null) {
      Optional<ObjectId> carried = ours.carried(mirror, patched, change, head, tip);
      if (carried.isPresent()) {
        return carried;
      }
      checkOurs(mirror, head, repository, change.branch(), ours);
    }
    ObjectId commit = ours.commit(mirror, patched, change, tip);
    if (head == null && host.isPresent()) {
      Optional<String> made = made(mirror, tip, commit, host.get());
      if (made.isPresent()) {
        return made.filter(one -> host.get().begin(change.branch(), one)).map(ObjectId::fromString);
      }
    }
    return pushes.push(mirror, repository, change.branch(), commit, head);
  }

  /** The last of them as the host made it; empty where it does not make them as they are. */
  private static Optional<String> made(
      Repository mirror, ObjectId tip, ObjectId last, HostCommits host) throws IOException {
    Optional<String> at = Optional.of(tip.name());
    for (HostCommits.Made commit : Edits.between(mirror, tip, last)) {
      at =
          at.flatMap(
              parent ->
                  host.make(
                      new HostCommits.Made(
                          parent,
                          commit.below(),
                          commit.tree(),
                          commit.message(),
                          commit.edits())));
    }
    return at;
  }

  private static ObjectId tip(Repository mirror, Change change) throws IOException {
    ObjectId tip = mirror.resolve("refs/heads/" + change.onto());
    if (tip == null) {
      throw ErrorKind.NOT_FOUND.failure(
          "the branch "
              + change.onto()
              + " of "
              + change.patched().repository()
              + ", which the change is meant for, is gone: check projects[].branch");
    }
    return tip;
  }

  /** Only a head that we committed ourselves may be replaced. */
  private void checkOurs(
      Repository mirror, ObjectId head, String repository, String branch, OwnCommits ours)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      RevCommit last = commits.parseCommit(head);
      PersonIdent committer = last.getCommitterIdent();
      if (!ours.isOurs(last)) {
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
    if (!isOurs(branch) || !Repository.isValidRefName("refs/heads/" + branch)) {
      throw ErrorKind.REFUSED.failure(
          "«" + branch + "» is no branch of ours: we push below " + OURS + " only");
    }
  }
}
