package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.ErrorKind;
import java.util.Map;
import org.kohsuke.github.GHPullRequest;

/** The one thing that GitHub's REST API cannot do. */
final class Drafts {
  private static final String MUTATION =
      "mutation($pull: ID!) {"
          + " markPullRequestReadyForReview(input: {pullRequestId: $pull}) {"
          + " pullRequest { isDraft } } }";

  private Drafts() {}

  static void markReady(Connection connection, GHPullRequest pull) {
    JsonNode answer =
        connection.query(Map.of("query", MUTATION, "variables", Map.of("pull", pull.getNodeId())));
    JsonNode ready = answer.at("/data/markPullRequestReadyForReview/pullRequest/isDraft");
    if (ready.isBoolean() && !ready.booleanValue()) {
      return;
    }
    JsonNode error = answer.path("errors").path(0);
    String says = error.path("message").asText("no reason was given");
    String what = "GitHub does not mark pull request " + pull.getNumber() + " as ready: " + says;
    throw switch (error.path("type").asText()) {
      case "FORBIDDEN" -> ErrorKind.UNAUTHORIZED.failure(what + "; " + Refusals.CREDENTIALS);
      case "NOT_FOUND" -> ErrorKind.NOT_FOUND.failure(what);
      case "RATE_LIMITED" -> ErrorKind.RATE_LIMITED.failure(what);
      default -> ErrorKind.UNAVAILABLE.failure(what);
    };
  }
}
