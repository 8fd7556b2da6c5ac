package dev.nightshift.bench.faults;

/**
 * How long a flow stood still at a boundary: from its worker's death until the server saw another
 * at work. {@code noticeMillis} of it is the timeout by which the server learns of such a death.
 */
record Healed(Boundary boundary, long millis, long noticeMillis) {
  long beyondNotice() {
    return Math.max(0, millis - noticeMillis);
  }
}
