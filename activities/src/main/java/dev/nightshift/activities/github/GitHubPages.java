package dev.nightshift.activities.github;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.codehost.PageHost;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.OwnBranches;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.values.Pull;
import org.kohsuke.github.GHPullRequest;

/** The same on GitHub. */
public final class GitHubPages implements PageHost {
  private final Connections connections;
  private final OwnBranches branches;

  /** {@code connections} are of its own where the pages are in another repository than the code. */
  public GitHubPages(Connections connections, Mirrors mirrors, Blobs blobs) {
    this.connections = connections;
    this.branches = new OwnBranches(mirrors, blobs);
  }

  @Override
  public Pull propose(Project at, NewPage page) {
    PullRequest wanted = page.asRequest();
    String branch = wanted.publication().branch();
    branches.publish(new OwnBranches.Change(page.patched(), branch, at.branch(), page.title()));
    Connection connection = connections.of(at);
    return Refusals.asked(
        connection.name(),
        () -> {
          Pulls pulls = new Pulls(connection, connection.repository());
          GHPullRequest pull = pulls.ofBranch(branch).orElse(null);
          return Pulls.seen(pull == null ? pulls.open(wanted, at.branch(), page.marked()) : pull);
        });
  }
}
