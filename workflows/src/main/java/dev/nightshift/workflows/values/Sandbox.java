package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * Where dbt may run: a copy of what it needs, which cannot reach production. {@code name} is the
 * natural key, {@code owner} the workflow, {@code relations} what was cloned and counted.
 */
public record Sandbox(
    String name, String owner, String kind, String target, List<String> relations) {
  public Sandbox {
    name = requireNonNullElse(name, "");
    owner = requireNonNullElse(owner, "");
    kind = requireNonNullElse(kind, "");
    target = requireNonNullElse(target, "");
    relations = relations == null ? List.of() : List.copyOf(relations);
  }
}
