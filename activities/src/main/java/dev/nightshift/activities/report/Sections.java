package dev.nightshift.activities.report;

import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The parts of which report and pull request are made. */
final class Sections {
  /** A reader skims a list of this length; the rest is in the artifacts. */
  private static final int MOST_FAILURES = 15;

  private static final int MESSAGE = 160;

  private final Story story;
  private final Advice advice;
  private final RowTables rows;
  private final DataChange change;
  private final boolean hooks;
  private final Bulkhead bulkhead;
  private final Text text = new Text();

  /** {@code hooks}: those of the project ran with what was built. */
  Sections(
      Story story,
      Advice advice,
      RowTables rows,
      DataChange change,
      boolean hooks,
      Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
    this.hooks = hooks;
    this.story = story;
    this.advice = advice;
    this.rows = rows;
    this.change = change;
  }

  Sections heading(String words) {
    text.heading(words);
    return this;
  }

  Sections paragraph(String markdown) {
    text.paragraph(markdown);
    return this;
  }

  /** Where it breaks it is left out whole, and said to be. */
  Sections part(String name, UnaryOperator<Sections> written) {
    int begun = text.length();
    if (bulkhead.of(name, () -> written.apply(this), null) == null) {
      text.cutTo(begun);
      paragraph(
          "This part could not be written: " + Quoted.code(name) + ". The worker's log says why.");
    }
    return this;
  }

  List<Cause> causes(Predicate<Cause> which) {
    return story.causes().stream().filter(which).toList();
  }

  Sections failures() {
    if (story.summary() == null || story.summary().failures().isEmpty()) {
      return this;
    }
    heading("What failed");
    List<Failure> failures = story.summary().failures();
    Map<String, String> byError = new LinkedHashMap<>();
    for (Failure failure : failures.subList(0, Math.min(MOST_FAILURES, failures.size()))) {
      String how = Quoted.prose(failure.type() + ", " + failure.status());
      byError.merge(
          Quoted.brief(failure.message(), MESSAGE),
          Quoted.code(failure.name()) + " (" + how + ")",
          (before, one) -> before + ", " + one);
    }
    byError.forEach(
        (message, nodes) ->
            text.append("- ")
                .append(nodes)
                .append(message.isEmpty() ? "" : ": " + message)
                .append('\n'));
    int more = story.summary().failed() - Math.min(MOST_FAILURES, failures.size());
    if (more > 0) {
      text.append("- and ").append(more).append(" more\n");
    }
    return this;
  }

  Sections causes(String heading, List<Cause> causes) {
    if (causes.isEmpty()) {
      return this;
    }
    heading(heading);
    CauseSection each = new CauseSection(story, advice, rows, text);
    for (Cause cause : causes) {
      part(
          Wording.name(cause.subject()),
          part -> {
            each.write(cause);
            return part;
          });
    }
    return this;
  }

  /** All causes at a glance, in the order in which they are told. */
  Sections glance(List<Cause> causes) {
    if (causes.size() < 2) {
      return this;
    }
    text.append("\n| cause | who acts | failed |\n|---|---|---:|\n");
    for (Cause cause : causes) {
      text.append("| ").append(Quoted.code(Wording.name(cause.subject())).replace("|", "\\|"));
      text.append(", ").append(Wording.kind(cause));
      text.append(" | ").append(advice.who(cause));
      text.append(" | ").append(cause.nodes().size()).append(" |\n");
    }
    return this;
  }

  Sections letters(List<Letter> letters) {
    if (letters.isEmpty()) {
      return this;
    }
    heading(letters.size() == 1 ? "A letter to send" : "Letters to send");
    paragraph("Nothing was sent: read, change and send as you see fit.");
    for (Letter letter : letters) {
      paragraph(
          "To " + Quoted.person(letter.to()) + ": **" + Quoted.prose(letter.subject()) + "**");
      text.gap();
      text.append(Quoted.fenced("text", letter.text()));
    }
    return this;
  }

  Sections explanation(String heading) {
    if (story.explanation() != null && !story.explanation().isBlank()) {
      heading(heading);
      paragraph(Quoted.explanation(story.explanation()));
    }
    return this;
  }

  /** As whoever wants it applies it; what the gate refused may hold what nobody should read. */
  Sections change(Change change) {
    if (story.pull() != null || change.patch().isEmpty()) {
      return this;
    }
    if (!story.refusals().isEmpty()) {
      return paragraph(
          "The change itself is kept as "
              + Quoted.code(story.patched().patch().shortHash())
              + " for a week.");
    }
    heading("The change");
    paragraph(
        "To take it by hand, save it as a file and run "
            + Quoted.code("git apply FILE")
            + " in the repository.");
    text.gap();
    text.append(Quoted.patch(change.patch()));
    return this;
  }

  Sections verification() {
    if (story.before() == null || story.after() == null) {
      return this;
    }
    heading("How it was verified");
    if (!story.after().ended()) {
      return paragraph(
          "Built in a sandbox on a copy of production's data: with the change "
              + story.after().notEnded()
              + ", and was stopped.");
    }
    paragraph(
        "Built in a sandbox on a copy of production's data, first as the code was, then with the"
            + " change and what is below it."
            + (story.before().errors().isEmpty()
                ? ""
                : " As it was, dbt could not read it and built nothing.")
            + (hooks
                ? ""
                : " Hooks at the start and the end of a run were left out, as the configuration"
                    + " says."));
    text.append("\n| | before | after |\n|---|---:|---:|\n");
    row("passed", "success", "pass");
    row("warned", "warn");
    row("failed", "fail");
    row("errors", "error", "runtime error");
    row("skipped", "skipped");
    return this;
  }

  Sections data() {
    String told = DataSection.of(change);
    if (!told.isEmpty()) {
      heading("What it does to the data");
      paragraph(told);
    }
    return this;
  }

  private void row(String name, String... statuses) {
    int before = sum(story.before(), statuses);
    int after = sum(story.after(), statuses);
    if (before + after > 0) {
      text.append("| ").append(name).append(" | ").append(before);
      text.append(" | ").append(after).append(" |\n");
    }
  }

  private static int sum(DbtResult result, String... statuses) {
    int sum = 0;
    for (String status : statuses) {
      sum += result.count(status);
    }
    return sum;
  }

  Sections refusals() {
    if (story.refusals().isEmpty()) {
      return this;
    }
    heading("Why the change was not offered");
    story
        .refusals()
        .forEach(
            refusal ->
                text.append("- ")
                    .append(refusal.where().isEmpty() ? "" : Quoted.code(refusal.where()) + ": ")
                    .append(Quoted.prose(refusal.says()))
                    .append(" (rule ")
                    .append(Quoted.code(refusal.rule()))
                    .append(")\n"));
    return this;
  }

  Sections decision() {
    Decision decision = story.decision();
    if (decision != null) {
      String what =
          switch (decision.choice()) {
            case APPROVE -> "Approved by ";
            case REJECT -> "Rejected by ";
            case UNKNOWN -> "Decided by ";
          };
      paragraph(
          what
              + Quoted.person(decision.person())
              + (decision.channel().isBlank() ? "" : " on " + Quoted.prose(decision.channel()))
              + (decision.reason().isBlank() ? "." : ": " + Quoted.prose(decision.reason())));
    }
    return this;
  }

  /** Where the run is to be seen, and what the fix has cost. */
  Sections origin() {
    List<String> all = new ArrayList<>();
    if (!story.aside().link().isEmpty()) {
      all.add("The run: <" + story.aside().link().replaceAll("[<>\\s]", "") + ">.");
    }
    if (story.patched() != null) {
      all.add(cost(story.aside().usage()));
    }
    return all.isEmpty() ? this : paragraph(String.join(" ", all));
  }

  private static String cost(Usage usage) {
    return usage.turns() == 0
        ? "No model was asked: it cost no tokens."
        : String.format(
            Locale.ROOT,
            "A model was asked %,d times: %,d tokens in, %,d out, $%.2f.",
            usage.turns(),
            usage.inputTokens(),
            usage.outputTokens(),
            usage.dollars());
  }

  /** By which this flow finds its own pull request or report again. */
  Sections marker() {
    String workflow = story.workflow().replaceAll("[^A-Za-z0-9/_.:#-]", "_").replace("--", "-_");
    return paragraph("<!-- nightshift:workflow=" + workflow + " -->");
  }

  String text() {
    return text.toString();
  }
}
