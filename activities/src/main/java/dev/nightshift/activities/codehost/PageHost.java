package dev.nightshift.activities.codehost;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.CodeHost.Publication;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;

/**
 * Pull requests for pages of the team's notes. A person asked for each, and it changes no code: so
 * there is neither a decision nor a gate, and people review it as any other.
 */
public interface PageHost {
  /** Proposes it for the project's branch, or finds what was proposed of it before. */
  Pull propose(Project at, NewPage page);

  /** A page that was written into a workspace; {@code key} names it for good. */
  record NewPage(String key, Workspace patched, String title, String body) {
    /** By its mark it is none of those that wait with a fix of the project's. */
    public String marked() {
      return body + "\n\n<!-- nightshift:workflow=" + key + " -->\n";
    }

    public PullRequest asRequest() {
      Publication of = new Publication(key, patched, Ids.branch(key), title, "", null, null);
      return new PullRequest(of, title, null, false);
    }
  }
}
