package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.ports.Models.Call;
import dev.nightshift.workflows.ports.Tools.Given;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends what leads nowhere: the same call with the same answer again and again, or only refusals.
 */
final class Breaker {
  private static final String MISSES = "circles-of-misses";

  /** No tool's name has a blank. */
  private static final String UNREADABLE = "no arguments";

  private static final int SAME = 3;
  private static final int REFUSALS = 5;

  /** Who goes in circles comes by again soon; a long session is no circle. */
  private static final int REMEMBERED = 40;

  private final Map<String, Integer> seen = new LinkedHashMap<>();
  private static final int TOLD = 20;

  private final List<String> refused = new ArrayList<>();
  private int refusals;
  private String why = "";
  private String missed = "";

  Breaker(Map<String, Integer> seen, int refusals, List<String> refused) {
    this.seen.putAll(seen);
    this.refusals = refusals;
    this.refused.addAll(refused);
  }

  void took(Call call, Given given) {
    refusals = given.refused() ? refusals + 1 : 0;
    if (given.refused() && !given.refusal().isEmpty() && refused.size() < TOLD) {
      refused.add(call.tool() + ": " + given.refusal());
    }
    if (refusals >= REFUSALS) {
      why = "the last " + REFUSALS + " things that it wanted to do were refused";
    }
    if (times(call, answer(given)) >= SAME) {
      why = "it used " + call.tool() + " in the same way " + SAME + " times, and it gave the same";
    }
  }

  /** It came to nothing: there is no such tool, or the step failed. */
  void missed(Call call, String reason) {
    if (times(call, reason) >= SAME) {
      missed = "it wanted " + call.tool() + " in the same way " + SAME + " times, and got nothing";
    }
  }

  /** Whether a turn had calls that anybody can read: none, again and again, is a circle too. */
  void readable(boolean some) {
    if (some) {
      seen.remove(UNREADABLE);
    } else if (times(UNREADABLE) >= SAME) {
      missed = "nothing that it called had arguments that can be read, " + SAME + " times in a row";
    }
  }

  private int times(Call call, String answer) {
    return times(call.tool() + " " + call.arguments().shortHash() + " " + answer);
  }

  private int times(String key) {
    int times = seen.getOrDefault(key, 0) + 1;
    seen.remove(key);
    seen.put(key, times);
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.keySet().iterator().next());
    }
    return times;
  }

  /** A circle through edits is none: each time the workspace is another one. */
  private static String answer(Given given) {
    String content = given.content() == null ? "" : given.content().shortHash();
    return given.workspace() == null || given.workspace().patch() == null
        ? content
        : content + " " + given.workspace().patch().shortHash();
  }

  /** Why nothing more is to be expected; empty while there is hope. */
  String why() {
    // Sessions of an earlier build went on where nothing came of a call.
    return why.isEmpty()
            && !missed.isEmpty()
            && Workflow.getVersion(MISSES, Workflow.DEFAULT_VERSION, 1) == 1
        ? missed
        : why;
  }

  Map<String, Integer> seen() {
    return seen;
  }

  /** The first things that it wanted and may not: for whoever reads what came of it. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  int refusals() {
    return refusals;
  }
}
