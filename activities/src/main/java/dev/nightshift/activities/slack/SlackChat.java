package dev.nightshift.activities.slack;

import com.slack.api.model.Conversation;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.chat.Quiet;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.report.Brief;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Chat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thread for each flow, whose first message says how the flow stands. Every message carries its
 * key, and Slack is looked through for it before a message is sent: Slack alone knows what arrived.
 */
public final class SlackChat implements Chat {
  /** The environment variable with the bot's token. */
  public static final String TOKEN = "NIGHTSHIFT_SLACK_TOKEN";

  /** A step is given up after a day: no earlier try of it can be older. */
  private static final Duration TRIED_WITHIN = Duration.ofHours(25);

  /** For a private channel the same of {@code groups} is needed, which its refusal says. */
  private static final List<String> NEEDED =
      List.of("chat:write", "channels:history", "channels:read");

  private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{6,}");
  private static final Pattern PLACE = Pattern.compile("([CGD][A-Z0-9]{6,})/(\\d+\\.\\d+)");

  private final Settings.Slack settings;
  private final Optional<SlackApi> api;
  private final InstantSource clock;
  private final IntSupplier attempt;
  private final Blobs blobs;
  private final Map<String, String> channels = new ConcurrentHashMap<>();

  /**
   * {@code attempt} says how often the step that runs has been begun; {@code blobs} hold what a
   * message tells of the night.
   */
  public SlackChat(
      Settings.Slack settings,
      Optional<String> token,
      InstantSource clock,
      IntSupplier attempt,
      Blobs blobs) {
    this.settings = settings;
    this.api = token.map(secret -> new SlackApi(settings.api(), secret));
    this.clock = clock;
    this.attempt = attempt;
    this.blobs = blobs;
  }

  /** Whom the token speaks for, and where; fails as UNAUTHORIZED where it speaks for nobody. */
  public String whoAmI() {
    SlackApi.Me me = api().me();
    return me.name() + " in " + me.team();
  }

  /** What the app would need to be allowed and is not, as far as Slack tells. */
  public List<String> missingScopes() {
    List<String> scopes = api().me().scopes();
    return scopes.isEmpty()
        ? List.of()
        : NEEDED.stream().filter(scope -> !scopes.contains(scope)).toList();
  }

  /** Looks whether the app may read and write there; what is missing is said in the failure. */
  public void tryChannel(String name) {
    api().history(channel(name), clock.instant());
  }

  @Override
  public String post(Message message) {
    if (message == null || blank(message.channel()) || blank(message.key())) {
      throw ErrorKind.BAD_INPUT.failure("a message has a channel and a key");
    }
    Matcher place = PLACE.matcher(message.place());
    if (place.matches()) {
      List<Posted> thread = api().thread(place.group(1), place.group(2));
      Optional<Posted> head = thread.stream().filter(p -> p.ts().equals(place.group(2))).findAny();
      if (head.isPresent()) {
        return goOn(message, place.group(1), head.get(), thread);
      }
    }
    return begin(message, channel(message.channel()));
  }

  /** The first word of a thread stands at its top. */
  private String begin(Message message, String channel) {
    List<Posted> recent = recent(channel);
    Optional<Posted> there = oldest(recent, message.key());
    if (there.isPresent()) {
      return channel + "/" + there.get().ts();
    }
    if (quiet().leavesOut(message, begun(message.project(), recent))) {
      beQuiet(message, channel, recent);
      return "";
    }
    String ts = send(channel, null, head(message), message.key(), message.project());
    return channel + "/" + only(message.key(), channel, ts, () -> recent(channel));
  }

  /** A later word is added below; how things stand now is written at the top as well. */
  private String goOn(Message message, String channel, Posted head, List<Posted> thread) {
    if (!head.key().equals(message.key())) {
      if (message.matter() != Matter.NOTE) {
        api()
            .update(channel, head.ts(), head(message), Posted.metadata(head.key(), head.project()));
      }
      if (oldest(thread, message.key()).isEmpty()) {
        String ts =
            send(channel, head.ts(), Rendered.reply(message), message.key(), message.project());
        only(message.key(), channel, ts, () -> api().thread(channel, head.ts()));
      }
    }
    return channel + "/" + head.ts();
  }

  private Rendered head(Message message) {
    return Rendered.head(message, Brief.read(message.brief(), blobs));
  }

  private String send(String channel, String thread, Rendered words, String key, String project) {
    return api().post(channel, thread, words, Posted.metadata(key, project));
  }

  private interface Looking {
    List<Posted> look();
  }

  /**
   * An earlier try that was given up as lost may arrive after we have looked for it: then there are
   * two, and the younger goes.
   */
  private String only(String key, String channel, String sent, Looking again) {
    if (attempt.getAsInt() < 2) {
      return sent;
    }
    List<Posted> all =
        again.look().stream()
            .filter(one -> one.key().equals(key))
            .sorted(Comparator.comparing(Posted::time))
            .toList();
    all.stream().skip(1).forEach(younger -> api().delete(channel, younger.ts()));
    return all.isEmpty() ? sent : all.get(0).ts();
  }

  private Quiet quiet() {
    return new Quiet(settings.mostMessagesADay());
  }

  private long begun(String project, List<Posted> recent) {
    long since = Quiet.since(clock.instant()).getEpochSecond();
    return recent.stream()
        .filter(one -> one.project().equals(project))
        .filter(one -> one.time().longValue() >= since)
        .count();
  }

  private void beQuiet(Message message, String channel, List<Posted> recent) {
    Message said = quiet().insteadOf(message, clock.instant());
    if (oldest(recent, said.key()).isPresent()) {
      return;
    }
    String ts = send(channel, null, head(said), said.key(), said.project());
    only(said.key(), channel, ts, () -> recent(channel));
  }

  private List<Posted> recent(String channel) {
    return api().history(channel, clock.instant().minus(TRIED_WITHIN));
  }

  private static Optional<Posted> oldest(List<Posted> posted, String key) {
    return posted.stream()
        .filter(one -> one.key().equals(key))
        .min(Comparator.comparing(Posted::time));
  }

  /** Slack wants ids where people say names. */
  private String channel(String said) {
    String name = said.startsWith("#") ? said.substring(1) : said;
    if (ID.matcher(name).matches()) {
      return name;
    }
    String known = channels.get(name);
    if (known != null) {
      return known;
    }
    Conversation found =
        api()
            .channel(name)
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "Slack shows the app no channel #"
                            + name
                            + "; see policy.channel in nightshift.yml, and invite the app there"
                            + " with /invite"));
    channels.put(name, found.getId());
    return found.getId();
  }

  private SlackApi api() {
    return api.orElseThrow(
        () ->
            ErrorKind.UNAUTHORIZED.failure(
                "nightshift.yml has `slack`, and "
                    + TOKEN
                    + " is not set where the worker runs; set it, or "
                    + TOKEN
                    + "_FILE, to the bot token (xoxb-…) of your app"));
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
