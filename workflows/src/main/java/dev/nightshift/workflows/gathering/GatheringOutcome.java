package dev.nightshift.workflows.gathering;

import java.util.List;

/** How many invocations were told of, and the flows that look after them. */
public record GatheringOutcome(int told, List<String> started) {
  public GatheringOutcome {
    started = started == null ? List.of() : List.copyOf(started);
  }
}
