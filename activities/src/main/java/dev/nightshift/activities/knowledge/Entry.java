package dev.nightshift.activities.knowledge;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.stream.Stream;

/**
 * One page. {@code problem} says why its executable block could not be used, in which case it is
 * prose only; {@code version} is a hash of the page.
 */
public record Entry(
    String path,
    String title,
    List<String> tags,
    String prose,
    String version,
    Match match,
    DocumentedChange change,
    String problem) {
  public Entry {
    path = requireNonNullElse(path, "");
    title = requireNonNullElse(title, "");
    tags = tags == null ? List.of() : List.copyOf(tags);
    prose = requireNonNullElse(prose, "");
    version = requireNonNullElse(version, "");
    problem = requireNonNullElse(problem, "");
  }

  /** Which failures the block is for; what is empty does not narrow. */
  public record Match(
      String test, String node, String message, String column, List<String> values) {
    public Match {
      test = requireNonNullElse(test, "");
      node = requireNonNullElse(node, "");
      message = requireNonNullElse(message, "");
      column = requireNonNullElse(column, "");
      values = values == null ? List.of() : List.copyOf(values);
    }

    /** Whether it names a test, a node or a message, and not just any. */
    public boolean isSpecific() {
      return Stream.of(test, node, message).anyMatch(Match::names);
    }

    private static boolean names(String pattern) {
      return pattern.replaceAll("\\\\\\w", "").chars().anyMatch(Character::isLetterOrDigit);
    }
  }
}
