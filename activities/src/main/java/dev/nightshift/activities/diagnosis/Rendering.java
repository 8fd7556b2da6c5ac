package dev.nightshift.activities.diagnosis;

import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.edit.Diff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The SQL that a node would have with another text. What dbt compiled stays wherever the texts
 * agree, so that only the lines that differ must be understood; a line with Jinja that is no plain
 * reference is not. A text without any such line is its own SQL.
 */
final class Rendering {
  private static final int CONTEXT = 3;

  private final Collection<Part> parts;

  Rendering(Collection<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** {@code now} is the text that ran. */
  Optional<String> sql(Part part, String now, String other) {
    if (part.type().equals("seed")) {
      return SeedText.select(other);
    }
    if (!part.language().equals("sql") || part.type().equals("snapshot")) {
      return Optional.empty();
    }
    // What an incremental model compiled is the question for new rows alone.
    if (part.compiledSql().isBlank() || part.config("materialized").equals("incremental")) {
      return simple(other);
    }
    return now.equals(other)
        ? Optional.of(part.compiledSql())
        : transplanted(lines(part.compiledSql()), now, other).or(() -> simple(other));
  }

  private Optional<String> simple(String raw) {
    String text = SqlText.withRelations(raw, parts);
    String bare = text.replaceAll("(?s)\\{\\{-?\\s*config\\(.*?\\}\\}", "");
    return bare.contains("{%") || bare.contains("{{") || bare.contains(SqlText.PLACEHOLDER)
        ? Optional.empty()
        : Optional.of(bare);
  }

  private List<String> read(String raw) {
    return lines(
        SqlText.withRelations(raw, parts).replaceAll("(?s)\\{\\{-?\\s*config\\(.*?\\}\\}", ""));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private Optional<String> transplanted(List<String> compiled, String is, String was) {
    Values values = Values.told(read(is), compiled);
    List<String> now = values.in(read(is));
    List<String> other = values.in(read(was));
    List<String> result = new ArrayList<>(compiled);
    List<AbstractDelta<String>> deltas = new ArrayList<>(Diff.between(now, other));
    deltas.sort(
        Comparator.comparing((AbstractDelta<String> it) -> it.getSource().getPosition())
            .reversed());
    for (AbstractDelta<String> delta : deltas) {
      int from = delta.getSource().getPosition();
      int to = from + delta.getSource().size();
      int at = place(compiled, now, from, to);
      if (at < 0 || delta.getTarget().getLines().stream().anyMatch(Rendering::isOpaque)) {
        return Optional.empty();
      }
      result.subList(at, at + to - from).clear();
      result.addAll(at, delta.getTarget().getLines());
    }
    return Optional.of(String.join("\n", result));
  }

  /** Where these lines are in what was compiled: the one place, with what stands around them. */
  private static int place(List<String> compiled, List<String> now, int from, int to) {
    int first = from;
    while (first > 0 && from - first < CONTEXT && !isOpaque(now.get(first - 1))) {
      first--;
    }
    int last = to;
    while (last < now.size() && last - to < CONTEXT && !isOpaque(now.get(last))) {
      last++;
    }
    List<String> wanted = now.subList(first, last);
    if (wanted.isEmpty() || wanted.stream().anyMatch(Rendering::isOpaque)) {
      return -1;
    }
    int found = -1;
    for (int at = 0; at + wanted.size() <= compiled.size(); at++) {
      if (compiled.subList(at, at + wanted.size()).equals(wanted)) {
        if (found >= 0) {
          return -1;
        }
        found = at;
      }
    }
    return found < 0 ? -1 : found + from - first;
  }

  private static boolean isOpaque(String line) {
    return line.contains("{{")
        || line.contains("{%")
        || line.contains("}}")
        || line.contains("%}")
        || line.contains(SqlText.PLACEHOLDER);
  }
}
