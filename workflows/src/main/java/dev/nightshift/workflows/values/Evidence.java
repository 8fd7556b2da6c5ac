package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/**
 * What a claim rests on: a sentence with its numbers, the query that gave them, and where it was
 * asked. Rows never stand here; {@code rows} refers to them.
 */
public record Evidence(String says, String query, String from, BlobRef rows) {
  /** A reader has understood by then, or looks at the run itself. */
  private static final int LONGEST = 1_000;

  public Evidence {
    says = requireNonNullElse(says, "");
    query = requireNonNullElse(query, "");
    from = requireNonNullElse(from, "");
  }

  /** The sentence alone, for a history: the query can be long, and so can a message. */
  public Evidence inShort() {
    return new Evidence(cut(says), "", cut(from), rows);
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  public static Evidence of(String says, String from) {
    return new Evidence(says, "", from, null);
  }

  public static Evidence asked(String says, String query, String from) {
    return new Evidence(says, query, from, null);
  }
}
