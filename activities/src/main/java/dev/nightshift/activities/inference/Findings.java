package dev.nightshift.activities.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules said, by the test that they said it of. */
final class Findings {
  private final Map<Check, Check> known = new HashMap<>();
  private final Map<Check, List<Clue>> clues = new LinkedHashMap<>();

  void add(Check check, String name, double amount, String because) {
    Check first = known.computeIfAbsent(check.plain(), plain -> check);
    List<Clue> said = clues.computeIfAbsent(first, one -> new ArrayList<>());
    // What is seen twice, as in two joins, weighs once.
    if (said.stream().noneMatch(clue -> clue.name().equals(name))) {
      said.add(new Clue(name, amount, because));
    }
  }

  void add(Check check, String name, String because) {
    add(check, name, 1, because);
  }

  /** What only a person who fits weights, or asks why not, wants to hear. */
  void add(Check check, String name) {
    add(check, name, 1, "");
  }

  /** Whether something speaks for it that is known by one of these names, or begins with it. */
  boolean speaksFor(Check check, List<String> names) {
    return clues.getOrDefault(known.getOrDefault(check.plain(), check), List.of()).stream()
        .anyMatch(clue -> names.stream().anyMatch(clue.name()::startsWith));
  }

  Map<Check, List<Clue>> clues() {
    return clues;
  }
}
