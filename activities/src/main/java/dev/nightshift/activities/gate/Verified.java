package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What failed by a CODE cause was run with the patch in the sandbox, and passes. */
final class Verified implements Rule {
  private static final Pattern NO_VARIABLE =
      Pattern.compile("Env var required but not provided: '(\\w+)'");

  @Override
  public String name() {
    return "not_verified";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    exhibit.run().ifPresent(runs -> judge(exhibit, runs, refusals));
    return refusals;
  }

  private void judge(Exhibit exhibit, Runs runs, List<Refusal> refusals) {
    if (!runs.notEnded().isEmpty()) {
      refusals.add(refusal("", "with the patch " + runs.notEnded()));
      return;
    }
    for (var error : runs.errorsAfter()) {
      String said = Runs.brief(error.message());
      refusals.add(
          refusal(error.file(), "with the patch dbt does not run: " + said + remedy(said)));
    }
    // Of a base that dbt cannot read there may be no manifest: what the patch may change is then
    // held to the slip alone, by its text.
    boolean byText = exhibit.baseUnread() && runs.patched() != null;
    if (!runs.comparable() && !byText) {
      refusals.add(refusal("", "a manifest is missing: base and patch cannot be compared"));
    }
    Moves moves = new Moves(exhibit, runs);
    for (Cause cause : exhibit.codeCauses()) {
      for (String node : cause.nodes()) {
        String now = moves.now(node).orElse("");
        String status = runs.after().get(now);
        if (status == null) {
          refusals.add(refusal(node, "it was not run with the patch"));
        } else if (!Runs.isGood(status)) {
          refusals.add(refusal(node, "with the patch its status is " + status + runs.why(now)));
        }
      }
    }
  }

  /** A sandbox has no variable that nobody gave it; what asks for one is no doing of a patch. */
  private static String remedy(String said) {
    Matcher missing = NO_VARIABLE.matcher(said);
    return missing.find()
        ? " (a sandbox is given no "
            + missing.group(1)
            + ": name it under `environment` of the project in nightshift.yml; where only a hook"
            + " wants it, `sandbox: {hooks: skip}` leaves hooks out)"
        : "";
  }
}
