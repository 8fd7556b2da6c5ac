package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What fails with the patch failed without it too, in the sandbox or that night. */
final class FailsAnew implements Rule {
  @Override
  public String name() {
    return "fails_anew";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    exhibit.run().ifPresent(runs -> judge(exhibit, runs, refusals));
    return refusals;
  }

  private void judge(Exhibit exhibit, Runs runs, List<Refusal> refusals) {
    Map<String, String> oldIds = new Moves(exhibit, runs).byNewId();
    Set<String> failedThatNight = new HashSet<>();
    exhibit.causes().stream()
        .filter(FailsAnew::isNoDoingOfThePatch)
        .forEach(cause -> failedThatNight.addAll(cause.nodes()));
    new TreeMap<>(runs.after())
        .forEach(
            (node, status) -> {
              String old = oldIds.getOrDefault(node, node);
              String before = runs.before().get(old);
              if (failedThatNight.contains(old) || Runs.isRed(before)) {
                return;
              }
              if (Runs.isRed(status)) {
                refusals.add(refusal(node, says(status, before) + runs.why(node)));
              } else if (status.equals("skipped") && Runs.isGood(before)) {
                refusals.add(refusal(node, "it ran before, and is skipped with the patch"));
              }
            });
  }

  /** What only shows with the patch may come of it, unless its cause is proven to lie elsewhere. */
  private static boolean isNoDoingOfThePatch(Cause cause) {
    return !cause.wasUncovered() || cause.verdict() != Verdict.UNCLEAR;
  }

  private static String says(String status, String before) {
    if (before == null) {
      return "it did not fail before; with the patch its status is " + status;
    }
    return before.equals("skipped")
        ? "it was skipped before; it fails now that it runs"
        : "its status was " + before + "; with the patch it is " + status;
  }
}
