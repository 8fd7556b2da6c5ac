package dev.nightshift.workflows.ledger;

import dev.nightshift.workflows.values.Effort;

/** How an entry notes what is set aside for a session; nobody brings a project anything by it. */
final class SetAside {
  private SetAside() {}

  static String written(Effort effort) {
    // Not a number would make all of the day none.
    return (effort.dollars() > 0 ? effort.dollars() : 0)
        + " "
        + Math.max(0, effort.tokens())
        + " "
        + Math.max(0, effort.turns())
        + " "
        + Math.max(0, effort.seconds());
  }

  /** One of an earlier build is money alone. */
  static Effort read(Ledger.Entry entry) {
    String[] words = entry.note().split(" ", -1);
    double dollars = Double.parseDouble(words[0]);
    return words.length == 1
        ? Effort.ofDollars(dollars)
        : new Effort(
            dollars, Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
  }
}
