package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.JoinReading.Site;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names under which a CTE hands a model's columns on: all as they are, or those it lists. */
final class Carried {
  private final TreeReader reader;
  private final Map<String, String> innerNames = new LinkedHashMap<>();
  private final Map<String, List<Site>> sites = new LinkedHashMap<>();

  Carried(TreeReader reader) {
    this.reader = reader;
  }

  static boolean isAll(List<Item> items, TreeReader reader) {
    if (items.size() != 1 || items.get(0).alias() != null) {
      return false;
    }
    Range range = items.get(0).expression();
    boolean qualified = range.to() - range.from() == 3 && reader.is(range.from() + 1, ".");
    return (qualified || range.to() - range.from() == 1) && reader.is(range.to() - 1, "*");
  }

  void list(List<Item> items) {
    if (listed()) {
      throw new Undecided("two queries one after the other list the joined columns");
    }
    for (Item item : items) {
      Range range = item.expression();
      Token column = reader.at(range.to() - 1);
      boolean bare =
          column.isName()
              && (range.to() - range.from() == 1
                  || (range.to() - range.from() == 3 && reader.is(range.from() + 1, ".")));
      if (!bare) {
        throw new Undecided("something is made of the joined columns before they are joined");
      }
      String inner = folded(column);
      innerNames.put(item.alias() == null ? inner : folded(item.alias()), inner);
      sites.computeIfAbsent(inner, key -> new ArrayList<>()).add(new Site(column, item.alias()));
    }
  }

  boolean listed() {
    return !innerNames.isEmpty();
  }

  Map<String, List<Site>> sites() {
    return sites;
  }

  /** The names by which the join knows the columns. */
  Set<String> names(Set<String> columns) {
    return listed() ? innerNames.keySet() : columns;
  }

  String inner(String column) {
    if (!listed()) {
      return column;
    }
    String inner = innerNames.get(column);
    if (inner == null) {
      throw new Undecided("where " + column + " comes from cannot be seen");
    }
    return inner;
  }

  static String folded(Token token) {
    return token.name().toLowerCase(Locale.ROOT);
  }
}
