package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/** What the gate says of a patch: accepted, or each reason against it. */
public record Ruling(List<Refusal> refusals, List<String> checked) {
  public Ruling {
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
    checked = checked == null ? List.of() : List.copyOf(checked);
  }

  /** One reason: which rule, where, and what it saw. */
  public record Refusal(String rule, String where, String says) {
    public Refusal {
      rule = requireNonNullElse(rule, "");
      where = requireNonNullElse(where, "");
      says = requireNonNullElse(says, "");
    }

    @Override
    public String toString() {
      return rule + (where.isEmpty() ? "" : " (" + where + ")") + ": " + says;
    }
  }

  public boolean accepted() {
    return refusals.isEmpty();
  }
}
