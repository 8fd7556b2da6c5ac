package dev.nightshift.activities.tests;

import dev.nightshift.activities.inference.Check;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the data says of each test: how many rows it could be about and how many are against it.
 * {@code unasked} says why nobody could ask, empty where somebody did.
 */
record Counted(Map<Check, Rows> of, Map<Check, String> unknown, String unasked) {
  Counted {
    of = Map.copyOf(of);
    unknown = Map.copyOf(unknown);
  }

  /** {@code about} are those in which it has a value, but for tests that want one in each. */
  record Rows(long about, long against) {}

  static Counted not(String why) {
    return new Counted(Map.of(), Map.of(), why);
  }

  /** Of a model that has no rows of its own, by which nothing is refuted. */
  static Counted nothing(Collection<Check> checks) {
    Map<Check, Rows> none =
        checks.stream()
            .distinct()
            .collect(Collectors.toMap(check -> check, check -> new Rows(0, 0)));
    return new Counted(none, Map.of(), "");
  }

  Optional<Rows> of(Check check) {
    return Optional.ofNullable(of.get(check));
  }

  /** Why nobody knows of a test whether it holds. */
  String why(Check check) {
    return unasked.isEmpty() ? unknown.getOrDefault(check, "the data could not be asked") : unasked;
  }
}
