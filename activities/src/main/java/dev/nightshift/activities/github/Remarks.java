package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Ids;
import java.util.Map;
import org.kohsuke.github.GHPullRequest;

/** What we say below a pull request: each thing once, by a mark that a reader does not see. */
final class Remarks {
  /** The most that GitHub gives at once. */
  private static final int PAGE = 100;

  private final Connection connection;

  Remarks(Connection connection) {
    this.connection = connection;
  }

  void say(GHPullRequest pull, String text) {
    String mark = "<!-- nightshift:" + Ids.hash(text).substring(0, 24) + " -->";
    String comments = "/issues/" + pull.getNumber() + "/comments";
    if (!isThere(comments, mark)) {
      connection.ask("POST", comments, Map.of("body", text + "\n\n" + mark));
    }
  }

  /** The library asks for each author of a comment anew; what a list says of them is enough. */
  private boolean isThere(String comments, String mark) {
    for (int page = 1; ; page++) {
      JsonNode some = connection.ask("GET", comments + "?per_page=" + PAGE + "&page=" + page, null);
      for (JsonNode comment : some) {
        if (connection.isUs(comment.at("/user/login").asText())
            && comment.path("body").asText().contains(mark)) {
          return true;
        }
      }
      if (some.size() < PAGE) {
        return false;
      }
    }
  }
}
