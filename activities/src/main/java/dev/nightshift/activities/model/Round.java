package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the model said and what it was told after. {@code raw} is what the API sent and wants back,
 * thoughts and signatures included, for the model {@code by}; any other is told the {@code text}
 * and the {@code calls}. {@code told} is said to it besides, empty for nothing.
 */
record Round(
    String by, List<JsonNode> raw, String text, List<Asked> calls, List<Gave> gave, String told) {
  Round {
    raw = raw == null ? List.of() : List.copyOf(raw);
    calls = calls == null ? List.of() : List.copyOf(calls);
    gave = gave == null ? List.of() : List.copyOf(gave);
  }

  static Round said(String by, List<JsonNode> raw, String text, List<Asked> calls) {
    return new Round(by, raw, text, calls, List.of(), "");
  }

  /** Words alone, after which it is told something. */
  static Round words(String by, String text, String told) {
    return new Round(by, List.of(), text, List.of(), List.of(), told);
  }

  boolean isBy(String model) {
    return by.equals(model) && !raw.isEmpty();
  }

  Round given(List<Gave> answers) {
    return new Round(by, raw, text, calls, answers, told);
  }

  Round told(String words) {
    return new Round(by, raw, text, calls, gave, words);
  }

  /** The tool of each call, by the call's id. */
  Map<String, Asked> callsById() {
    return calls.stream()
        .collect(Collectors.toMap(Asked::id, Function.identity(), (first, same) -> first));
  }
}
