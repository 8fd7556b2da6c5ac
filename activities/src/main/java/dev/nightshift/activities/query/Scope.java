package dev.nightshift.activities.query;

import java.util.HashMap;
import java.util.Map;

/** The CTEs that a query sees: each is read once, where it is defined. */
final class Scope {
  private final Scope around;
  private final Map<String, Output> ctes = new HashMap<>();

  Scope(Scope around) {
    this.around = around;
  }

  void define(String name, Output output) {
    ctes.put(name, output);
  }

  /** The innermost of that name, or null. */
  Output cte(String name) {
    for (Scope scope = this; scope != null; scope = scope.around) {
      Output output = scope.ctes.get(name);
      if (output != null) {
        return output;
      }
    }
    return null;
  }
}
