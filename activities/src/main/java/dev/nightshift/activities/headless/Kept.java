package dev.nightshift.activities.headless;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;

/**
 * What the next try at a session goes on with: the agent's own id of it and its transcript, which
 * belongs at {@code place} below its home; the patch so far; what was spent, and what was asked and
 * not answered yet.
 */
record Kept(
    String session,
    BlobRef transcript,
    String place,
    BlobRef patch,
    Usage spent,
    Usage open,
    long seconds) {
  static final Kept NOTHING = new Kept("", null, "", null, null, null, 0);

  Kept {
    session = requireNonNullElse(session, "");
    place = requireNonNullElse(place, "");
    spent = requireNonNullElse(spent, Usage.NONE);
    open = requireNonNullElse(open, Usage.NONE);
  }

  /** What can have been spent at most. */
  Usage worst() {
    return spent.plus(open);
  }

  /** The same after a worker died: whether it was answered nobody knows. */
  Kept settled() {
    return new Kept(session, transcript, place, patch, worst(), Usage.NONE, seconds);
  }

  Kept asking(Usage most) {
    return new Kept(session, transcript, place, patch, spent, open.plus(most), seconds);
  }

  Kept answered(Usage most, Usage used) {
    Usage left = open.plus(negative(most));
    return new Kept(session, transcript, place, patch, spent.plus(used), left, seconds);
  }

  Kept paid(double dollars) {
    Usage paid = spent.plus(new Usage(0, 0, 0, dollars));
    return new Kept(session, transcript, place, patch, paid, open, seconds);
  }

  Kept after(long moreSeconds) {
    return new Kept(session, transcript, place, patch, spent, open, seconds + moreSeconds);
  }

  Kept with(BlobRef newer) {
    return new Kept(session, transcript, place, newer, spent, open, seconds);
  }

  Kept with(String id, BlobRef written, String at) {
    return new Kept(id, written, at, patch, spent, open, seconds);
  }

  private static Usage negative(Usage usage) {
    return new Usage(-usage.inputTokens(), -usage.outputTokens(), -usage.turns(), -usage.dollars());
  }
}
