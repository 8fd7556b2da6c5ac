package dev.nightshift.activities.configuration;

import static dev.nightshift.activities.configuration.Shape.fields;
import static dev.nightshift.activities.configuration.Shape.may;
import static dev.nightshift.activities.configuration.Shape.must;

import dev.nightshift.activities.configuration.Shape.Dollars;
import dev.nightshift.activities.configuration.Shape.Fields;
import dev.nightshift.activities.configuration.Shape.Literals;
import dev.nightshift.activities.configuration.Shape.Many;
import dev.nightshift.activities.configuration.Shape.OneOf;
import dev.nightshift.activities.configuration.Shape.Order;
import dev.nightshift.activities.configuration.Shape.Place;
import dev.nightshift.activities.configuration.Shape.Price;
import dev.nightshift.activities.configuration.Shape.SecretName;
import dev.nightshift.activities.configuration.Shape.Span;
import dev.nightshift.activities.configuration.Shape.Text;
import dev.nightshift.activities.configuration.Shape.Whole;
import dev.nightshift.activities.configuration.Shape.WordOrMany;
import dev.nightshift.activities.configuration.Shape.YesNo;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Who thinks, and what with. */
final class ThinkerShape {
  private static final Price PRICE = new Price(10_000);

  static final Fields MODEL =
      fields(
              must("name", Texts.NAME),
              must("api", new OneOf(List.of("anthropic", "openai", "openai-chat"))),
              must(
                  "model",
                  new Text(
                      Pattern.compile("\\S{1,200}"), "the id that the API knows the model by")),
              may("address", Texts.ADDRESS),
              may("key", new SecretName()),
              must(
                  "prices",
                  fields(
                      must("input", PRICE),
                      must("output", PRICE),
                      may("cache_read", PRICE),
                      may("cache_write", PRICE))),
              may("window", new Whole(4_000, 10_000_000)),
              may("max_output", new Whole(256, 1_000_000)))
          .inOrder(
              new Order(
                  "max_output",
                  "window",
                  Settings.Model.USUAL_WINDOW,
                  String.valueOf(Settings.Model.USUAL_WINDOW),
                  "nothing could be said to the model"));

  static final Text ENGINE =
      new Text(
          Pattern.compile("rules|claude-code|codex|(model|acp):" + Texts.NAME.form().pattern()),
          "rules, claude-code, codex, or model: and the name of one of `models`, or acp: and that"
              + " of one of `agents`");

  static final WordOrMany ENGINES = new WordOrMany(ENGINE, new Many(ENGINE, ""));

  /** The least is what one question needs. */
  static final Fields ROLE =
      fields(
          must("role", Texts.NAME),
          may("engine", ENGINES),
          may("max_dollars", new Dollars(10_000)),
          may("max_tokens", new Whole(1_000, 1_000_000_000)),
          may("max_turns", new Whole(1, 10_000)),
          may("max_time", new Span()));

  private static final Text WORD =
      new Text(Pattern.compile("[^\\p{Cntrl}]{1,4000}"), "a word of a command");

  static final Fields AGENT =
      fields(
          must("name", Texts.NAME),
          must("command", new Many(WORD, "")),
          must("model", Texts.NAME),
          may("environment", new Literals(Set.of(CommandAgent.KEY))),
          may("folders", new Many(new Place(), "")));

  /** Its name and a tool's make one that a model takes: of 64 characters, and parted by two. */
  static final Fields SERVER =
      fields(
          must(
              "name",
              new Text(
                  Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,15}"),
                  "a name of letters, digits and dashes, 16 at most")),
          must("command", new Many(WORD, "")),
          may(
              "environment",
              new Many(new Text(Texts.SECRET_NAME, "the name of a variable, in capitals"), "")),
          must(
              "tools",
              new Many(
                  new Text(Pattern.compile("[A-Za-z0-9_-]{1,46}"), "the name of a tool"), "")));

  /** Words parted by spaces: nothing that a shell would make more of. */
  static final Fields COMMAND =
      fields(
          must(
              "run",
              new Text(
                  Pattern.compile("[A-Za-z0-9/][A-Za-z0-9._/=:,@%+-]*( [A-Za-z0-9._/=:,@%+-]+)*"),
                  "a command of plain words, such as sqlfluff lint --dialect duckdb")),
          may("folders", new Many(new Place(), "")),
          may("writes", new YesNo()));

  private ThinkerShape() {}
}
