package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes of our branches with a lease, and what a host's answer to one means. */
record Pushes(Mirrors mirrors) {
  private static final Logger log = LoggerFactory.getLogger(Pushes.class);

  private static final Pattern LOCKED =
      Pattern.compile(
          "(?i)(?:failed|failure|unable|cannot) to lock|lock (?:error|failure|fail)"
              + "|cannot lock ref(?!.*exists)");

  /** How a server says that another push was faster by less than a look ahead can see. */
  private static final Pattern OVERTAKEN =
      Pattern.compile("(?i)failed to update ref|is at \\w+ but expected");

  private static final Pattern RULE =
      Pattern.compile("(?i)protected branch|rule violation|GH0|hook declined");

  /** Empty where another push came between look and push. */
  Optional<ObjectId> push(
      Repository mirror, String repository, String branch, ObjectId commit, ObjectId head)
      throws IOException {
    ObjectId expected = head == null ? ObjectId.zeroId() : head;
    RemoteRefUpdate update =
        Wire.push(mirror, mirrors.remote(repository), repository, commit, branch, expected);
    if (update.getMessage() != null && OVERTAKEN.matcher(update.getMessage()).find()) {
      return Optional.empty();
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> Optional.of(commit);
      case REJECTED_REMOTE_CHANGED -> Optional.empty();
      default -> throw notTaken(repository, branch, update);
    };
  }

  /**
   * Takes a branch of ours away that nobody needs any more, if it still is where we left it: what
   * people pushed to it is theirs. A host whose rules keep it keeps it.
   */
  void remove(String repository, String branch, String commit) {
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
          what
              + "; let our account push to "
              + OwnBranches.OURS
              + "** in the rules for its branches");
    }
    return (passing ? ErrorKind.UNAVAILABLE : ErrorKind.REFUSED).failure(what);
  }
}
