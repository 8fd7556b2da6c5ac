package dev.nightshift.activities.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is left out of a conversation so that it fits. Once it takes four fifths of the room that
 * the model's window leaves beside an answer, the oldest results of tools become references, each
 * with the tool's name and its length, until half of the room is free: seldom and much at a time,
 * since whatever changes early costs the model's cache all that comes after. Never left out are the
 * opening, what the model said itself, short results, and what was said in the last four turns.
 */
final class Trimming {
  static final int LAST_TURNS = 4;

  private Trimming() {}

  static boolean isDue(long tokens, long room) {
    return tokens > room * 4 / 5;
  }

  static Conversation fit(Conversation conversation, long tokens, long room) {
    return without(conversation, tokens - room / 2);
  }

  /** For an API that counts more tokens than we do; the same where nothing can be left out. */
  static Conversation harder(Conversation conversation, long tokens) {
    return without(conversation, tokens * 3 / 4);
  }

  private static Conversation without(Conversation conversation, long tokens) {
    List<Round> rounds = new ArrayList<>(conversation.rounds());
    long toSave = tokens;
    for (int i = 0; i < rounds.size() - LAST_TURNS && toSave > 0; i++) {
      Round before = rounds.get(i);
      Round after = shortened(before, toSave);
      toSave -= Measure.tokens(length(before) - length(after));
      rounds.set(i, after);
    }
    return new Conversation(rounds);
  }

  private static Round shortened(Round round, long tokens) {
    Map<String, Asked> calls = round.callsById();
    List<Gave> gave = new ArrayList<>();
    long toSave = tokens;
    for (Gave one : round.gave()) {
      boolean goes = toSave > 0 && one.isLong();
      gave.add(goes ? one.leftOut(calls.get(one.id()).tool()) : one);
      toSave -= goes ? Measure.tokens(one.text().length()) : 0;
    }
    return round.given(gave);
  }

  private static long length(Round round) {
    return round.gave().stream().mapToLong(one -> one.text().length()).sum();
  }
}
