package dev.nightshift.starter.local;

import java.util.List;

/**
 * A build of the published branch on the same data: something must be {@code green}, and {@code
 * red} must be among what the report lists as SOURCE. dbt builds nothing behind what is red.
 */
record DemoProof(List<String> red, List<String> source, long green, long skipped, double seconds) {
  /** A build that ran nothing has no red either, and proves nothing. */
  boolean holds() {
    return green > 0 && source.containsAll(red);
  }

  String says() {
    String behind = skipped == 0 ? "" : "; " + skipped + " skipped behind them";
    return green + " green, " + red.size() + " red" + judged() + behind;
  }

  private String judged() {
    List<String> unexpected = red.stream().filter(node -> !source.contains(node)).toList();
    if (!unexpected.isEmpty()) {
      return "; NOT reported: " + unexpected;
    }
    return green > 0 ? ", all of them reported as SOURCE" : "; NOTHING was built";
  }
}
