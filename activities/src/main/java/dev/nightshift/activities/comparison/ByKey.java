package dev.nightshift.activities.comparison;

import dev.nightshift.activities.comparison.SideBySide.Side;
import dev.nightshift.workflows.durable.ErrorKind;
import java.util.List;
import java.util.Optional;

/**
 * What became of the keys: by {@code key} it is {@code change}. Without one there is none, or
 * {@code why} says what kept us from it; {@code differs} that some are others all the same.
 */
record ByKey(List<String> key, KeyedChange change, boolean differs, String why) {
  private static final ByKey NONE = not(false, "");

  private static ByKey not(boolean differs, String why) {
    return new ByKey(List.of(), null, differs, why);
  }

  private static ByKey of(List<String> key, KeyedChange change) {
    return new ByKey(key, change, !change.isNothing(), "");
  }

  /** Two sides, and how many rows of each may be read. */
  record Search(Side left, Side right, List<String> common, long mostRows) {
    /** By the first that is a key on both. */
    ByKey of(List<List<String>> keys, long rows) {
      try {
        return keys.stream()
            .map(this::spelt)
            .filter(key -> !key.isEmpty() && left.isKey(key) && right.isKey(key))
            .findFirst()
            .map(key -> by(key, rows))
            .orElse(NONE);
      } catch (RuntimeException refused) {
        return switch (ErrorKind.of(refused)) {
          case BAD_INPUT, TIMED_OUT, TOO_LARGE ->
              not(false, "keys were not compared: the warehouse did not answer in time or at all");
          default -> throw refused;
        };
      }
    }

    private ByKey by(List<String> key, long rows) {
      if (rows <= mostRows) {
        return ByKey.of(key, KeyedChange.of(left, right, key, common, Optional.empty()));
      }
      Buckets differing = Buckets.differing(left, right, key, common);
      if (differing.isEmpty()) {
        return ByKey.of(key, KeyedChange.NOTHING);
      }
      if (differing.rows() > mostRows) {
        String why = "keys were not compared: too many of %,d rows are others".formatted(rows);
        return not(true, why);
      }
      return ByKey.of(key, KeyedChange.of(left, right, key, common, Optional.of(differing)));
    }

    private List<String> spelt(List<String> key) {
      List<String> names =
          key.stream()
              .map(
                  column ->
                      common.stream().filter(column::equalsIgnoreCase).findFirst().orElse(null))
              .toList();
      return names.contains(null) ? List.of() : names;
    }
  }
}
