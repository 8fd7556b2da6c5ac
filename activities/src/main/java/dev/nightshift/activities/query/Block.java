package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Rows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The items from {@code from} up to {@code to}, joined: whose rows they are, by which columns each
 * is one, and whether there is at most one.
 */
record Block(int from, int to, Rows rows, List<Key> keys, boolean single) {
  boolean holds(Ref ref) {
    return ref != null && ref.item() >= from && ref.item() < to;
  }

  boolean isOneItem() {
    return to - from == 1;
  }

  /** Whether at most one row has given values in these columns. */
  boolean isOnce(Set<Ref> fixed) {
    return single || keys.stream().anyMatch(key -> fixed.containsAll(key.columns()));
  }

  Block with(List<Key> more) {
    Set<Key> all = new LinkedHashSet<>(keys);
    all.addAll(more);
    return new Block(from, to, rows, List.copyOf(all), single);
  }
}
