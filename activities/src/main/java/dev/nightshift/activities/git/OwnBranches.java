package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Commit;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Branches below {@code nightshift/}, the only ones that we push. Author and times come from the
 * commit below, so that the same publication is the same commit, however often it is made.
 */
public final class OwnBranches {
  private static final Logger log = LoggerFactory.getLogger(OwnBranches.class);

  private static final String OURS = "nightshift/";
  private static final String NAME = "Nightshift";
  private static final String EMAIL = "nightshift@localhost";

  private static final Pattern LOCKED =
      Pattern.compile(
          "(?i)(?:failed|failure|unable|cannot) to lock|lock (?:error|failure|fail)"
              + "|cannot lock ref(?!.*exists)");

  /** How a server says that another push was faster by less than a look ahead can see. */
  private static final Pattern OVERTAKEN =
      Pattern.compile("(?i)failed to update ref|is at \\w+ but expected");

  private static final Pattern RULE =
      Pattern.compile("(?i)protected branch|rule violation|GH0|hook declined");

  /** Each loss means that another push came between look and push. */
  private static final int TRIES = 3;

  /** People may have added to it; among so many our own is found. */
  private static final int MOST_ON_TOP = 100;

  private final Mirrors mirrors;
  private final Blobs blobs;

  public OwnBranches(Mirrors mirrors, Blobs blobs) {
    this.mirrors = mirrors;
    this.blobs = blobs;
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
    private boolean says(String message) {
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

  /** The branch of a pull request that is closed without a merge, also where a person closed it. */
  public void removeClosed(String repository, Pull opened, Pull now) {
    if (now.state().equals("closed") && isOurs(opened.branch()) && !opened.commit().isEmpty()) {
      remove(repository, opened.branch(), opened.commit());
    }
  }

  /**
   * Takes a branch of ours away that nobody needs any more, if it still is where we left it: what
   * people pushed to it is theirs. A host whose rules keep it keeps it.
   */
  private void remove(String repository, String branch, String commit) {
    RemoteRefUpdate update =
        mirrors.with(
            repository,
            mirror ->
                Wire.push(
                    mirror,
                    mirrors.remote(repository),
                    repository,
                    ObjectId.zeroId(),
                    branch,
                    ObjectId.fromString(commit)));
    switch (update.getStatus()) {
      case OK -> log.info("the branch {} of {} is taken away", branch, repository);
      case NON_EXISTING, REJECTED_REMOTE_CHANGED -> {
        // It is gone already, or it is not ours alone.
      }
      default ->
          log.info(
              "the branch {} of {} stays: {} {}",
              branch,
              repository,
              update.getStatus(),
              update.getMessage());
    }
  }

  private Optional<ObjectId> published(
      Repository mirror, Tree patched, Change change, Optional<HostCommits> host)
      throws IOException {
    String repository = change.patched().repository();
    ObjectId tip = tip(mirror, change);
    ObjectId head = mirror.resolve("refs/heads/" + change.branch());
    if (head != null) {
      Optional<ObjectId> carried = carried(mirror, patched, change, head, tip, host);
      if (carried.isPresent()) {
        return carried;
      }
      checkOurs(mirror, head, repository, change.branch(), host);
    }
    ObjectId commit = commit(mirror, patched, change, tip);
    if (head == null && host.isPresent()) {
      Optional<String> made = made(mirror, tip, commit, host.get());
      if (made.isPresent()) {
        return made.filter(one -> host.get().begin(change.branch(), one)).map(ObjectId::fromString);
      }
    }
    return pushed(mirror, change, commit, head);
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

  private Optional<ObjectId> pushed(
      Repository mirror, Change change, ObjectId commit, ObjectId head) throws IOException {
    String repository = change.patched().repository();
    ObjectId expected = head == null ? ObjectId.zeroId() : head;
    RemoteRefUpdate update =
        Wire.push(
            mirror, mirrors.remote(repository), repository, commit, change.branch(), expected);
    if (update.getMessage() != null && OVERTAKEN.matcher(update.getMessage()).find()) {
      return Optional.empty();
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> Optional.of(commit);
      case REJECTED_REMOTE_CHANGED -> Optional.empty();
      default -> throw notTaken(repository, change.branch(), update);
    };
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
    if (!passing && RULE.matcher(says).find()) {
      return ErrorKind.REFUSED.failure(
          what + "; let our account push to " + OURS + "** in the rules for its branches");
    }
    return (passing ? ErrorKind.UNAVAILABLE : ErrorKind.REFUSED).failure(what);
  }

  private ObjectId commit(Repository mirror, Tree patched, Change change, ObjectId tip)
      throws IOException {
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
  private Optional<ObjectId> carried(
      Repository mirror,
      Tree patched,
      Change change,
      ObjectId head,
      ObjectId tip,
      Optional<HostCommits> host)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror);
        ObjectInserter inserter = mirror.newObjectInserter()) {
      commits.markStart(commits.parseCommit(head));
      commits.markUninteresting(commits.parseCommit(tip));
      RevCommit commit = commits.next();
      for (int n = 0; commit != null && n < MOST_ON_TOP; n++, commit = commits.next()) {
        if (!isOf(change, commit, host)) {
          continue;
        }
        Transplant moved =
            transplant(mirror, patched, change, below(commits, change, commit, host));
        if (moved.fits() && moved.tree().write(inserter).equals(commit.getTree())) {
          return Optional.of(commit.copy());
        }
      }
      return Optional.empty();
    }
  }

  private boolean isOf(Change change, RevCommit commit, Optional<HostCommits> host) {
    return commit.getParentCount() == 1
        && isOurs(commit, host)
        && change.says(commit.getFullMessage());
  }

  /** What the commits of the change that lead to this one were made on. */
  private RevCommit below(
      RevWalk commits, Change change, RevCommit last, Optional<HostCommits> host)
      throws IOException {
    RevCommit below = commits.parseCommit(last.getParent(0));
    for (int n = 1; n < change.commits().size() && isOf(change, below, host); n++) {
      below = commits.parseCommit(below.getParent(0));
    }
    return below;
  }

  private static Transplant transplant(
      Repository mirror, Tree patched, Change change, ObjectId parent) throws IOException {
    Tree base = Tree.of(mirror, ObjectId.fromString(change.patched().base()));
    return Transplant.of(base, patched, Tree.of(mirror, parent));
  }

  /** By Git, or by the host for us: then who commits may be the host itself. */
  private boolean isOurs(RevCommit commit, Optional<HostCommits> host) {
    return commit.getCommitterIdent().getEmailAddress().equals(EMAIL)
        || host.filter(one -> one.isUs(commit.getAuthorIdent().getEmailAddress())).isPresent();
  }

  /** Only a head that we committed ourselves may be replaced. */
  private void checkOurs(
      Repository mirror,
      ObjectId head,
      String repository,
      String branch,
      Optional<HostCommits> host)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      RevCommit last = commits.parseCommit(head);
      PersonIdent committer = last.getCommitterIdent();
      if (!isOurs(last, host)) {
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
