package dev.nightshift.activities.tests;

import dev.nightshift.activities.inference.Check;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the data says: how many rows there are, and how many are against each test. {@code unasked}
 * says why nobody could ask, empty where somebody did.
 */
record Counted(long rows, Map<Check, Long> against, Map<Check, String> unknown, String unasked) {
  Counted {
    against = Map.copyOf(against);
    unknown = Map.copyOf(unknown);
  }

  static Counted not(String why) {
    return new Counted(0, Map.of(), Map.of(), why);
  }

  /** Of a model that has no rows of its own, by which nothing is refuted. */
  static Counted nothing(Collection<Check> checks) {
    Map<Check, Long> none =
        checks.stream().distinct().collect(Collectors.toMap(check -> check, check -> 0L));
    return new Counted(0, none, Map.of(), "");
  }

  Optional<Long> against(Check check) {
    return Optional.ofNullable(against.get(check));
  }

  /** Why nobody knows of a test whether it holds. */
  String why(Check check) {
    return unasked.isEmpty() ? unknown.getOrDefault(check, "the data could not be asked") : unasked;
  }
}
