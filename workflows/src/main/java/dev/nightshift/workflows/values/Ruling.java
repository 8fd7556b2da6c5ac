package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Policy.Publish;
import java.util.List;
import java.util.Map;

/**
 * What the gate says of a patch: accepted, or each reason against it. {@code moved} are the nodes
 * of its causes that have another id with the patch, by the one that they had. {@code ask} is why a
 * person has to agree whatever the policy says; empty where nothing calls for that.
 */
public record Ruling(
    List<Refusal> refusals, List<String> checked, Map<String, String> moved, String ask) {
  public Ruling {
    refusals = refusals == null ? List.of() : List.copyOf(refusals);
    checked = checked == null ? List.of() : List.copyOf(checked);
    moved = moved == null ? Map.of() : Map.copyOf(moved);
    ask = requireNonNullElse(ask, "");
  }

  public Ruling(List<Refusal> refusals, List<String> checked, Map<String, String> moved) {
    this(refusals, checked, moved, null);
  }

  public Ruling(List<Refusal> refusals, List<String> checked) {
    this(refusals, checked, null);
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

  /** How a patch leaves that the policy would let leave without a person. */
  public Publish publish(Publish policy) {
    return ask.isEmpty() || policy == Publish.SUGGEST ? policy : Publish.ASK;
  }
}
