package dev.nightshift.activities.codehost;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/** An issue as its file holds it. */
public record StoredIssue(
    int number,
    String title,
    String body,
    String state,
    String author,
    String created,
    List<Comment> comments,
    String marker) {
  public StoredIssue {
    title = requireNonNullElse(title, "");
    body = requireNonNullElse(body, "");
    state = requireNonNullElse(state, StoredPull.OPEN);
    author = requireNonNullElse(author, "");
    created = requireNonNullElse(created, "");
    comments = comments == null ? List.of() : List.copyOf(comments);
    marker = requireNonNullElse(marker, "");
  }
}
