package dev.nightshift.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.scripted.Fault;
import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.activities.slack.SlackDouble;
import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an agent's session by a model of ours needs: the model, which says the same in each session
 * and counts what it is asked, and the Slack in which the agent speaks. Both are in the walk's own
 * process, which outlives its workers.
 */
final class Mind implements AutoCloseable {
  /** The file that is changed in the session, its text before that, and after. */
  static final String FILE = "models/staging/stg_customers.sql";

  static final String BEFORE = "full_name as customer_name";
  static final String AFTER = "trim(full_name) as customer_name";
  static final String TOLD = "One model is changed.";
  static final String LAST_WORD = "The names are trimmed.";

  private static final String TOKEN = "of-the-session";
  private static final long MOST_OUTPUT = 1_000;

  /** Dollars for a million tokens. */
  private static final double INPUT = 2;

  private static final double OUTPUT = 10;

  /** What a request may cost before its answer says that it was not written into the cache. */
  private static final double MOST_INPUT = 1.25 * INPUT;

  private static final List<Step> TURNS =
      List.of(
          Step.says("I look.")
              .uses("read_file", "{\"path\": \"%s\"}".formatted(FILE))
              .uses("ripgrep_search", "{\"pattern\": \"customer_name\"}")
              .counts(1_000, 0, 50),
          Step.says("I write.")
              .uses(
                  "write_file",
                  "{\"path\": \"%s\", \"replaces\": \"%s\", \"content\": \"%s\"}"
                      .formatted(FILE, BEFORE, AFTER))
              .counts(1_500, 0, 70),
          Step.says("I tell people.")
              .uses("post_slack_message", "{\"text\": \"Names are trimmed from now on.\"}")
              .counts(1_600, 0, 30),
          Step.says("I tell who asked me.")
              .uses("notify_parent_session", "{\"message\": \"%s\"}".formatted(TOLD))
              .counts(1_700, 0, 20),
          Step.says(LAST_WORD).counts(1_800, 0, 10));

  final Equipment equipment;
  private final ScriptedModel model;
  private final SlackDouble slack;

  Mind(World world) throws IOException {
    this.model = new ScriptedModel(TOKEN);
    this.slack = new SlackDouble(TOKEN, Instant.now());
    Path folder = world.configuration.getParent();
    Path plain = folder.resolve("mind.yml");
    // No dbt runs in the session: to warm one up for each worker would be most of the walk.
    this.equipment =
        new Equipment(
            plain,
            plain,
            Map.of("NIGHTSHIFT_ANTHROPIC_KEY", TOKEN, "NIGHTSHIFT_SLACK_TOKEN", TOKEN));
    String beside =
        """
        slack: {api: '%s', most_messages_a_day: 1000}
        models:
          - name: scripted
            api: anthropic
            model: scripted
            address: '%s'
            prices: {input: %s, output: %s}
            max_output: %d
        """
            .formatted(slack.address(), model.address(), INPUT, OUTPUT, MOST_OUTPUT);
    world.configure(
        plain,
        folder.resolve("mind-warmly.yml"),
        beside,
        number -> "    policy: {channel: %s}\n".formatted(SlackDouble.CHANNEL_NAME));
  }

  /** What somebody says to the agent whose session this is. */
  String message(int number) {
    return "Trim the names. " + tag(number);
  }

  private static String tag(int number) {
    return "[[script:" + World.project(number) + "]]";
  }

  /** In each turn that is struck while it thinks it says half its answer, once. */
  void plays(int number, List<Boundary> ahead) {
    List<Step> steps = new ArrayList<>(TURNS);
    for (Boundary boundary : ahead) {
      if (boundary.when() == When.THINKING) {
        int turn = boundary.call() - 1;
        steps.set(turn, steps.get(turn).after(Fault.of(Fault.Kind.HANG)));
      }
    }
    model.plays(World.project(number), steps.toArray(Step[]::new));
  }

  static int turns() {
    return TURNS.size();
  }

  /** What was asked of it in a session, in its order. */
  List<JsonNode> asked(int number) {
    return model.seen().stream()
        .map(ScriptedModel.Seen::body)
        .filter(body -> body.toString().contains(tag(number)))
        .toList();
  }

  /** What a session costs in which each turn was paid once. */
  static Usage paidOnce() {
    return TURNS.stream()
        .map(turn -> new Usage(turn.in(), turn.out(), 1, dollars(INPUT, turn.in(), turn.out())))
        .reduce(Usage.NONE, Usage::plus);
  }

  /** The most that a question can have cost of which nobody knows: three bytes are a token. */
  static Usage most(JsonNode request) {
    long bytes = request.toString().getBytes(StandardCharsets.UTF_8).length;
    long heard = (bytes + 2) / 3 + 500;
    return new Usage(heard, MOST_OUTPUT, 1, dollars(MOST_INPUT, heard, MOST_OUTPUT));
  }

  private static double dollars(double input, long heard, long said) {
    return (heard * input + said * OUTPUT) / 1e6;
  }

  /** How many messages there are in each thread that a session has begun. */
  List<Integer> messagesOf(String session) {
    return slack.talks().stream()
        .map(SlackDouble.Talk::keys)
        .filter(keys -> keys.get(0).startsWith(session + "/"))
        .map(List::size)
        .toList();
  }

  @Override
  public void close() {
    model.close();
    slack.close();
  }
}
