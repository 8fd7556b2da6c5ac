package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.BlobRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The knowledge base for a reader who sees nothing else: what is left out is said, and where. */
final class TeamPages {
  private static final int MOST_PAGES = 50;
  private static final int LONGEST_PAGE = 4_000;

  private TeamPages() {}

  /** All of them in full, with each line of theirs quoted. */
  static String whole(List<Entry> pages) {
    return pages.stream().map(TeamPages::inFull).collect(Collectors.joining("\n"));
  }

  private static String inFull(Entry page) {
    String tags = page.tags().isEmpty() ? "" : ", tags: " + String.join(", ", page.tags());
    return "# %s\n\n`%s`%s\n\n%s\n"
        .formatted(page.title(), page.path(), tags, quoted(page.prose(), "> "));
  }

  /** Those that speak of a cause first and in full, of the others the titles. */
  static String section(List<Entry> pages, Set<String> matched, BlobRef whole) {
    List<Entry> matchedFirst = new ArrayList<>(pages);
    matchedFirst.sort(Comparator.comparing(page -> !matched.contains(page.path())));
    List<String> told = new ArrayList<>();
    told.add(
        "Of %s, in full what a cause rests on, of the others the titles. All of them in full: `%s` (%s)."
            .formatted(Say.count(pages.size(), "page"), whole.name(), whole.sha256()));
    for (Entry page : matchedFirst.stream().limit(MOST_PAGES).toList()) {
      told.add("- " + page.title() + " (`" + page.path() + "`)");
      if (matched.contains(page.path())) {
        told.addAll(text(page));
      }
    }
    if (pages.size() > MOST_PAGES) {
      String more = Say.count(pages.size() - MOST_PAGES, "more page");
      told.add("- and " + more + ", of which not even the titles stand here");
    }
    return String.join("\n\n", told) + "\n";
  }

  private static List<String> text(Entry page) {
    String prose = page.prose();
    if (prose.length() <= LONGEST_PAGE) {
      return List.of(quoted(prose, "  > "));
    }
    return List.of(
        quoted(prose.substring(0, LONGEST_PAGE), "  > "),
        String.format(
            Locale.ROOT,
            "  (cut after %,d of %,d characters; the whole page is `%s`)",
            LONGEST_PAGE,
            prose.length(),
            page.path()));
  }

  private static String quoted(String prose, String mark) {
    return mark + String.join("\n" + mark, prose.strip().lines().toList());
  }
}
