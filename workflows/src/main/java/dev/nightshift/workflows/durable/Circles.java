package dev.nightshift.workflows.durable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ends what leads nowhere, whoever thinks: the same use of a tool with the same answer again and
 * again, or only refusals.
 */
public final class Circles {
  /** How often the same is a circle. */
  public static final int SAME = 3;

  private static final int REFUSALS = 5;

  /** Who goes in circles comes by again soon; a long session is no circle. */
  private static final int REMEMBERED = 40;

  private final Map<String, Integer> seen;
  private int refusals;
  private volatile String why = "";

  public Circles() {
    this(Map.of(), 0);
  }

  /** Where an earlier part of a session left off. */
  public Circles(Map<String, Integer> seen, int refusals) {
    this.seen = new LinkedHashMap<>(seen);
    this.refusals = refusals;
  }

  /** {@code answer} tells of the project too: a circle through edits is none. */
  public void took(String tool, String arguments, String answer, boolean refused) {
    refusals = refused ? refusals + 1 : 0;
    if (refusals >= REFUSALS) {
      why = "the last " + REFUSALS + " things that it wanted to do were refused";
    }
    if (again(key(tool, arguments, answer))) {
      why = "it used " + tool + " in the same way " + SAME + " times, and it gave the same";
    }
  }

  /** What came to nothing; empty until that is a circle. */
  public String missed(String tool, String arguments, String reason) {
    return again(key(tool, arguments, reason))
        ? "it wanted " + tool + " in the same way " + SAME + " times, and got nothing"
        : "";
  }

  /** Whether this came by so often that it is a circle. */
  public boolean again(String what) {
    int times = seen.getOrDefault(what, 0) + 1;
    seen.remove(what);
    seen.put(what, times);
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.keySet().iterator().next());
    }
    return times >= SAME;
  }

  public void forget(String what) {
    seen.remove(what);
  }

  /** Why nothing more is to be expected; empty while there is hope. */
  public String why() {
    return why;
  }

  public Map<String, Integer> seen() {
    return seen;
  }

  public int refusals() {
    return refusals;
  }

  private static String key(String tool, String arguments, String answer) {
    return tool + " " + arguments + " " + answer;
  }
}
