package dev.nightshift.starter.board;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;

/** The pull requests of the local code host, for reading. */
public interface PullRequests {
  List<Opened> latest();

  Optional<Page> page(String project, int number);

  /** One line of the list; the time is milliseconds since the epoch. */
  record Opened(
      String project,
      int number,
      String title,
      String branch,
      String state,
      long at,
      int comments) {
    public Opened {
      title = requireNonNullElse(title, "");
      branch = requireNonNullElse(branch, "");
      state = requireNonNullElse(state, "");
    }
  }

  /** One of them with its words, its diff and what was said below it. */
  record Page(Opened pull, String body, String diff, List<Said> comments) {
    public Page {
      body = requireNonNullElse(body, "");
      diff = requireNonNullElse(diff, "");
      comments = comments == null ? List.of() : List.copyOf(comments);
    }
  }
}
