package dev.nightshift.starter.board;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;

/** The issues of the local code host, for reading. */
public interface Issues {
  List<Opened> latest();

  Optional<Page> page(String project, int number);

  /** One line of the list; the time is milliseconds since the epoch. */
  record Opened(
      String project,
      int number,
      String title,
      String author,
      String state,
      long at,
      int comments) {
    public Opened {
      title = requireNonNullElse(title, "");
      author = requireNonNullElse(author, "");
      state = requireNonNullElse(state, "");
    }
  }

  /** One of them with its words and what was said below it. */
  record Page(Opened issue, String body, List<Said> comments) {
    public Page {
      body = requireNonNullElse(body, "");
      comments = comments == null ? List.of() : List.copyOf(comments);
    }
  }
}
