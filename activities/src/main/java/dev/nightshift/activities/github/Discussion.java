package dev.nightshift.activities.github;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.values.Pull;
import java.util.Optional;

/** What people say below our pull requests, read from where they said it. */
public interface Discussion {
  /** A comment as it is now; empty when it is gone. */
  Optional<Remark> remark(Project project, long id);

  /** Whether the person may write to the repository now. */
  boolean mayWrite(Project project, String login);

  /** The pull request as it is now, if it is one of ours. */
  Optional<Proposal> ours(Project project, int number);

  /** Whether that account is the one that we work with. */
  boolean isUs(Project project, String login);

  /** Says something below a pull request; the same is not said twice. */
  void say(Project project, int number, String text);

  /** A pull request of ours, and the flow that its words name; empty when they name none. */
  record Proposal(Pull pull, String workflow) {}

  /** {@code person} is whether an account of a person said it, and not a program's. */
  record Remark(int pull, String author, boolean person, boolean edited, String body) {}
}
