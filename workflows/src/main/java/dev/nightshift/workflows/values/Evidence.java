package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/**
 * What a claim rests on: a sentence with its numbers, the query that gave them, and where it was
 * asked. Rows never stand here; {@code rows} refers to them.
 */
public record Evidence(String says, String query, String from, BlobRef rows) {
  public Evidence {
    says = requireNonNullElse(says, "");
    query = requireNonNullElse(query, "");
    from = requireNonNullElse(from, "");
  }

  /** The sentence alone, for a history: the query can be long. */
  public Evidence inShort() {
    return new Evidence(says, "", from, rows);
  }

  public static Evidence of(String says, String from) {
    return new Evidence(says, "", from, null);
  }

  public static Evidence asked(String says, String query, String from) {
    return new Evidence(says, query, from, null);
  }
}
