package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** How an API answered: {@code body} is empty where it was passed on as it came. */
record Reply(int status, HttpHeaders headers, String body) {
  boolean isAnswer() {
    return status == 200;
  }

  /** What it says is wrong, missing where it does not say it as all of them do. */
  JsonNode error() {
    Optional<JsonNode> said = Exact.objectIn(body);
    return said.<JsonNode>map(object -> object.path("error")).orElse(MissingNode.getInstance());
  }

  boolean isTooLong() {
    return status == 413 || (status == 400 && isTooLong(error()));
  }

  static boolean isTooLong(JsonNode error) {
    String said = error.path("code").asText() + " " + error.path("type").asText();
    said = said + " " + error.path("message").asText();
    return TooLong.says(said);
  }
}
