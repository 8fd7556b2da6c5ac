package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entries.Speaks;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page that a person should read beside a cause for which no rule named one. It changes neither
 * verdict nor remedy.
 */
final class Pages {
  private final Facts facts;

  Pages(Facts facts) {
    this.facts = facts;
  }

  Cause beside(Cause cause) {
    if (cause.known() != null) {
      return cause;
    }
    List<FailedNode> nodes =
        cause.nodes().stream().map(facts::node).flatMap(Optional::stream).toList();
    Stream<Entry> pages =
        nodes.isEmpty()
            ? facts.knowledge().closely(unseen(cause)).stream()
            : nodes.stream().flatMap(node -> pages(cause, node).stream());
    return pages.findFirst().map(page -> cause.knownBy(Entries.matched(page, false))).orElse(cause);
  }

  /** A page about duplicates is of use wherever the data has some, and misleads where code has. */
  private List<Entry> pages(Cause cause, FailedNode node) {
    return node.test() != null && cause.verdict() != Verdict.CODE
        ? facts.knowledge().prose(DocumentedValue.asked(node))
        : facts.knowledge().closely(asked(cause, node));
  }

  private static Speaks asked(Cause cause, FailedNode node) {
    Speaks asked = DocumentedValue.asked(node);
    List<String> about = new ArrayList<>(asked.about());
    about.add(node.name());
    about.add(name(cause.subject()));
    about.add(table(cause));
    if (cause.verdict() == Verdict.TRANSIENT) {
      about.add(PassingTrouble.WAREHOUSE);
    }
    List<String> topics = new ArrayList<>(asked.topics());
    topics.add(cause.kind());
    return new Speaks(
        node.test() == null ? "" : asked.test(),
        asked.node(),
        asked.message(),
        asked.column().isEmpty() ? column(cause) : asked.column(),
        asked.values(),
        about,
        topics,
        asked.said());
  }

  /** Of what kept dbt from running anything there is only what the cause says. */
  private static Speaks unseen(Cause cause) {
    return new Speaks(
        "",
        cause.subject(),
        cause.because(),
        column(cause),
        List.of(),
        List.of(name(cause.subject())),
        List.of(cause.kind()));
  }

  private static String column(Cause cause) {
    return cause.details().getOrDefault("from", cause.details().getOrDefault("column", ""));
  }

  private static String table(Cause cause) {
    String source = cause.details().getOrDefault("source", "");
    return source.substring(source.lastIndexOf('.') + 1);
  }

  private static String name(String subject) {
    String[] parts = subject.split("\\.", 3);
    return parts.length == 3 ? parts[2] : subject;
  }
}
