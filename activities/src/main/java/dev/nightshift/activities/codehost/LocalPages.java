package dev.nightshift.activities.codehost;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.OwnBranches;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.values.Pull;
import java.time.InstantSource;

/** On the local host. */
public final class LocalPages implements PageHost {
  private final Settings settings;
  private final OwnBranches branches;
  private final LocalPulls pulls;

  public LocalPages(
      Home home, Settings settings, Mirrors mirrors, Blobs blobs, InstantSource clock) {
    this.settings = settings;
    this.branches = new OwnBranches(mirrors, blobs);
    this.pulls = new LocalPulls(home, clock);
  }

  @Override
  public Pull propose(Project at, NewPage page) {
    PullRequest wanted = page.asRequest();
    String branch = wanted.publication().branch();
    String commit =
        branches.publish(new OwnBranches.Change(page.patched(), branch, at.branch(), page.title()));
    StoredPull stored = pulls.opened(wanted, at.repository(), at.branch(), page.marked());
    return new Pull(
        stored.number(),
        settings.starter().pull(at, stored.number()),
        branch,
        commit,
        stored.state());
  }
}
