package dev.nightshift.activities.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.util.http.SlackHttpClient;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/** Slack's methods that we use, each asked once: Temporal tries again. */
final class SlackApi {
  /** Several calls make one post, which has a minute. */
  private static final int CALL_MILLIS = 10_000;

  private static final int PAGE = 200;
  private static final int MOST_PAGES = 50;

  private final MethodsClient slack;
  private volatile Me me;

  SlackApi(String address, String token) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(address.endsWith("/") ? address : address + "/");
    // Or the library asks who it is before the first call, and slows down by its own count.
    config.setStatsEnabled(false);
    config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
    OkHttpClient once =
        SlackHttpClient.buildOkHttpClient(config)
            .newBuilder()
            // A post whose answer was lost would be sent again before anybody can look for it.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
    SlackHttpClient http = new SlackHttpClient(once);
    http.setConfig(config);
    this.slack = Slack.getInstance(config, http).methods(token);
  }

  /** Whom the token speaks for. */
  record Me(String team, String name, String user, String bot, List<String> scopes) {
    boolean wrote(Message message) {
      boolean isPerson = bot == null || bot.isEmpty();
      return isPerson ? user.equals(message.getUser()) : bot.equals(message.getBotId());
    }
  }

  Me me() {
    if (me == null) {
      AuthTestResponse answer = ask("auth.test", "", () -> slack.authTest(r -> r));
      me =
          new Me(
              answer.getTeam(),
              answer.getUser(),
              answer.getUserId(),
              answer.getBotId(),
              scopes(answer));
    }
    return me;
  }

  /** What the token may do, as far as the answer tells. */
  private static List<String> scopes(AuthTestResponse answer) {
    Map<String, List<String>> headers = answer.getHttpResponseHeaders();
    return headers == null
        ? List.of()
        : headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("X-OAuth-Scopes"))
            .flatMap(header -> header.getValue().stream())
            .flatMap(list -> Stream.of(list.split("[,\\s]+")))
            .filter(scope -> !scope.isEmpty())
            .toList();
  }

  /** The channel of that name, among those that the app can see. */
  Optional<Conversation> channel(String name) {
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsListResponse answer =
          ask(
              "conversations.list",
              "",
              () ->
                  slack.conversationsList(
                      r ->
                          r.excludeArchived(true)
                              .types(
                                  List.of(
                                      ConversationType.PUBLIC_CHANNEL,
                                      ConversationType.PRIVATE_CHANNEL))
                              .limit(PAGE)
                              .cursor(from)));
      Optional<Conversation> found =
          answer.getChannels().stream().filter(one -> name.equals(one.getName())).findFirst();
      cursor = next(answer.getResponseMetadata());
      if (found.isPresent() || cursor.isEmpty()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What we said in the channel since then, replies left out. */
  List<Posted> history(String channel, Instant since) {
    Me self = me();
    List<Posted> ours = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsHistoryResponse answer =
          ask(
              "conversations.history",
              channel,
              () ->
                  slack.conversationsHistory(
                      r ->
                          r.channel(channel)
                              .oldest(BigDecimal.valueOf(since.getEpochSecond()).toPlainString())
                              .includeAllMetadata(true)
                              .limit(PAGE)
                              .cursor(from)));
      answer.getMessages().forEach(one -> Posted.of(one, self).ifPresent(ours::add));
      cursor = next(answer.getResponseMetadata());
      if (cursor.isEmpty()) {
        return ours;
      }
    }
    return ours;
  }

  /** What we said in the thread, its first message among it; empty when that was taken away. */
  List<Posted> thread(String channel, String ts) {
    Me self = me();
    List<Posted> ours = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsRepliesResponse answer;
      try {
        answer =
            call(
                "conversations.replies",
                () ->
                    slack.conversationsReplies(
                        r ->
                            r.channel(channel)
                                .ts(ts)
                                .includeAllMetadata(true)
                                .limit(PAGE)
                                .cursor(from)));
      } catch (SlackApiException refused) {
        throw Refused.of("conversations.replies", refused);
      }
      if ("thread_not_found".equals(answer.getError())) {
        return List.of();
      }
      accepted("conversations.replies", channel, answer);
      answer.getMessages().forEach(one -> Posted.of(one, self).ifPresent(ours::add));
      cursor = next(answer.getResponseMetadata());
      if (cursor.isEmpty()) {
        return ours;
      }
    }
    return ours;
  }

  /** Gives the new message's name; {@code thread} is null for one that begins a thread. */
  String post(String channel, String thread, Rendered words, Message.Metadata carries) {
    ChatPostMessageRequest request =
        ChatPostMessageRequest.builder()
            .channel(channel)
            .threadTs(thread)
            .text(words.text())
            .blocksAsString(words.blocks())
            .metadata(carries)
            .parse("none")
            .linkNames(false)
            .unfurlLinks(false)
            .unfurlMedia(false)
            .build();
    return ask("chat.postMessage", channel, () -> slack.chatPostMessage(request)).getTs();
  }

  void update(String channel, String ts, Rendered words, Message.Metadata carries) {
    ask(
        "chat.update",
        channel,
        () ->
            slack.chatUpdate(
                r ->
                    r.channel(channel)
                        .ts(ts)
                        .text(words.text())
                        .blocksAsString(words.blocks())
                        .metadata(carries)
                        .parse("none")
                        .linkNames(false)));
  }

  void delete(String channel, String ts) {
    ask("chat.delete", channel, () -> slack.chatDelete(r -> r.channel(channel).ts(ts)));
  }

  private interface Call<T> {
    T answer() throws IOException, SlackApiException;
  }

  private static <T extends SlackApiTextResponse> T ask(String method, String about, Call<T> call) {
    try {
      return accepted(method, about, call(method, call));
    } catch (SlackApiException refused) {
      throw Refused.of(method, refused);
    }
  }

  private static <T extends SlackApiTextResponse> T accepted(
      String method, String about, T answer) {
    if (!answer.isOk()) {
      throw Refused.of(method, answer.getError(), answer.getNeeded(), about);
    }
    return answer;
  }

  private static <T> T call(String method, Call<T> call) throws SlackApiException {
    try {
      return call.answer();
    } catch (IOException unheard) {
      throw ErrorKind.UNAVAILABLE.failure(
          "Slack did not answer " + method + ": " + unheard.getMessage(), unheard);
    } catch (JsonParseException strange) {
      throw ErrorKind.UNAVAILABLE.failure(
          "Slack's answer to " + method + " is not JSON; is something between us and Slack?",
          strange);
    }
  }

  private static String next(ResponseMetadata page) {
    return page == null || page.getNextCursor() == null ? "" : page.getNextCursor();
  }
}
