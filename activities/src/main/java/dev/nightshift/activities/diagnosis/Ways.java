package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The answers that a person may give to what the facts leave open. */
final class Ways {
  private static final List<Option> USUAL =
      List.of(
          Option.of(
              "source",
              "The data is wrong: it has to be corrected or delivered again where it comes from",
              Verdict.SOURCE),
          Option.of("known", "It is as it should be: nothing is to be done", Verdict.KNOWN),
          Option.of("code", "The project's code has to change", Verdict.CODE),
          Option.of(Option.NONE, "I cannot say", Verdict.UNCLEAR));

  private Ways() {}

  /** What a rule offers comes first. */
  static Cause with(Cause cause) {
    if (cause.verdict() != Verdict.UNCLEAR || cause.kind().equals(ManyCauses.KIND)) {
      return cause;
    }
    List<Option> all = new ArrayList<>(cause.options());
    all.addAll(USUAL);
    return cause.asking(all);
  }
}
