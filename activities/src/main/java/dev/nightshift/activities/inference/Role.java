package dev.nightshift.activities.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What a column is for, by its name and its model's: teams test what is alike alike. */
enum Role {
  ENTITY_KEY,
  OTHER_KEY,
  TIME,
  FLAG,
  AMOUNT,
  SORT,
  OTHER;

  private static final Set<String> KEYS =
      Set.of("id", "key", "sk", "pk", "uuid", "guid", "hk", "nk", "bk", "fk", "code");
  private static final Set<String> TIMES =
      Set.of(
          "at",
          "date",
          "time",
          "ts",
          "timestamp",
          "day",
          "week",
          "month",
          "year",
          "on",
          "datetime");
  private static final Set<String> FLAGS = Set.of("is", "has", "was", "flag", "can", "ind");
  private static final Set<String> AMOUNTS =
      Set.of(
          "amount",
          "count",
          "total",
          "sum",
          "num",
          "number",
          "price",
          "cost",
          "quantity",
          "qty",
          "rate",
          "pct",
          "percent",
          "avg",
          "average",
          "min",
          "max",
          "value",
          "ratio",
          "revenue");
  private static final Set<String> SORTS =
      Set.of("type", "status", "state", "category", "kind", "class", "level", "tier", "source");

  static Role of(String column, String model) {
    List<String> words = words(column);
    String last = words.get(words.size() - 1);
    if (KEYS.contains(last)) {
      return isOf(words.subList(0, words.size() - 1), words(model)) ? ENTITY_KEY : OTHER_KEY;
    }
    if (FLAGS.contains(words.get(0)) || FLAGS.contains(last)) {
      return FLAG;
    }
    if (TIMES.contains(last) || TIMES.contains(words.get(0))) {
      return TIME;
    }
    if (words.stream().anyMatch(AMOUNTS::contains)) {
      return AMOUNT;
    }
    return SORTS.contains(last) ? SORT : OTHER;
  }

  /** {@code id} alone is the model's; {@code order_item_id} is that of what ends on order items. */
  private static boolean isOf(List<String> stem, List<String> model) {
    if (stem.isEmpty()) {
      return true;
    }
    int from = model.size() - stem.size();
    return from >= 0
        && IntStream.range(0, stem.size())
            .allMatch(i -> singular(stem.get(i)).equals(singular(model.get(from + i))));
  }

  private static String singular(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("ses") || word.endsWith("xes") || word.endsWith("ches")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") && word.length() > 2
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static List<String> words(String name) {
    List<String> words =
        Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    return words.isEmpty() ? List.of(name) : words;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
