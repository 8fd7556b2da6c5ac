package dev.nightshift.starter.local;

import java.util.List;

/**
 * A build of the published branch on the same data: {@code red} must be among what the report lists
 * as remaining.
 */
record DemoProof(List<String> red, List<String> remaining, long green, double seconds) {
  boolean holds() {
    return remaining.containsAll(red);
  }

  String says() {
    List<String> unexpected = red.stream().filter(node -> !remaining.contains(node)).toList();
    return green
        + " green, "
        + red.size()
        + " red"
        + (holds() ? ", all of them reported as remaining" : "; NOT reported: " + unexpected);
  }
}
