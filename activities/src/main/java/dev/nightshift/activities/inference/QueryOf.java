package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.query.QueryFacts;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.Optional;

/** A model's compiled SQL, and what it says where it can be read. */
record QueryOf(String sql, Optional<QueryFacts> facts) {
  static QueryOf of(Manifest.Node node) {
    String sql = node.text("compiled_code");
    return new QueryOf(sql, sql.isBlank() ? Optional.empty() : QueryFacts.of(sql));
  }

  /** The text at a place, in one line that people can read. */
  String text(Span span) {
    String words = sql.substring(span.start(), span.end()).replaceAll("\\s+", " ").strip();
    return "`" + (words.length() <= 80 ? words : words.substring(0, 79) + "…") + "`";
  }
}
