package dev.nightshift.activities.diagnosis;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A night of more causes than a history holds and anybody reads: the first are told one by one, of
 * the others that they are there. They are looked at when the first are gone.
 */
final class ManyCauses {
  static final String KIND = "many_more";

  /** A cause takes about a kilobyte, and a step's result may have 256. */
  private static final int MOST = 60;

  /** Their names take as much again; all of them stand in the run's results. */
  private static final int MOST_NODES = 500;

  /** Of all causes together, in characters. */
  private static final int MOST_OF_NAMES = 100_000;

  private ManyCauses() {}

  /** For a history: whoever needs all nodes of one cause finds them with its evidence. */
  static List<Cause> inShort(List<Cause> causes) {
    List<Cause> told = new ArrayList<>();
    int left = MOST_OF_NAMES;
    for (Cause cause : causes) {
      List<String> nodes = new ArrayList<>();
      for (String node : cause.nodes()) {
        left -= node.length();
        if (left > 0 || nodes.isEmpty()) {
          nodes.add(node);
        }
      }
      told.add(cause.inShort().ofNodes(nodes));
    }
    return told;
  }

  /** {@code causes} are in the order in which they are to be told. */
  static List<Cause> folded(List<Cause> causes) {
    if (causes.size() <= MOST) {
      return causes;
    }
    List<Cause> told = new ArrayList<>(causes.subList(0, MOST));
    told.add(rest(causes.subList(MOST, causes.size())));
    return told;
  }

  private static Cause rest(List<Cause> others) {
    List<String> nodes =
        others.stream().flatMap(cause -> cause.nodes().stream()).distinct().toList();
    return new Cause(
        KIND,
        Verdict.UNCLEAR,
        "many more",
        nodes.stream().limit(MOST_NODES).toList(),
        "Besides these there are "
            + Say.count(others.size(), "cause")
            + " more, by which "
            + Say.count(nodes.size(), "node")
            + " failed; they are looked at once these are gone. Did something break that all of"
            + " them share?",
        List.of(),
        null,
        null);
  }
}
