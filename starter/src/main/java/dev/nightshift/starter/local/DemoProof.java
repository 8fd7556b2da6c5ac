package dev.nightshift.starter.local;

import java.util.List;

/**
 * A build of the published branch on the same data: {@code red} must be among what the report lists
 * as SOURCE.
 */
record DemoProof(List<String> red, List<String> source, long green, double seconds) {
  boolean holds() {
    return source.containsAll(red);
  }

  String says() {
    List<String> unexpected = red.stream().filter(node -> !source.contains(node)).toList();
    return green
        + " green, "
        + red.size()
        + " red"
        + (holds() ? ", all of them reported as SOURCE" : "; NOT reported: " + unexpected);
  }
}
