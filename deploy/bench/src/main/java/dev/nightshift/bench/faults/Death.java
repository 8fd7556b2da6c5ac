package dev.nightshift.bench.faults;

/** How a worker dies of its fault. */
final class Death {
  /** Of no signal and of no other way to end: who finds it knows that the fault was reached. */
  static final int CODE = 86;

  private Death() {}

  /** As by {@code kill -9}: no hook runs, nothing is flushed, the kernel closes what was open. */
  static void now() {
    Runtime.getRuntime().halt(CODE);
  }
}
