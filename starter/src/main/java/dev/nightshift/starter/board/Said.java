package dev.nightshift.starter.board;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.activities.codehost.Comment;
import java.util.List;

/** A comment below a pull request or an issue; the time is milliseconds since the epoch. */
public record Said(String author, String text, long at) {
  public Said {
    author = requireNonNullElse(author, "");
    text = requireNonNullElse(text, "");
  }

  static List<Said> all(List<Comment> comments) {
    return comments.stream()
        .map(one -> new Said(one.author(), one.body(), Millis.of(one.created())))
        .toList();
  }
}
