package dev.nightshift.activities.report;

import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.ToldBefore;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is to be done about a cause, and by whom. */
final class Advice {
  private static final String TEAM = "the project's team";
  private static final String CHANGE =
      "Somebody of the project's team has to change its code; no rule could.";

  private final Story story;
  private final Around around;

  Advice(Story story, Around around) {
    this.story = story;
    this.around = around;
  }

  /** In a cell of a table. */
  String who(Cause cause) {
    return who(cause, Quoted::person, Quoted::code);
  }

  /** The same where nothing is markdown. */
  String plainly(Cause cause) {
    return who(cause, UnaryOperator.identity(), UnaryOperator.identity());
  }

  private String who(Cause cause, UnaryOperator<String> person, UnaryOperator<String> code) {
    String before = Wording.toldBefore(cause, code);
    return acts(cause, person, code) + (before.isEmpty() ? "" : "; told before: " + before);
  }

  private String acts(Cause cause, UnaryOperator<String> person, UnaryOperator<String> code) {
    return switch (cause.verdict()) {
      case CODE -> cause.mended() ? whoOfTheFix() : TEAM;
      case SOURCE ->
          owner(cause).map(Advice::named).map(person).orElse("whoever delivers the data");
      case KNOWN -> cause.taken().isEmpty() ? "nobody" : "see " + code.apply(cause.taken());
      case TRANSIENT -> "nobody";
      case UNCLEAR -> story.aside().asking() ? "you: answer the question" : "you: have a look";
    };
  }

  private String whoOfTheFix() {
    return switch (Fate.of(story)) {
      case PROPOSED -> "you: review pull request " + story.pull().number();
      case WAITS -> "you: say yes or no to the fix";
      case REFUSED, UNPUBLISHED -> TEAM;
      case OVERTAKEN -> "nobody any more";
    };
  }

  private String whatOfTheFix() {
    return switch (Fate.of(story)) {
      case PROPOSED -> "Review pull request " + story.pull().number() + ".";
      case WAITS -> "Say yes or no to the fix, which waits for it.";
      case REFUSED ->
          "Somebody did not want this fix: "
              + TEAM
              + " mends it another way, or has it looked for anew: "
              + Quoted.code("./nightshift fix --retry " + story.run())
              + ".";
      case OVERTAKEN -> "Nothing here: what came later says more, see the top.";
      case UNPUBLISHED -> CHANGE;
    };
  }

  /** Since when it fails; empty where no earlier run tells. */
  String since(Cause cause) {
    return Since.of(around.streaks(cause));
  }

  String what(Cause cause) {
    return switch (cause.verdict()) {
      case CODE -> cause.mended() ? whatOfTheFix() : CHANGE;
      case SOURCE -> source(cause);
      case KNOWN ->
          cause.taken().isEmpty()
              ? Wording.whoActs(cause.verdict())
              : "Nothing new is to be done: see " + Quoted.code(cause.taken()) + ".";
      case TRANSIENT -> Wording.whoActs(cause.verdict());
      case UNCLEAR ->
          "A person has to look: the evidence does not decide."
              + (story.aside().asking()
                  ? " The question stands above."
                  : cause.options().isEmpty()
                      ? ""
                      : " Nobody answered the question above; where it fails again, it is asked"
                          + " again.");
    };
  }

  private String source(Cause cause) {
    String whom = owner(cause).map(Quoted::person).orElse("whoever delivers the data");
    String asked =
        switch (cause.kind()) {
          case "source_duplicates" -> "to take out the copies that came later";
          case "source_nulls" -> "to deliver these rows again with their values";
          case "source_orphans" -> "to deliver what these rows refer to";
          case "source_respelt" -> "to spell these values as the table does that they refer to";
          case "source_spelt_anew" -> "to spell these values as before";
          case "source_values_respelt" -> "to spell these values as they are in the list";
          case "source_rows_missing" -> "to deliver the rows that are missing";
          case "source_type_changed" ->
              "to correct these values, and whether the new type is meant to stay";
          case "late_source" -> "whether the load ran, and to deliver what is missing";
          case "source_missing" -> "where the table is";
          default -> "to correct the data or to deliver it again";
        };
    return "Ask "
        + whom
        + " "
        + asked
        + (around.source(cause).isPresent() ? letter(cause) : "")
        + ". No code is to change; run the job again after that.";
  }

  private static String letter(Cause cause) {
    Optional<ToldBefore> before = ToldBefore.of(cause).filter(told -> !told.written().isEmpty());
    if (before.isEmpty()) {
      return " (a draft of the letter is below)";
    }
    return before.get().reminds()
        ? " (a draft of a reminder is below)"
        : " (the letter was drafted on "
            + before.get().written()
            + "; after a week there is a reminder)";
  }

  private Optional<String> owner(Cause cause) {
    return around.source(cause).map(around::owner).filter(owner -> !owner.isEmpty());
  }

  /** The name alone where there is one: a cell is narrow. */
  private static String named(String owner) {
    return owner.replaceFirst("(?<=\\S)\\s*<[^<>]*>$", "");
  }
}
