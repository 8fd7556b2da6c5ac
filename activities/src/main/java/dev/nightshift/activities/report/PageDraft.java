package dev.nightshift.activities.report;

import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A page for the team's notes on a cause that a pull request mends and no page speaks of. */
record PageDraft(String id, String text) {
  private static final int MOST = 3;
  private static final int MOST_TAGS = 6;
  private static final int LONGEST = 100;

  static List<PageDraft> of(Story story) {
    // A draft that waits may be refused yet.
    if (Fate.of(story) != Fate.PROPOSED || story.aside().deciding()) {
      return List.of();
    }
    return story.causes().stream()
        .filter(cause -> cause.mended() && cause.known() == null)
        .limit(MOST)
        .map(cause -> of(story, cause))
        .toList();
  }

  private static PageDraft of(Story story, Cause cause) {
    String subject = plain(Wording.name(cause.subject()));
    String kind = plain(Wording.kind(cause));
    List<String> lines = new ArrayList<>();
    lines.add("---");
    lines.add("title: \"" + subject + ": " + kind + "\"");
    lines.add("tags: [" + String.join(", ", tags(cause)) + "]");
    lines.add("---");
    lines.add(plain(Quoted.oneLine(cause.because())));
    lines.add("");
    lines.add(
        "What helped: pull request "
            + story.pull().number()
            + " («"
            + plain(Quoted.oneLine(Wording.remedy(cause)))
            + "»), after run "
            + plain(story.run())
            + ".");
    String file = (cause.kind() + "-" + subject).toLowerCase(Locale.ROOT);
    return new PageDraft(
        cut(file.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "")),
        String.join("\n", lines) + "\n");
  }

  String file() {
    return id + ".md";
  }

  /** A part of file names, beside others. */
  private static String cut(String id) {
    return id.length() <= LONGEST ? id : id.substring(0, LONGEST).replaceAll("-$", "");
  }

  /** By these a page is found again: what it is about, as people write it. */
  private static Set<String> tags(Cause cause) {
    Set<String> tags = new LinkedHashSet<>();
    tags.add(cause.kind());
    tags.add(Wording.name(cause.subject()));
    cause.nodes().forEach(node -> tags.add(Wording.name(node)));
    Set<String> quoted = new LinkedHashSet<>();
    tags.stream().limit(MOST_TAGS).forEach(tag -> quoted.add("\"" + plain(tag) + "\""));
    return quoted;
  }

  /** No word of it ends the text, the quotes or the fence that it stands in. */
  private static String plain(String text) {
    return text.replaceAll("[\"`\\\\]", "'").replaceAll("\\p{Cntrl}", " ").strip();
  }
}
