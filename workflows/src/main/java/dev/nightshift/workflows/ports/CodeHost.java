package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Branches and pull requests, on whatever host the project lives. */
@ActivityInterface(namePrefix = "CodeHost")
public interface CodeHost {
  /**
   * Commits the patch on the base and pushes it to our own branch, with a lease; the same
   * publication again changes nothing. Gives the last commit. Checks the decision's signature and
   * the gate's ruling.
   */
  String publishBranch(Publication publication);

  /**
   * Opens the pull request of the branch, or finds the one that is there; never reopens a closed
   * one. Checks what it is of as before a push, and that nothing is ready that was to be a draft.
   */
  Pull openPull(PullRequest request);

  /**
   * Gives the draft the words that it has now that its branch holds another patch; one that is no
   * longer open stays as it is. Checks what it is of as before a push.
   */
  Pull reword(PullRequest request, Pull draft);

  /**
   * Marks the draft as ready for review, with the words that it has now, when a person has agreed:
   * the decision is checked as before a push.
   */
  Pull markReady(PullRequest request, Pull draft);

  /** The pull requests of ours that wait for people, drafts among them. */
  List<Pull> openPulls(String project);

  /**
   * Says something below a pull request of ours that is open or merged; the same again is not said
   * twice.
   */
  Pull comment(String project, Pull pull, String comment);

  /** Closes a pull request of ours with a comment; a closed one stays as it is. */
  Pull close(String project, Pull pull, String comment);

  /** How a pull request of ours stands now, whoever did what to it. */
  Standing look(String project, Pull pull);

  /**
   * What is committed, where, by whose word; {@code commits} lead to the patch where it is to be
   * more than one commit.
   */
  record Publication(
      String workflow,
      Workspace patched,
      String branch,
      String message,
      String verification,
      Decision decision,
      Gate.Examination examination,
      List<Commit> commits) {
    public Publication {
      commits = commits == null ? List.of() : List.copyOf(commits);
    }

    /** In one commit. */
    public Publication(
        String workflow,
        Workspace patched,
        String branch,
        String message,
        String verification,
        Decision decision,
        Gate.Examination examination) {
      this(workflow, patched, branch, message, verification, decision, examination, null);
    }
  }

  /** The whole patch as far as this commit. */
  record Commit(String message, BlobRef patch) {}

  /**
   * The pull request to be there, and what it is of. {@code asking} is whether people are asked for
   * more than whether they agree.
   */
  record PullRequest(
      Publication publication, String title, BlobRef body, boolean draft, boolean asking) {
    /** Of which nothing is open. */
    public PullRequest(Publication publication, String title, BlobRef body, boolean draft) {
      this(publication, title, body, draft, false);
    }
  }

  /**
   * A pull request as it is. Of a merged one {@code merge} is the commit that has its change on the
   * branch it was meant for, empty where nobody knows it, and {@code mergedAt} when it came there,
   * in milliseconds since the epoch.
   */
  record Standing(Pull pull, String merge, long mergedAt) {
    public Standing {
      merge = merge == null ? "" : merge;
    }

    public static Standing unmerged(Pull pull) {
      return new Standing(pull, "", 0);
    }

    public boolean open() {
      return pull.state().equals("open");
    }

    public boolean merged() {
      return pull.state().equals("merged");
    }
  }
}
