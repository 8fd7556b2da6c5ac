package dev.nightshift.activities.model;

import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All that was said since the opening, in a form that belongs to no API. */
record Conversation(List<Round> rounds) {
  static final Conversation NONE = new Conversation(List.of());

  Conversation {
    rounds = rounds == null ? List.of() : List.copyOf(rounds);
  }

  Conversation with(Round next) {
    List<Round> all = new ArrayList<>(rounds);
    all.add(next);
    return new Conversation(all);
  }

  /**
   * With what its last calls gave, in their order. Each call has an answer, since every API refuses
   * a call without one; who called nothing is asked to go on.
   */
  Conversation answered(List<Answered> answers, Function<Answered, String> texts) {
    Map<String, Answered> byId = new LinkedHashMap<>();
    answers.forEach(answer -> byId.put(answer.id(), answer));
    if (rounds.isEmpty()) {
      refuseUnasked(byId);
      return this;
    }
    Round last = rounds.get(rounds.size() - 1);
    if (answers.isEmpty() && !last.gave().isEmpty()) {
      return this;
    }
    List<Gave> gave = new ArrayList<>();
    for (Asked call : last.calls()) {
      gave.add(gave(call, byId.remove(call.id()), texts));
    }
    refuseUnasked(byId);
    boolean silent = gave.isEmpty() && last.told().isEmpty();
    return replaced(silent ? last.told("Go on.") : last.given(gave));
  }

  private static Gave gave(Asked call, Answered answer, Function<Answered, String> texts) {
    if (call.broken()) {
      return call.answer();
    }
    if (answer == null) {
      return new Gave(call.id(), "This call was not answered.", true, null);
    }
    // Rows, files and other agents' words: whatever stands there, it is material.
    String text = Quotation.of(call.tool(), texts.apply(answer));
    return new Gave(call.id(), text, answer.failed(), answer.content());
  }

  private static void refuseUnasked(Map<String, Answered> left) {
    if (!left.isEmpty()) {
      throw ErrorKind.BAD_INPUT.failure(
          "There are answers to calls that the model did not make: " + left.keySet());
    }
  }

  private Conversation replaced(Round last) {
    List<Round> all = new ArrayList<>(rounds.subList(0, rounds.size() - 1));
    all.add(last);
    return new Conversation(all);
  }
}
