package dev.nightshift.activities.report;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Failure;
import java.util.List;

/** What is told of one cause: why, what to do, what it made fail, and the evidence. */
final class CauseSection {
  private static final int MOST_NODES = 6;

  private final Story story;
  private final Advice advice;
  private final RowTables rows;
  private final Text text;

  CauseSection(Story story, Advice advice, RowTables rows, Text text) {
    this.story = story;
    this.advice = advice;
    this.rows = rows;
    this.text = text;
  }

  void write(Cause cause) {
    text.gap();
    text.append("### ").append(Quoted.code(Wording.name(cause.subject()))).append(": ");
    text.append(Wording.kind(cause)).append(" (").append(cause.verdict()).append(")\n\n");
    text.paragraph(Quoted.prose(cause.because()));
    String before = Wording.toldBefore(cause, Quoted::code);
    if (!before.isEmpty()) {
      text.paragraph("**Told before:** " + before + ".");
    }
    if (!cause.mended() || Fate.of(story) != Fate.UNPUBLISHED) {
      text.paragraph("**What to do:** " + advice.what(cause));
    }
    if (story.aside().asking() && cause.asks()) {
      answers(cause);
    }
    if (!cause.left().isEmpty()) {
      text.paragraph(
          "Nothing is proposed here: " + Quoted.prose(cause.left().replaceAll("\\.+$", "")) + ".");
    }
    if (!cause.nodes().isEmpty()) {
      List<String> nodes = cause.nodes().stream().map(this::counted).toList();
      text.paragraph(
          (cause.nodes().size() == 1 ? "It is why this failed: " : "It is why these failed: ")
              + Wording.first(nodes, MOST_NODES));
    }
    if (!advice.since(cause).isEmpty()) {
      text.paragraph(Quoted.prose(advice.since(cause)));
    }
    knowledge(cause);
    evidence(cause.evidence());
  }

  /** To be named by their number or their word, as people like. */
  private void answers(Cause cause) {
    text.paragraph("Answers to question " + Quoted.code(Ids.question(cause.signature())) + ":");
    text.gap();
    int n = 0;
    for (Option option : cause.options()) {
      n++;
      text.append(n).append(". ").append(Quoted.code(option.id())).append(": ");
      text.append(Quoted.prose(option.says())).append('\n');
    }
  }

  /** A test with the number of its results, which is what dbt says of it. */
  private String counted(String node) {
    long results =
        story.summary() == null
            ? 0
            : story.summary().failures().stream()
                .filter(failure -> failure.node().equals(node))
                .mapToLong(Failure::rows)
                .sum();
    return Quoted.code(Wording.name(node))
        + (results > 0 ? " (" + Wording.count(results, "result", "results") + ")" : "");
  }

  private void knowledge(Cause cause) {
    if (cause.known() == null) {
      return;
    }
    text.paragraph(
        "The team's notes speak of it: "
            + Quoted.prose(cause.known().title())
            + " ("
            + Quoted.code(cause.known().entry())
            + ").");
    if (!cause.known().steps().isBlank()) {
      text.gap();
      text.append(Quoted.block(cause.known().steps()));
    }
  }

  private void evidence(List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    text.gap();
    text.append("<details>\n<summary>Evidence (").append(evidence.size()).append(")</summary>\n\n");
    for (Evidence each : evidence) {
      text.append("- ").append(Quoted.prose(each.says().replaceAll("\\.$", "")));
      if (!each.from().isBlank()) {
        String asked = each.query().isBlank() ? "" : "asked of ";
        text.append(" (").append(asked).append(Quoted.prose(each.from())).append(")");
      }
      text.append('\n');
      if (!each.query().isBlank()) {
        text.append('\n').append(Quoted.sql(each.query()).indent(2)).append('\n');
      }
      String table = rows.of(each);
      if (!table.isEmpty()) {
        text.append(each.query().isBlank() ? "\n" : "").append(table.indent(2)).append('\n');
      }
    }
    text.gap();
    text.append("</details>\n");
  }
}
