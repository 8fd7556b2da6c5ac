package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/** A pull request as the code host knows it. */
public record Pull(int number, String url, String branch, String commit, String state) {
  public Pull {
    url = requireNonNullElse(url, "");
    branch = requireNonNullElse(branch, "");
    commit = requireNonNullElse(commit, "");
    state = requireNonNullElse(state, "");
  }
}
