package dev.nightshift.activities.codehost;

import static java.util.Objects.requireNonNullElse;

/** What somebody wrote below a pull request or an issue. */
public record Comment(String author, String created, String body) {
  public Comment {
    author = requireNonNullElse(author, "");
    created = requireNonNullElse(created, "");
    body = requireNonNullElse(body, "");
  }
}
