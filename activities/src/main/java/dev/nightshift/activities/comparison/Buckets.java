package dev.nightshift.activities.comparison;

import dev.nightshift.activities.comparison.SideBySide.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parts of two tables in which rows are others, {@code rows} of them on the larger side: the
 * warehouse makes one hash of each part, so that of large tables only what differs is read.
 */
record Buckets(List<String> numbers, long rows) {
  /** Of ten million rows some six hundred are in each, and a few hundred edits can be read. */
  private static final int HOW_MANY = 16_384;

  static Buckets differing(Side left, Side right, List<String> key, List<String> common) {
    Map<String, Part> old = parts(left, key, common);
    Map<String, Part> now = parts(right, key, common);
    Set<String> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    List<String> numbers =
        all.stream().filter(one -> !part(old, one).equals(part(now, one))).toList();
    return new Buckets(numbers, Math.max(rows(old, numbers), rows(now, numbers)));
  }

  /** A condition on the rows of one of the sides. */
  String holding(Side side, List<String> key) {
    return " where " + bucket(side, key) + " in (" + String.join(", ", numbers) + ")";
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  private static Part part(Map<String, Part> parts, String number) {
    return Optional.ofNullable(parts.get(number)).orElse(Part.EMPTY);
  }

  private static long rows(Map<String, Part> parts, List<String> numbers) {
    return numbers.stream().mapToLong(number -> part(parts, number).rows()).sum();
  }

  private static Map<String, Part> parts(Side side, List<String> key, List<String> common) {
    List<String> values = new ArrayList<>();
    common.forEach(name -> values.add(key.contains(name) ? plain(side, name) : side.text(name)));
    String sql =
        "select bucket, count(*) as rows, bit_xor(hash) as hash from (select %s as bucket, %s as hash from %s) group by bucket"
            .formatted(bucket(side, key), hash(values), side.relation().quoted());
    Map<String, Part> parts = new HashMap<>();
    side.door()
        .each(sql, row -> parts.put(row.get(0), new Part(Long.parseLong(row.get(1)), row.get(2))));
    return parts;
  }

  private static String bucket(Side side, List<String> key) {
    return hash(key.stream().map(name -> plain(side, name)).toList()) + " % " + HOW_MANY;
  }

  private static String hash(List<String> values) {
    return values.stream().collect(Collectors.joining(", ", "hash([", "])"));
  }

  private static String plain(Side side, String name) {
    return "cast(" + side.quoted(name) + " as varchar)";
  }

  private record Part(long rows, String hash) {
    static final Part EMPTY = new Part(0, "");
  }
}
