package dev.nightshift.workflows.gathering;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.ports.Artifacts.Location;

/**
 * One invocation of a group. {@code artifacts} is null where nothing is told but that {@code last}
 * came; {@code commit} is empty where the sender does not know it.
 */
public record Notice(Location artifacts, String commit, boolean last) {
  public Notice {
    commit = requireNonNullElse(commit, "");
  }
}
