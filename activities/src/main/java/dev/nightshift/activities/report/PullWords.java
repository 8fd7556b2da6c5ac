package dev.nightshift.activities.report;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A pull request told to a tired reviewer: what, why, how it was proven, what stays red. */
final class PullWords {
  /** What code hosts and logs show of a first line. */
  private static final int TITLE = 72;

  /** GitHub refuses a body of more than 65,536 characters; what a host adds has its room too. */
  static final int MOST = 50_000;

  private static final String WITHOUT_QUERIES =
      " The queries of the evidence do not fit here; they are in the run's report.";

  private static final String REST =
      "There is more than fits here; the run's report has all of it.";

  private PullWords() {}

  /** {@code sections} begins a text anew, of a story that may be told in short. */
  static PullText of(Story story, Function<Story, Sections> sections, Blobs blobs) {
    List<Cause> code = story.causes().stream().filter(Cause::mended).toList();
    String title = title(code);
    return new PullText(
        title,
        blobs.putText("pull.md", body(story, sections)),
        commit(story, code, title),
        commits(story, code));
  }

  /** One a cause; causes that the same edit mends share theirs. */
  private static List<CodeHost.Commit> commits(Story story, List<Cause> code) {
    Map<BlobRef, Set<String>> steps = new LinkedHashMap<>();
    for (Engines.Step step : story.steps()) {
      steps.computeIfAbsent(step.patch(), one -> new LinkedHashSet<>()).addAll(step.causes());
    }
    List<CodeHost.Commit> commits = new ArrayList<>();
    Set<Cause> told = new LinkedHashSet<>();
    for (Map.Entry<BlobRef, Set<String>> step : steps.entrySet()) {
      List<Cause> mended =
          code.stream().filter(cause -> step.getValue().contains(cause.signature())).toList();
      if (mended.isEmpty()) {
        return List.of();
      }
      told.addAll(mended);
      commits.add(new CodeHost.Commit(commit(story, mended, title(mended)), step.getKey()));
    }
    return commits.size() > 1 && told.containsAll(code) ? commits : List.of();
  }

  static String title(List<Cause> code) {
    List<String> remedies =
        code.stream()
            .map(Wording::remedy)
            .map(Quoted::oneLine)
            .map(PullWords::plain)
            .distinct()
            .toList();
    if (remedies.isEmpty()) {
      return "Mend the failed run";
    }
    String all = remedies.get(0);
    for (String more : remedies.subList(1, remedies.size())) {
      all += ", " + more.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + more.substring(1);
    }
    if (all.length() <= TITLE) {
      return all;
    }
    String brief = remedies.get(0) + " and mend " + (remedies.size() - 1) + " more";
    if (remedies.size() > 1 && brief.length() <= TITLE) {
      return brief;
    }
    return remedies.size() > 1
        ? "Mend " + remedies.size() + " causes of the failed run"
        : all.substring(0, TITLE - 3) + "...";
  }

  /** Titles and commit messages are no markdown, and still mention and close. */
  private static String plain(String text) {
    return text.replace("@", "(at)").replaceAll("#(?=\\d)", "no. ").replaceAll("[<>`]", "");
  }

  private static String body(Story story, Function<Story, Sections> sections) {
    String whole = told(story, sections.apply(story), "");
    if (whole.length() <= MOST) {
      return whole;
    }
    Story brief = story.with(story.causes().stream().map(Cause::inShort).toList());
    String text = told(brief, sections.apply(brief), WITHOUT_QUERIES);
    return text.length() <= MOST ? text : cut(text, sections.apply(brief));
  }

  /** Before a heading, where no block is open; the mark is what the pull request is found by. */
  private static String cut(String text, Sections end) {
    int heading = Math.max(text.lastIndexOf("\n## ", MOST), text.lastIndexOf("\n### ", MOST));
    String begun = text.substring(0, heading).replaceFirst("\n## [^\n]*\\s*$", "");
    return begun.stripTrailing() + "\n\n" + end.paragraph(REST).origin().marker().text();
  }

  private static String told(Story story, Sections sections, String leftOut) {
    List<Cause> code = sections.causes(Cause::mended);
    List<Cause> rest = sections.causes(cause -> !cause.mended());
    sections.paragraph(opening(story, code, rest) + leftOut);
    sections.part("explanation", part -> part.explanation("What changes"));
    sections.causes("Why", code);
    sections.part("verification", Sections::verification);
    sections.part("data", Sections::data);
    sections.causes("What stays as it is, and who must act", rest);
    sections.part("failures", Sections::failures);
    sections.decision();
    return sections.origin().marker().text();
  }

  private static String opening(Story story, List<Cause> code, List<Cause> rest) {
    StringBuilder text = new StringBuilder();
    if (story.summary() != null) {
      text.append("Run ").append(Quoted.code(story.run())).append(" of ");
      text.append(Quoted.code(story.project())).append(": ");
      text.append(
          story.summary().dbtStopped()
              ? "dbt stopped before it ran anything. "
              : Wording.count(story.summary().failed(), "node failed, ", "nodes failed, ")
                  + Wording.count(story.summary().skipped(), "was skipped. ", "were skipped. "));
    }
    text.append("This makes ").append(Wording.count(code.size(), "cause", "causes"));
    text.append(" green");
    if (rest.isEmpty()) {
      return text.append("; nothing else is red.").toString();
    }
    text.append("; ");
    if (rest.stream().anyMatch(PullWords::mayBeForCode)) {
      text.append(Wording.count(rest.size(), "other stays", "others stay"));
    } else {
      text.append(Wording.count(rest.size(), "other is", "others are"));
      text.append(" not for code and ").append(rest.size() == 1 ? "stays" : "stay");
    }
    return text.append(" as below.").toString();
  }

  /** What no rule mends is for the code all the same, and so is what another flow looks after. */
  private static boolean mayBeForCode(Cause cause) {
    return cause.verdict() == Verdict.CODE || cause.verdict() == Verdict.KNOWN;
  }

  private static String commit(Story story, List<Cause> code, String title) {
    StringBuilder message = new StringBuilder(title).append("\n\n");
    for (Cause cause : code) {
      message.append(wrapped(plain(Quoted.oneLine(cause.because())))).append('\n');
    }
    message
        .append("Nightshift-Workflow: ")
        .append(plain(Quoted.oneLine(story.workflow())))
        .append('\n');
    if (story.decision() != null && story.decision().approves()) {
      message.append("Approved-by: ").append(person(story.decision().person())).append('\n');
    }
    return message.toString();
  }

  /** A name with its address; neither mentions nor closes. */
  private static String person(String name) {
    String line =
        Quoted.oneLine(name).replaceAll("(?<!\\w)@", "(at)").replaceAll("#(?=\\d)", "no. ");
    return line.length() <= TITLE ? line : line.substring(0, TITLE);
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > TITLE) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column == 0 ? "" : " ").append(word);
      column += word.length() + (column == 0 ? 0 : 1);
    }
    return lines.append('\n').toString();
  }
}
