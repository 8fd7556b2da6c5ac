package dev.nightshift.bench.faults;

/**
 * A place in a flow where something happens to it: at one call of one step. {@code place} is what
 * the step's workflow has behind the flow's id: empty for the flow itself, else the child's part.
 */
record Boundary(String place, String step, int call, When when) {

  enum When {
    /** The worker dies before the step does anything. */
    BEFORE,
    /** The worker dies while the step's dbt is at work. */
    WITHIN,
    /** The worker dies after the step's effect and before its completion is reported. */
    DURING,
    /** The worker dies as soon as the server has the completion. */
    AFTER,
    /** The worker is killed from outside while the flow waits for a person. */
    WAITING,
    /** The worker is killed from outside while a model is in the middle of its answer. */
    THINKING,
    /** The flow is cancelled as the step begins; the worker lives. */
    CANCEL,
    /** The flow is cancelled while it waits for a person. */
    CANCEL_WAITING
  }

  Boundary at(When other) {
    return new Boundary(place, step, call, other);
  }

  /** Whether it is the walk that acts, not the worker. */
  boolean fromOutside() {
    return when == When.WAITING || when == When.THINKING || when == When.CANCEL_WAITING;
  }

  /** Whether the walk kills the worker. */
  boolean killed() {
    return when == When.WAITING || when == When.THINKING;
  }

  /** Whether the worker dies of it by itself. */
  boolean deadly() {
    return when == When.BEFORE || when == When.WITHIN || when == When.DURING || when == When.AFTER;
  }

  @Override
  public String toString() {
    return when + " " + step + "#" + call;
  }
}
