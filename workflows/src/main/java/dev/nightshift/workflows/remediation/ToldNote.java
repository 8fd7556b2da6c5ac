package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger keeps of a cause that reports told of: since when, when last, when whoever
 * delivers the data was written to and by which run, and the flow whose report was the first.
 */
record ToldNote(LocalDate since, LocalDate last, LocalDate written, String writer, String flow) {

  /** Empty where there is none, or none that can be read. */
  static Optional<ToldNote> read(String words) {
    List<String> lines = words.lines().toList();
    if (lines.size() < 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ToldNote(
              LocalDate.parse(lines.get(0)),
              LocalDate.parse(lines.get(1)),
              lines.get(2).isEmpty() ? null : LocalDate.parse(lines.get(2)),
              lines.get(3),
              lines.get(4)));
    } catch (DateTimeParseException others) {
      return Optional.empty();
    }
  }

  /** The flow comes last: of a name that is too long the end goes. */
  String words() {
    String text =
        String.join("\n", since + "", last + "", written == null ? "" : written + "", writer, flow);
    return text.length() <= Ledger.LONGEST ? text : text.substring(0, Ledger.LONGEST);
  }

  /** What stayed away for long is another story, and a run tells nothing to itself. */
  Optional<ToldBefore> before(String workflow, LocalDate today) {
    if (last.plusDays(Ledger.TOLD_DAYS).isBefore(today) || isSameRun(flow, workflow)) {
      return Optional.empty();
    }
    return Optional.of(
        new ToldBefore(
            since.toString(),
            flow,
            written == null ? "" : written.toString(),
            written != null && reminds(workflow, today)));
  }

  /** What a run looked after once more says in place of what it said: its letter is the same. */
  private boolean reminds(String workflow, LocalDate today) {
    return writer.equals(writer(workflow))
        || !written.plusDays(Ledger.REMINDED_DAYS).isAfter(today);
  }

  /** As a report of this flow goes on from what was kept before, if anything was. */
  static ToldNote after(
      Optional<ToldNote> kept, String workflow, LocalDate today, Verdict verdict) {
    Optional<ToldBefore> before = kept.flatMap(note -> note.before(workflow, today));
    boolean writes =
        verdict == Verdict.SOURCE && before.map(one -> !one.isWrittenTo()).orElse(true);
    LocalDate earlier = before.isPresent() ? kept.get().written : null;
    return new ToldNote(
        before.isPresent() ? kept.get().since : today,
        today,
        writes ? today : earlier,
        writes ? writer(workflow) : before.isPresent() ? kept.get().writer : "",
        before.isPresent() ? kept.get().flow : workflow);
  }

  private static String writer(String workflow) {
    return Ids.question(Ids.firstTry(workflow));
  }

  private static boolean isSameRun(String one, String other) {
    return Ids.firstTry(one).equals(Ids.firstTry(other));
  }
}
