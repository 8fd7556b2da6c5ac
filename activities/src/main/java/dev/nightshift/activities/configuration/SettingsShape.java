package dev.nightshift.activities.configuration;

import static dev.nightshift.activities.configuration.Shape.fields;
import static dev.nightshift.activities.configuration.Shape.may;
import static dev.nightshift.activities.configuration.Shape.must;

import dev.nightshift.activities.configuration.Shape.Dollars;
import dev.nightshift.activities.configuration.Shape.Either;
import dev.nightshift.activities.configuration.Shape.Fields;
import dev.nightshift.activities.configuration.Shape.Inside;
import dev.nightshift.activities.configuration.Shape.Literals;
import dev.nightshift.activities.configuration.Shape.Many;
import dev.nightshift.activities.configuration.Shape.Named;
import dev.nightshift.activities.configuration.Shape.NumberedName;
import dev.nightshift.activities.configuration.Shape.OneOf;
import dev.nightshift.activities.configuration.Shape.Order;
import dev.nightshift.activities.configuration.Shape.Paths;
import dev.nightshift.activities.configuration.Shape.Place;
import dev.nightshift.activities.configuration.Shape.Repository;
import dev.nightshift.activities.configuration.Shape.Span;
import dev.nightshift.activities.configuration.Shape.Text;
import dev.nightshift.activities.configuration.Shape.Whole;
import dev.nightshift.activities.configuration.Shape.WordOrMany;
import dev.nightshift.activities.configuration.Shape.YesNo;
import dev.nightshift.workflows.values.Policy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Every key of {@code nightshift.yml}, in one place. */
final class SettingsShape {
  private static final Text GIT_NAME =
      new Text(
          Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,198}"),
          "the name of a branch");

  private static final Text ACCOUNT =
      new Text(
          Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?"),
          "an account's login, or organisation/team");

  private static final Fields CODE_HOST =
      fields(
          must("kind", new OneOf(List.of("local", "github"))),
          may("api", Texts.ADDRESS),
          may("git", Texts.ADDRESS),
          may("app", new Whole(1, Integer.MAX_VALUE)),
          may("installation", new Whole(1, Integer.MAX_VALUE)),
          may(
              "labels",
              new Many(new Text(Pattern.compile("\\S(.{0,48}\\S)?"), "a label's name"), "")),
          may(
              "reviewers",
              new WordOrMany(new OneOf(List.of("codeowners", "none")), new Many(ACCOUNT, ""))));

  private static final Fields SLACK =
      fields(
          may("api", Texts.ADDRESS),
          may(
              "approvers",
              new Named(
                  new Text(Pattern.compile("[UW][A-Z0-9]{5,20}"), "a Slack user's id (U…)"),
                  Texts.WORDS)),
          may("most_messages_a_day", new Whole(1, 1000)));

  private static final Either KNOWLEDGE =
      new Either(
          new Inside(),
          List.of(
              fields(
                  must(
                      "notion",
                      new Text(
                          Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
                          "the id of a data source, as «Copy data source ID» gives it")),
                  may("api", Texts.ADDRESS)),
              fields(
                  must("git", new Repository()),
                  may("branch", GIT_NAME),
                  may("folder", new Inside())),
              fields(must("folder", new Inside()))));

  private static final Fields POLICY =
      fields(
              may("publish", new OneOf(List.of("ask", "draft", "publish", "suggest"))),
              may("unsigned_decisions", new YesNo()),
              may("remind_after", new Span()),
              may("expire_after", new Span()),
              may("max_files", new Whole(1, 1000)),
              may("max_lines", new Whole(1, 100_000)),
              may("protected_paths", new Many(new Paths(), "")),
              may("channel", Texts.NAME),
              may("max_attempts", new Whole(1, 10)),
              may("max_open_pulls", new Whole(1, 1000)),
              may("max_dollars", new Dollars(10_000)),
              may("max_dollars_a_day", new Dollars(100_000)),
              may("max_tokens", new Whole(1_000, 1_000_000_000)),
              may("max_tokens_a_day", new Whole(1_000, 1_000_000_000)),
              may("max_turns", new Whole(1, 10_000)),
              may("max_turns_a_day", new Whole(1, 1_000_000)),
              may("max_time", new Span()),
              may("max_time_a_day", new Span()),
              may("commands", new Many(ThinkerShape.COMMAND, "run")))
          .inOrder(
              new Order(
                  "remind_after",
                  "expire_after",
                  Policy.standard().expireAfterSeconds(),
                  Policy.standard().expireAfterSeconds() / 86_400 + "d",
                  "nobody would be reminded"));

  private static final OneOf ROWS = new OneOf(List.of("none", "keys", "masked", "full"));

  private static final Text COLUMNS =
      new Text(
          Pattern.compile("[\\p{L}\\p{N}_*?$ -]{1,100}(\\.[\\p{L}\\p{N}_*?$ -]{1,100})?"),
          "a column or a pattern of columns, such as *email* or customers.full_name");

  private static final Text SOURCE =
      new Text(
          Pattern.compile("[\\p{L}\\p{N}_*?$-]{1,100}(\\.[\\p{L}\\p{N}_*?$-]{1,100})?"),
          "a source or one of its tables, such as raw or raw.payments");

  private static final Fields PRIVACY =
      fields(
          may("rows", ROWS),
          may("report", ROWS),
          may("pull", ROWS),
          may("chat", ROWS),
          may("email", ROWS),
          may("model", ROWS),
          may("sensitive", new Many(COLUMNS, "")));

  private static final Fields OWNER = fields(must("source", SOURCE), must("owner", Texts.WORDS));

  private static final Fields PACE =
      fields(
          may("read", new Span()),
          may("publish", new Span()),
          may("dbt", new Span()),
          may("agent", new Span()),
          may("heartbeat", new Span()),
          may("retry", new Span()));

  /** The token goes there with each question: over TLS, or nowhere but to this machine. */
  private static final Text API =
      new Text(
          Pattern.compile(
              "https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?"
                  + "|http://(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?/?"),
          "an address that begins with https://");

  private static final Text CAUSE =
      new Text(Pattern.compile("[a-z][a-z_ -]{0,40}"), "what sets off a run, such as scheduled");

  private static final Fields DBT_CLOUD =
      fields(
          must("account", new NumberedName()),
          must("project", new NumberedName()),
          may("environments", new Many(new NumberedName(), "")),
          may("jobs", new Many(new NumberedName(), "")),
          may("api", API),
          may("triggers", new Many(CAUSE, "")),
          may("poll", new Span()));

  private static final Text PACKAGE_HOST =
      new Text(
          Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?"),
          "a host, such as git.example.com or *.example.com, without https://");

  private static final Fields SANDBOX =
      fields(
          may("package_hosts", new Many(PACKAGE_HOST, "")),
          may("hooks", new OneOf(List.of("run", "skip"))));

  private static final Fields PROJECT =
      fields(
          must("name", Texts.NAME),
          must("repository", new Repository()),
          may("branch", GIT_NAME),
          may("code_host", CODE_HOST),
          may("subfolder", new Inside()),
          may("profile", Texts.WORDS),
          may("target", Texts.WORDS),
          may("dbt", new Place()),
          may(
              "environment",
              new Many(new Text(Texts.VARIABLE, "the name of an environment variable"), "")),
          may("env_values", new Literals(Set.of())),
          must(
              "warehouse",
              fields(must("kind", new OneOf(List.of("duckdb"))), must("path", new Place()))),
          may("sandbox", SANDBOX),
          may("artifacts", new Place()),
          may("dbt_cloud", DBT_CLOUD),
          may("knowledge", KNOWLEDGE),
          may("engine", ThinkerShape.ENGINES),
          may("roles", new Many(ThinkerShape.ROLE, "role")),
          may("policy", POLICY),
          may("privacy", PRIVACY),
          may("owners", new Many(OWNER, "source")),
          may("pace", PACE));

  static final Fields ROOT =
      fields(
          may("person", Texts.WORDS),
          may("starter", fields(may("port", new Whole(1, 65535)), may("group_quiet", new Span()))),
          may(
              "worker",
              fields(
                  may("dbt", new OneOf(List.of("warm", "plain"))),
                  may("at_once", new Whole(1, 64)),
                  may("metrics", new Whole(1, 65535)))),
          may("slack", SLACK),
          may("linear", fields(may("api", Texts.ADDRESS))),
          may("models", new Many(ThinkerShape.MODEL, "name")),
          may("agents", new Many(ThinkerShape.AGENT, "name")),
          may("mcp", new Many(ThinkerShape.SERVER, "name")),
          must("projects", new Many(PROJECT, "name")));

  private SettingsShape() {}
}
