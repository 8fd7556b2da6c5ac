package dev.nightshift.activities.headless;

import dev.nightshift.workflows.values.BlobRef;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ends what leads nowhere, by the same numbers as for a model: the same use of a tool of ours with
 * the same answer again and again, or only refusals. What an agent does by its own hands we do not
 * see.
 */
final class Circles {
  private static final int SAME = 3;
  private static final int REFUSALS = 5;

  /** Who goes in circles comes by again soon; a long session is no circle. */
  private static final int REMEMBERED = 40;

  private final Map<String, Integer> seen = new LinkedHashMap<>();
  private int refusals;
  private volatile String why = "";

  /** A circle through edits is none: {@code patch}, null where there is none, is another then. */
  void took(String tool, BlobRef arguments, BlobRef patch, String answer, boolean refused) {
    refusals = refused ? refusals + 1 : 0;
    if (refusals >= REFUSALS) {
      why = "the last " + REFUSALS + " things that it wanted to do were refused";
    }
    String key =
        String.join("\n", tool, arguments.sha256(), patch == null ? "" : patch.sha256(), answer);
    int times = seen.getOrDefault(key, 0) + 1;
    seen.remove(key);
    seen.put(key, times);
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.keySet().iterator().next());
    }
    if (times >= SAME) {
      why = "it used " + tool + " in the same way " + SAME + " times, and it gave the same";
    }
  }

  /** Why nothing more is to be expected; empty while there is hope. */
  String why() {
    return why;
  }
}
