package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.JoinFacts.Respelt;
import dev.nightshift.activities.diagnosis.JoinFacts.Side;
import dev.nightshift.activities.diagnosis.JoinFacts.Unmatched;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Nulls that a left join makes, traced to the keys that find nothing: written in another way than
 * those of the other side, not delivered there, delivered and left out by a model, or not given at
 * all.
 */
final class UnmatchedKeys implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    Map<String, Cause> causes = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (!open.contains(node.id()) || node.test() == null || node.test().unmatched() == null) {
        continue;
      }
      cause(facts, node)
          .ifPresent(
              cause -> {
                causes.putIfAbsent(cause.signature(), cause);
                bySubject.computeIfAbsent(cause.signature(), key -> new ArrayList<>()).add(node);
              });
    }
    return causes.entrySet().stream()
        .map(entry -> of(entry.getValue(), bySubject.get(entry.getKey())))
        .toList();
  }

  private static Cause of(Cause cause, List<FailedNode> nodes) {
    return new Cause(
        cause.kind(),
        cause.verdict(),
        cause.subject(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        cause.because(),
        cause.evidence(),
        cause.details(),
        cause.known());
  }

  private static Optional<Cause> cause(Facts facts, FailedNode node) {
    Unmatched rows = node.test().unmatched();
    if (rows.missing() == 0) {
      return rows.nullsInSource() > 0 ? Optional.of(withoutKey(node)) : Optional.empty();
    }
    if (rows.respelt() != null) {
      String doubt = rows.respelt().doubt();
      if (doubt.isEmpty() && rows.withoutKey() > 0) {
        doubt = "that leaves those without a key";
      }
      return Optional.of(doubt.isEmpty() ? unlike(facts, node) : perhapsUnlike(node, doubt));
    }
    if (rows.inSource() > 0) {
      return Optional.of(leftOut(node));
    }
    if (rows.right().source().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(2 * rows.missing() > rows.keyed() ? mostlyAbsent(node) : absent(node));
  }

  private static Cause unlike(Facts facts, FailedNode node) {
    Unmatched rows = node.test().unmatched();
    Respelt respelt = rows.respelt();
    Side side = respelt.left() ? rows.left() : rows.right();
    Map<String, String> details = new TreeMap<>();
    details.put("adapter", facts.adapter());
    details.put("source", side.source());
    details.put("columns", side.from());
    details.put("files", side.file());
    if (respelt.only()) {
      details.put("through", side.from() + " " + respelt.through());
    } else {
      details.put("undecided", "which of both sides is to be written as the other is not told");
    }
    return cause(
        "unlike_keys",
        Verdict.CODE,
        side.subject(),
        node,
        begin(rows)
            + "They are the same keys, written in another way: as "
            + respelt.through().replace("{}", side.from())
            + " of "
            + side.source()
            + " each of them is found, and none that is found already changes.",
        Evidence.asked("No key is left without its row", respelt.query(), Witness.PRODUCTION),
        details);
  }

  private static Cause perhapsUnlike(FailedNode node, String doubt) {
    Unmatched rows = node.test().unmatched();
    Respelt respelt = rows.respelt();
    Side side = respelt.left() ? rows.left() : rows.right();
    return cause(
        "unlike_keys",
        Verdict.UNCLEAR,
        side.subject(),
        node,
        begin(rows)
            + "As "
            + respelt.through().replace("{}", side.from())
            + " of "
            + side.source()
            + " each of them would be found, but "
            + doubt
            + ". Are they the same keys, and where are they to be written alike?",
        Evidence.asked("No key is left without its row", respelt.query(), Witness.PRODUCTION),
        Map.of(
            "source",
            side.source(),
            "columns",
            side.from(),
            "undecided",
            doubt + "; where the keys are to be written alike is for a person to say"));
  }

  /** A delivery lacks a few rows; where most are missed, the join may be by a wrong column. */
  private static Cause mostlyAbsent(FailedNode node) {
    Unmatched rows = node.test().unmatched();
    return cause(
        "join_in_doubt",
        Verdict.UNCLEAR,
        rows.model(),
        node,
        begin(rows)
            + "That is most of those that have a key. Is "
            + rows.right().column()
            + " of "
            + Say.name(rows.right().node())
            + " the column to join by, or has "
            + rows.right().source()
            + " still to deliver them?",
        null,
        Map.of("model", rows.model()));
  }

  private static Cause absent(FailedNode node) {
    Unmatched rows = node.test().unmatched();
    return cause(
        "source_rows_missing",
        Verdict.SOURCE,
        rows.right().subject(),
        node,
        begin(rows) + rows.right().source() + " delivers none for them.",
        null,
        Map.of("source", rows.right().source(), "columns", rows.right().from()));
  }

  private static Cause leftOut(FailedNode node) {
    Unmatched rows = node.test().unmatched();
    return cause(
        "rows_left_out",
        Verdict.UNCLEAR,
        rows.right().node(),
        node,
        begin(rows)
            + rows.right().source()
            + " has "
            + Say.number(rows.inSource())
            + " of them, which "
            + Say.name(rows.right().node())
            + " leaves out. Are they to be left out here too, or is "
            + Say.name(rows.right().node())
            + " to keep them?",
        null,
        Map.of("model", rows.model()));
  }

  private static Cause withoutKey(FailedNode node) {
    Unmatched rows = node.test().unmatched();
    return cause(
        "source_nulls",
        Verdict.SOURCE,
        rows.left().subject(),
        node,
        begin(rows)
            + Say.count(rows.nullsInSource(), "row")
            + " of "
            + rows.left().source()
            + " itself have no value in "
            + rows.left().from()
            + ", by which it joins.",
        null,
        Map.of("source", rows.left().source(), "columns", rows.left().from()));
  }

  private static String begin(Unmatched rows) {
    boolean keyed = rows.missing() > 0;
    return Say.name(rows.model())
        + " keeps each row of "
        + rows.left().relation()
        + " and finds none in "
        + rows.right().relation()
        + " for "
        + Say.number(keyed ? rows.missing() : rows.withoutKey())
        + " of them, by "
        + rows.left().column()
        + (keyed && rows.withoutKey() > 0
            ? "; " + Say.number(rows.withoutKey()) + " more have no value there. "
            : ". ");
  }

  private static Cause cause(
      String kind,
      Verdict verdict,
      String subject,
      FailedNode node,
      String because,
      Evidence more,
      Map<String, String> details) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            "Rows that find none: without a key, with one that is not there, and how many of these"
                + " the source has",
            node.test().unmatched().query(),
            Witness.PRODUCTION));
    if (more != null) {
      evidence.add(more);
    }
    return new Cause(kind, verdict, subject, List.of(node.id()), because, evidence, details, null);
  }
}
