package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.JoinFacts.Absent;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nulls, or references that lead nowhere, that a source itself delivers. Of two spellings the one
 * that stands elsewhere too was there before.
 */
final class SourceRows implements Rule {
  private static final Set<String> KINDS = Set.of("not_null", "relationships");

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && inSource(node.test())) {
        TestLook test = node.test();
        Hop source = test.source().orElseThrow();
        String subject = lost(test).map(Absent::subject).orElse(source.subject());
        bySubject.computeIfAbsent(kind(test) + " " + subject, key -> new ArrayList<>()).add(node);
      }
    }
    return bySubject.values().stream().map(SourceRows::cause).toList();
  }

  private static boolean inSource(TestLook test) {
    return test != null
        && KINDS.contains(test.kind())
        && test.source().filter(test::begins).isPresent();
  }

  /** What is referred to was there, and is not any more, or not in that spelling. */
  private static Optional<Absent> lost(TestLook test) {
    return Optional.ofNullable(test.absent()).filter(Absent::lost);
  }

  private static Cause cause(List<FailedNode> nodes) {
    TestLook test = nodes.get(0).test();
    Hop source = test.source().orElseThrow();
    Optional<Absent> lost = lost(test);
    List<Evidence> evidence = new ArrayList<>();
    for (Hop hop : test.hops()) {
      evidence.add(
          Evidence.asked(
              hop.relation() + ": " + Say.count(hop.badRows(), "row"),
              hop.query(),
              Witness.PRODUCTION));
    }
    lost.ifPresent(absent -> evidence.addAll(asked(absent)));
    if (isRespelt(test)) {
      evidence.add(
          Evidence.asked(
              "Keys that are there but for capitals and blanks",
              test.absent().foldedQuery(),
              Witness.PRODUCTION));
    }
    return new Cause(
        kind(test),
        Verdict.SOURCE,
        lost.map(Absent::subject).orElse(source.subject()),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        begin(source) + says(test, source),
        evidence,
        Map.of(
            "source",
            lost.map(Absent::source).orElse(source.node()),
            "columns",
            lost.map(Absent::column).orElse(String.join(",", source.columns()))),
        null);
  }

  private static String kind(TestLook test) {
    if (lost(test).isPresent()) {
      return isRespelt(test) ? "source_spelt_anew" : "source_rows_missing";
    }
    if (test.kind().equals("not_null")) {
      return "source_nulls";
    }
    return isRespelt(test) ? "source_respelt" : "source_orphans";
  }

  private static boolean isRespelt(TestLook test) {
    return test.absent() != null && test.absent().respelt();
  }

  private static String begin(Hop source) {
    return Say.number(source.badRows())
        + " of "
        + Say.count(source.rows(), "row")
        + " of "
        + source.relation();
  }

  private static String says(TestLook test, Hop source) {
    Absent absent = test.absent();
    if (isRespelt(test)) {
      return respelt(source, absent)
          + (absent.lost()
              ? absent.relation() + " was spelt anew: " + spelling(source, absent)
              : "Whether "
                  + source.relation()
                  + " or "
                  + absent.relation()
                  + " was spelt otherwise before, nothing here tells.");
    }
    return lost(test).map(it -> lost(source, it)).orElseGet(() -> delivered(test, source));
  }

  private static String respelt(Hop source, Absent absent) {
    return " refer by "
        + String.join(", ", source.columns())
        + " to rows that "
        + absent.relation()
        + " has, written with other capitals or blanks around them: so read, each of the "
        + Say.count(absent.keys(), "key")
        + " is found. ";
  }

  /** Who has the keys as they are referred to. */
  private static String spelling(Hop source, Absent absent) {
    return absent.isKept()
        ? of(absent.kept(), absent)
            + " keys are still in "
            + absent.holder()
            + " as "
            + source.relation()
            + " has them, which was built of it before."
        : of(absent.named(), absent)
            + " keys are referred to by "
            + absent.referrer()
            + " in the same spelling.";
  }

  private static String delivered(TestLook test, Hop source) {
    String columns = String.join(", ", source.columns());
    if (test.kind().equals("not_null")) {
      return " itself have no value in " + columns + ".";
    }
    return test.absent() == null
        ? " itself refer to a row that is not there, by " + columns + "."
        : " itself refer by "
            + columns
            + " to a row that "
            + test.absent().relation()
            + " does not have.";
  }

  private static String lost(Hop source, Absent absent) {
    String begin =
        " refer by "
            + String.join(", ", source.columns())
            + " to a row that "
            + absent.relation()
            + " does not have";
    return absent.isKept()
        ? begin
            + " any more: "
            + of(absent.kept(), absent)
            + " keys are still in "
            + absent.holder()
            + ", which was built of it before."
        : begin
            + ": "
            + of(absent.named(), absent)
            + " keys are referred to by "
            + absent.referrer()
            + " as well, so that they were hardly made up.";
  }

  private static String of(long part, Absent absent) {
    return Say.number(part) + " of the " + Say.number(absent.keys());
  }

  private static List<Evidence> asked(Absent absent) {
    return absent.queries().stream()
        .map(
            query ->
                Evidence.asked(
                    "Keys that are not there and are found elsewhere", query, Witness.PRODUCTION))
        .toList();
  }
}
