package dev.nightshift.activities.artifacts;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * A node in the {@code runs} before this one that ran it: how many {@code failed}, how many of them
 * without a break up to now ({@code unbroken}, the first at {@code since}), and when it {@code
 * passed} last. Times are empty where there is none. {@code gaps} is whether runs since then are
 * known of which nobody knows how they ended here. {@code began} is when the run in which it passed
 * last took its code, {@code commit} what it took.
 */
public record Streak(
    String node,
    int runs,
    int failed,
    int unbroken,
    String since,
    String passed,
    boolean gaps,
    String began,
    String commit) {
  public Streak {
    node = requireNonNullElse(node, "");
    since = requireNonNullElse(since, "");
    passed = requireNonNullElse(passed, "");
    began = requireNonNullElse(began, "");
    commit = requireNonNullElse(commit, "");
  }

  /** When the run in which it passed last took its code, as far as anybody knows. */
  @JsonIgnore
  public Optional<Instant> greenAt() {
    return Counted.instant(began).or(this::passedAt);
  }

  /** When the first run was over in which it failed; empty where one between is not known. */
  @JsonIgnore
  public Optional<Instant> redAt() {
    return gaps ? Optional.empty() : Counted.instant(since);
  }

  @JsonIgnore
  public Optional<Instant> passedAt() {
    return Counted.instant(passed);
  }

  /** Of whose runs each is known. */
  public Streak(String node, int runs, int failed, int unbroken, String since, String passed) {
    this(node, runs, failed, unbroken, since, passed, false);
  }

  public Streak(
      String node, int runs, int failed, int unbroken, String since, String passed, boolean gaps) {
    this(node, runs, failed, unbroken, since, passed, gaps, "", "");
  }
}
