package dev.nightshift.activities.slack;

import com.slack.api.methods.SlackApiException;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.Duration;

/** What Slack's noes mean for whoever asked: come again, or change something. */
final class Refused {
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Refused() {}

  /** For an answer that is none of Slack's own: too much at once, or a broken day. */
  static RuntimeException of(String method, SlackApiException answer) {
    int status = answer.getResponse().code();
    if (status == 429) {
      return tooMuch(method, answer.getResponse().header("Retry-After"));
    }
    String says = "Slack answered " + status + " to " + method;
    return status >= 500
        ? ErrorKind.UNAVAILABLE.failure(says + ".", answer)
        : ErrorKind.BAD_INPUT.failure(says + "; is slack.api in nightshift.yml right?", answer);
  }

  /**
   * For {@code "ok": false} with its one word of explanation; {@code about} is what it is about.
   */
  static RuntimeException of(String method, String error, String needed, String about) {
    String word = error == null ? "no reason" : error;
    String says = "Slack refused " + method + (about.isEmpty() ? "" : " (" + about + ")") + ": ";
    return switch (word) {
      case "ratelimited", "rate_limited" -> tooMuch(method, null);
      case "internal_error", "fatal_error", "service_unavailable", "request_timeout" ->
          ErrorKind.UNAVAILABLE.failure(says + word + ".");
      case "missing_scope" ->
          ErrorKind.UNAUTHORIZED.failure(
              says + "the app lacks the scope " + needed + "; add it and install the app again");
      case "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_expired",
          "token_revoked",
          "no_permission",
          "org_login_required",
          "ekm_access_denied" ->
          ErrorKind.UNAUTHORIZED.failure(
              says + word + "; set " + SlackChat.TOKEN + " to the bot token (xoxb-…) of your app");
      case "channel_not_found" ->
          ErrorKind.NOT_FOUND.failure(
              says
                  + "there is no such channel for the app; see policy.channel, and invite the app"
                  + " with /invite");
      case "not_in_channel" ->
          ErrorKind.REFUSED.failure(says + "the app is not in the channel; invite it with /invite");
      case "is_archived" ->
          ErrorKind.REFUSED.failure(says + "the channel is archived; set policy.channel");
      case "restricted_action",
          "restricted_action_read_only_channel",
          "restricted_action_thread_only_channel" ->
          ErrorKind.REFUSED.failure(
              says + word + "; the workspace's rules keep the app from posting there");
      default -> ErrorKind.BAD_INPUT.failure(says + word + ".");
    };
  }

  private static RuntimeException tooMuch(String method, String seconds) {
    Duration wait =
        seconds != null && seconds.strip().matches("\\d{1,9}")
            ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds.strip())))
            : USUAL;
    return ErrorKind.RATE_LIMITED.failureAfter(
        "Slack asks for patience with " + method + ".",
        wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }
}
