package dev.nightshift.activities.tools;

import java.util.List;

/** What may stand where dbt expects a selector: an option there would be one of dbt's. */
final class Selectors {
  private Selectors() {}

  static void check(List<String> selectors) {
    for (String selector : selectors) {
      if (selector.isBlank() || selector.startsWith("-") || selector.indexOf('\0') >= 0) {
        throw Declined.forbidden("«" + selector + "» is no selector");
      }
    }
  }
}
