package dev.nightshift.activities.github;

import dev.nightshift.workflows.durable.Ids;
import java.io.IOException;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHPullRequest;

/** What we say below a pull request: each thing once, by a mark that a reader does not see. */
final class Remarks {
  private final Connection connection;

  Remarks(Connection connection) {
    this.connection = connection;
  }

  void say(GHPullRequest pull, String text) throws IOException {
    String mark = "<!-- nightshift:" + Ids.hash(text).substring(0, 24) + " -->";
    for (GHIssueComment comment : pull.listComments()) {
      if (connection.isUs(comment.getUserName()) && comment.getBody().contains(mark)) {
        return;
      }
    }
    pull.comment(text + "\n\n" + mark);
  }
}
