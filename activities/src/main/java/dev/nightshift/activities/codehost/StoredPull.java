package dev.nightshift.activities.codehost;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;

/**
 * A pull request as its file holds it. {@code state} is {@code open}, {@code closed} or {@code
 * merged}; {@code commit} is the head's when it was opened.
 */
public record StoredPull(
    int number,
    String title,
    String body,
    String head,
    String base,
    String commit,
    String state,
    boolean draft,
    String author,
    String created,
    List<Comment> comments,
    String marker) {
  static final String OPEN = "open";
  static final String CLOSED = "closed";
  static final String MERGED = "merged";

  public StoredPull {
    title = requireNonNullElse(title, "");
    body = requireNonNullElse(body, "");
    head = requireNonNullElse(head, "");
    base = requireNonNullElse(base, "");
    commit = requireNonNullElse(commit, "");
    state = requireNonNullElse(state, OPEN);
    author = requireNonNullElse(author, "");
    created = requireNonNullElse(created, "");
    comments = comments == null ? List.of() : List.copyOf(comments);
    marker = requireNonNullElse(marker, "");
  }

  public boolean isOpen() {
    return state.equals(OPEN);
  }

  StoredPull ready(String otherTitle, String otherBody) {
    return with(otherTitle, otherBody, state, false, comments);
  }

  /** Of another commit, as if it had been opened with that. */
  StoredPull reworded(String otherTitle, String otherBody, String otherCommit) {
    return new StoredPull(
        number,
        otherTitle,
        otherBody,
        head,
        base,
        otherCommit,
        state,
        draft,
        author,
        created,
        comments,
        marker);
  }

  StoredPull closed(Comment comment) {
    List<Comment> all = new ArrayList<>(comments);
    if (!comment.body().isBlank()) {
      all.add(comment);
    }
    return with(title, body, CLOSED, draft, all);
  }

  StoredPull merged() {
    return with(title, body, MERGED, draft, comments);
  }

  /** An attempt that was lost after it wrote says nothing twice. */
  StoredPull commented(Comment comment) {
    boolean said =
        comments.stream()
            .anyMatch(
                before ->
                    before.author().equals(comment.author())
                        && before.body().equals(comment.body()));
    if (said) {
      return this;
    }
    List<Comment> all = new ArrayList<>(comments);
    all.add(comment);
    return with(title, body, state, draft, all);
  }

  private StoredPull with(
      String otherTitle,
      String otherBody,
      String otherState,
      boolean otherDraft,
      List<Comment> otherComments) {
    return new StoredPull(
        number,
        otherTitle,
        otherBody,
        head,
        base,
        commit,
        otherState,
        otherDraft,
        author,
        created,
        otherComments,
        marker);
  }
}
