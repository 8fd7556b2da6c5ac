package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/**
 * An entry of the team's knowledge base that speaks of a failure. With an executable {@code change}
 * it is the fix; prose only narrows what may be touched, and a person is asked.
 */
public record KnowledgeMatch(
    String entry, String title, String version, String steps, DocumentedChange change) {
  public KnowledgeMatch {
    entry = requireNonNullElse(entry, "");
    title = requireNonNullElse(title, "");
    version = requireNonNullElse(version, "");
    steps = requireNonNullElse(steps, "");
  }
}
