package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An entry of the team's knowledge base that speaks of a failure. With an executable {@code change}
 * it is the fix; prose only narrows what may be touched, and a person is asked. {@code steps} are
 * its prose, as far as a history holds it, and {@code more} what the rest of it names.
 */
public record KnowledgeMatch(
    String entry,
    String title,
    String version,
    String steps,
    DocumentedChange change,
    List<String> more) {
  private static final int LONGEST_STEPS = 2_000;
  private static final int MOST_NAMES = 100;
  private static final Pattern NAMED = Pattern.compile("(?<!`)`([\\w./ +-]{1,200})`(?!`)");

  public KnowledgeMatch {
    entry = requireNonNullElse(entry, "");
    title = requireNonNullElse(title, "");
    version = requireNonNullElse(version, "");
    steps = requireNonNullElse(steps, "");
    more = more == null ? List.of() : List.copyOf(more);
  }

  /** Of prose that is told whole. */
  public KnowledgeMatch(
      String entry, String title, String version, String steps, DocumentedChange change) {
    this(entry, title, version, steps, change, null);
  }

  /** Of prose of any length. */
  public static KnowledgeMatch of(
      String entry, String title, String version, String prose, DocumentedChange change) {
    if (prose.length() <= LONGEST_STEPS) {
      return new KnowledgeMatch(entry, title, version, prose, change);
    }
    String steps = prose.substring(0, LONGEST_STEPS) + "…";
    List<String> told = named(steps).toList();
    List<String> more =
        named(prose).filter(name -> !told.contains(name)).limit(MOST_NAMES).toList();
    return new KnowledgeMatch(entry, title, version, steps, change, more);
  }

  /** What stands as code on a line of the whole prose: files, keys, and much else. */
  public List<String> named() {
    return Stream.concat(named(steps), more.stream()).distinct().toList();
  }

  private static Stream<String> named(String prose) {
    return NAMED
        .matcher(prose)
        .results()
        .map(MatchResult::group)
        .map(KnowledgeMatch::bare)
        .distinct();
  }

  private static String bare(String code) {
    return code.substring(1, code.length() - 1);
  }
}
