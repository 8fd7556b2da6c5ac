package dev.nightshift.activities.headless;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the next try at a session goes on with: the agent's own id of it and its transcript, which
 * belongs at {@code place} below its home; the patch so far; what was spent, and what was asked and
 * not answered yet; what it told whoever gave the task, what it wanted and may not do, and all that
 * was said, for people.
 */
record Kept(
    String session,
    BlobRef transcript,
    String place,
    BlobRef patch,
    Usage spent,
    Usage open,
    long seconds,
    List<String> told,
    List<String> refused,
    BlobRef talk) {
  static final Kept NOTHING = new Kept("", null, "", null, null, null, 0, null, null, null);

  /** Who has more to say says it at the end. */
  private static final int MOST_TOLD = 10;

  private static final int MOST_REFUSED = 20;

  /** An agent says these words, in part or whole: they are for people, in a report. */
  private static final int LONGEST_REFUSED = 500;

  private static final int LONGEST_TOLD = 8_000;

  Kept {
    session = requireNonNullElse(session, "");
    place = requireNonNullElse(place, "");
    spent = requireNonNullElse(spent, Usage.NONE);
    open = requireNonNullElse(open, Usage.NONE);
    told = told == null ? List.of() : List.copyOf(told);
    refused = refused == null ? List.of() : List.copyOf(refused);
  }

  /** What can have been spent at most. */
  Usage worst() {
    return spent.plus(open);
  }

  /** The same after a worker died: whether it was answered nobody knows. */
  Kept settled() {
    return new Kept(
        session, transcript, place, patch, worst(), Usage.NONE, seconds, told, refused, talk);
  }

  Kept asking(Usage most) {
    return new Kept(
        session, transcript, place, patch, spent, open.plus(most), seconds, told, refused, talk);
  }

  Kept answered(Usage most, Usage used) {
    Usage left = open.plus(negative(most));
    return new Kept(
        session, transcript, place, patch, spent.plus(used), left, seconds, told, refused, talk);
  }

  /**
   * With what the agent says itself that it cost, where that is more than was counted since {@code
   * before}: the door does not know each model's price. What a session that was gone on with cost
   * before is in there once more.
   */
  Kept costing(double said, Kept before) {
    double known = spent.dollars() - (before.transcript() == null ? before.spent().dollars() : 0);
    Usage paid = spent.plus(new Usage(0, 0, 0, Math.max(0, said - known)));
    return new Kept(session, transcript, place, patch, paid, open, seconds, told, refused, talk);
  }

  Kept after(long moreSeconds) {
    return new Kept(
        session, transcript, place, patch, spent, open, seconds + moreSeconds, told, refused, talk);
  }

  Kept with(BlobRef newer) {
    return new Kept(session, transcript, place, newer, spent, open, seconds, told, refused, talk);
  }

  Kept with(String id, BlobRef written, String at) {
    return new Kept(id, written, at, patch, spent, open, seconds, told, refused, talk);
  }

  /** With what was said so far, for people. */
  Kept talking(BlobRef newest) {
    return new Kept(session, transcript, place, patch, spent, open, seconds, told, refused, newest);
  }

  /** With words for whoever gave the task, or without where there are enough. */
  Kept telling(String words) {
    return new Kept(
        session,
        transcript,
        place,
        patch,
        spent,
        open,
        seconds,
        more(told, cut(words, LONGEST_TOLD), MOST_TOLD),
        refused,
        talk);
  }

  /** With what it wanted and may not do. */
  Kept refusing(String why) {
    return new Kept(
        session,
        transcript,
        place,
        patch,
        spent,
        open,
        seconds,
        told,
        more(refused, cut(why, LONGEST_REFUSED), MOST_REFUSED),
        talk);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static List<String> more(List<String> all, String one, int most) {
    return all.size() >= most || all.contains(one)
        ? all
        : Stream.concat(all.stream(), Stream.of(one)).toList();
  }

  private static Usage negative(Usage usage) {
    return new Usage(-usage.inputTokens(), -usage.outputTokens(), -usage.turns(), -usage.dollars());
  }
}
