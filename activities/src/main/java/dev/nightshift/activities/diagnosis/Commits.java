package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that touched the file of a cause since it passed, and what nobody tried. Pure. */
final class Commits {
  private static final int MOST_FILES = 5;

  private Commits() {}

  /** With what is not said by the newest commit alone. */
  static Cause beside(Cause cause, Facts facts) {
    List<FailedNode> nodes = cause.nodes().stream().flatMap(id -> facts.node(id).stream()).toList();
    Stream<Evidence> several =
        nodes.stream()
            .flatMap(node -> node.changes().stream())
            .filter(change -> change.file().equals(cause.details().get("file")))
            .filter(change -> change.touches() > 1)
            .map(Commits::several);
    Stream<Evidence> unasked = nodes.stream().flatMap(node -> unasked(facts, node).stream());
    List<Evidence> more = Stream.concat(several, unasked).distinct().toList();
    return more.isEmpty()
        ? cause
        : cause.withEvidence(Stream.concat(cause.evidence().stream(), more.stream()).toList());
  }

  private static Evidence several(ChangeLook change) {
    return Evidence.of(
        change.file()
            + " was changed by "
            + Say.count(change.touches(), "commit")
            + " in that time, the newest first: "
            + all(change),
        change.commit());
  }

  /** The newest first, and how many more. */
  static String all(ChangeLook change) {
    return String.join(", ", change.commits())
        + (change.more() > 0 ? " and " + change.more() + " more" : "");
  }

  private static Optional<Evidence> unasked(Facts facts, FailedNode node) {
    List<String> files = facts.since(node).unasked();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    int more = files.size() - MOST_FILES;
    return Optional.of(
        Evidence.of(
            Say.count(files.size(), "more changed file")
                + " of "
                + Say.name(node.id())
                + " and of what it is made of "
                + (files.size() == 1 ? "was" : "were")
                + " not tried as before: "
                + String.join(", ", files.subList(0, Math.min(MOST_FILES, files.size())))
                + (more > 0 ? " and " + more + " more" : ""),
            "the commits since it passed"));
  }
}
