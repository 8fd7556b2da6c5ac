package dev.nightshift.activities.comparison;

import dev.nightshift.activities.comparison.SideBySide.Side;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of each key. Of the rows only a hash for each value is kept, so that a table of two
 * hundred thousand rows and twenty columns takes some 50 MB.
 */
record KeyedChange(long added, long lost, long changed, Map<String, Long> columns) {
  static final KeyedChange NOTHING = new KeyedChange(0, 0, 0, Map.of());

  boolean isNothing() {
    return added == 0 && lost == 0 && changed == 0;
  }

  /** Of all rows, or of those alone that {@code only} holds. */
  static KeyedChange of(
      Side left, Side right, List<String> key, List<String> common, Optional<Buckets> only) {
    List<String> values = common.stream().filter(name -> !key.contains(name)).toList();
    Map<List<String>, long[]> old = new HashMap<>();
    left.door()
        .each(query(left, key, values, only), row -> old.put(key(row, key), hashes(row, key)));
    Count count = new Count();
    right
        .door()
        .each(
            query(right, key, values, only),
            row -> count.take(old.remove(key(row, key)), hashes(row, key)));
    return count.told(old.size(), values);
  }

  private static List<String> key(List<String> row, List<String> key) {
    return List.copyOf(row.subList(0, key.size()));
  }

  private static long[] hashes(List<String> row, List<String> key) {
    return row.subList(key.size(), row.size()).stream().mapToLong(KeyedChange::hash).toArray();
  }

  /** FNV-1a, of 64 bits. */
  private static long hash(String value) {
    if (value == null) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static String query(
      Side side, List<String> key, List<String> values, Optional<Buckets> only) {
    List<String> columns = new ArrayList<>();
    key.forEach(
        name -> columns.add("cast(" + side.quoted(name) + " as varchar) as " + alias(columns)));
    values.forEach(name -> columns.add(side.text(name) + " as " + alias(columns)));
    String rows = only.map(buckets -> buckets.holding(side, key)).orElse("");
    return "select " + String.join(", ", columns) + " from " + side.relation().quoted() + rows;
  }

  private static String alias(List<String> columns) {
    return Relation.quote("c" + columns.size());
  }

  private static final class Count {
    private final Map<Integer, Long> columns = new HashMap<>();
    private long added;
    private long changed;

    void take(long[] old, long[] now) {
      if (old == null) {
        added++;
        return;
      }
      boolean differ = false;
      for (int column = 0; column < now.length; column++) {
        if (old[column] != now[column]) {
          columns.merge(column, 1L, Long::sum);
          differ = true;
        }
      }
      changed += differ ? 1 : 0;
    }

    KeyedChange told(long lost, List<String> values) {
      Map<String, Long> named = new LinkedHashMap<>();
      for (int column = 0; column < values.size(); column++) {
        if (columns.containsKey(column)) {
          named.put(values.get(column), columns.get(column));
        }
      }
      return new KeyedChange(added, lost, changed, named);
    }
  }
}
