package dev.nightshift.activities.report;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** What happened in the night, the part first that somebody must do something about. */
final class MorningReport {
  private MorningReport() {}

  static String of(
      Story story,
      Sections sections,
      Change change,
      List<Letter> letters,
      List<PageDraft> drafts,
      Settings.Knowledge notes) {
    sections.paragraph("# " + Quoted.prose(story.project() + ", run " + story.run()));
    sections.paragraph(headline(story));
    if (story.pull() != null) {
      sections.paragraph(
          "Pull request "
              + story.pull().number()
              + ": <"
              + story.pull().url().replaceAll("[<>\\s]", "")
              + ">, branch "
              + Quoted.code(story.pull().branch())
              + ".");
    }
    if (story.summary() != null) {
      sections.part("numbers", part -> part.paragraph(numbers(story.summary())));
      story.summary().notes().forEach(note -> sections.paragraph(Quoted.prose(note)));
    }
    if (!story.unmade().isEmpty()) {
      sections.paragraph(unmade(story.unmade()));
    }
    sections.decision();
    List<Cause> toDo =
        sections.causes(
            cause ->
                cause.verdict() == Verdict.SOURCE
                    || cause.verdict() == Verdict.UNCLEAR
                    || (cause.verdict() == Verdict.CODE && !cause.mended()));
    List<Cause> mended = sections.causes(Cause::mended);
    List<Cause> nothing =
        sections.causes(
            cause ->
                cause.taken().isEmpty()
                    && (cause.verdict() == Verdict.KNOWN || cause.verdict() == Verdict.TRANSIENT));
    List<Cause> taken = sections.causes(cause -> !cause.taken().isEmpty());
    List<Cause> all = Stream.of(toDo, mended, taken, nothing).flatMap(List::stream).toList();
    sections.part("glance", part -> part.glance(all));
    sections.causes("What somebody must do", toDo);
    sections.part("letters", part -> part.letters(letters));
    sections.causes("What code mends", mended);
    sections.part("explanation", part -> part.explanation(explained(story)));
    sections.part("change", part -> part.change(change));
    sections.part("refusals", Sections::refusals);
    sections.part("verification", Sections::verification);
    sections.part("data", Sections::data);
    sections.causes("What is looked after already", taken);
    sections.causes("What needs nothing", nothing);
    sections.part("failures", Sections::failures);
    sections.part("pages", part -> pages(part, drafts, notes));
    return sections.origin().marker().text();
  }

  private static String explained(Story story) {
    if (story.pull() != null) {
      return "What the pull request changes";
    }
    return story.patched() != null && story.refusals().isEmpty()
        ? "What the fix changes"
        : "What was tried";
  }

  /** Names alone: what a look broke at may hold what nobody should read. */
  private static String unmade(List<String> looks) {
    return (looks.size() == 1
            ? "A look could not be made, and nothing is concluded from it: "
            : "Some looks could not be made, and nothing is concluded from them: ")
        + Wording.names(looks, looks.size())
        + ". The worker's log says why.";
  }

  private static Sections pages(
      Sections sections, List<PageDraft> drafts, Settings.Knowledge notes) {
    if (drafts.isEmpty()) {
      return sections;
    }
    sections.heading("For the team's notes");
    sections.paragraph(
        "No page speaks of this yet. To keep it, save this "
            + place(notes)
            + " with what the next person should know: whom you asked, whether it comes back."
            + (notes.notion().isEmpty() ? " The command beside it proposes it as it is." : ""));
    for (PageDraft draft : drafts) {
      sections.paragraph(
          Quoted.code(draft.file())
              + (notes.notion().isEmpty()
                  ? ", " + Quoted.code("./nightshift knowledge accept " + draft.id())
                  : ""));
      sections.paragraph(Quoted.fenced("markdown", draft.text()));
    }
    return sections;
  }

  private static String place(Settings.Knowledge notes) {
    if (!notes.notion().isEmpty()) {
      return "as a page of your notes in Notion, its title and tags as the page's own,";
    }
    String below = notes.folder().isEmpty() ? "" : notes.folder().replaceAll("/+$", "") + "/";
    if (notes.git().isEmpty()) {
      return "below " + Quoted.code(below);
    }
    return (below.isEmpty() ? "in " : "below " + Quoted.code(below) + " in ")
        + "the repository "
        + Quoted.code(notes.git());
  }

  /** What became of it since comes first, below the heading: it is what counts now. */
  static String with(List<String> since, String report) {
    StringBuilder text = new StringBuilder();
    since.stream().limit(1).forEach(first -> text.append("**" + Quoted.prose(first) + "**\n\n"));
    since.stream().skip(1).forEach(line -> text.append("- " + Quoted.prose(line) + "\n"));
    text.append(since.size() > 1 ? "\n" : "");
    int below = report.indexOf("\n\n") + 2;
    return report.substring(0, below) + text + report.substring(below);
  }

  /** It may begin with the person who decided, who is named as everywhere. */
  private static String headline(Story story) {
    String person = story.decision() == null ? "" : story.decision().person();
    if (person.isBlank() || !story.headline().startsWith(person)) {
      return Quoted.prose(story.headline());
    }
    return Quoted.person(person) + " " + Quoted.prose(story.headline().substring(person.length()));
  }

  private static String numbers(FailureSummary summary) {
    StringBuilder text = new StringBuilder();
    if (summary.dbtStopped()) {
      text.append("dbt stopped before it ran anything");
    } else {
      text.append(summary.failed()).append(" failed, ");
      text.append(summary.skipped()).append(" skipped, ");
      text.append(summary.passed()).append(" passed");
    }
    if (!summary.dbtVersion().isBlank()) {
      text.append("; dbt ").append(Quoted.prose(summary.dbtVersion()));
    }
    if (!summary.adapter().isBlank()) {
      text.append(" on ").append(Quoted.prose(summary.adapter()));
    }
    if (!summary.generatedAt().isBlank()) {
      text.append(", ").append(Quoted.prose(Moment.words(summary.generatedAt())));
    }
    return text.append('.').toString();
  }
}
