package dev.nightshift.activities.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which columns of an answer only count, and which are a relation's own; in doubt neither. */
final class SelectedColumns {
  private static final Set<String> COUNTS =
      Set.of("count", "count_star", "count_if", "countif", "approx_count_distinct", "typeof");

  /** Of counts they make nothing but numbers of the same kind. */
  private static final Set<String> OF_COUNTS =
      Set.of("+", "-", "*", "/", "//", "%", "round", "coalesce", "nullif", "abs", "sum");

  private static final Set<String> OPERATORS = Set.of("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL");

  private final JsonNode query;
  private final Set<String> named;

  SelectedColumns(JsonNode statement, Set<String> named) {
    this.query = statement.path("node");
    this.named = named;
  }

  Set<Integer> counts() {
    Set<Integer> counts = new HashSet<>();
    JsonNode items = query.path("select_list");
    for (int i = 0; i < items.size(); i++) {
      if (isStar(items.get(i))) {
        return counts;
      }
      if (isCount(items.get(i))) {
        counts.add(i);
      }
    }
    return counts;
  }

  Map<Integer, String> plain(List<String> columns) {
    Map<Integer, String> plain = new HashMap<>();
    JsonNode items = query.path("select_list");
    if (!isOfRelations(query.path("from_table"))) {
      return plain;
    }
    boolean star = false;
    boolean all = true;
    for (JsonNode item : items) {
      star |= isStar(item);
      all &= isPlainStar(item) || (isColumn(item) && item.path("alias").asText("").isEmpty());
    }
    for (int i = 0; i < columns.size(); i++) {
      if (star && all) {
        plain.put(i, columns.get(i));
      } else if (!star && isColumn(items.path(i))) {
        JsonNode names = items.path(i).path("column_names");
        plain.put(i, names.path(names.size() - 1).asText());
      }
    }
    return plain;
  }

  private static boolean isStar(JsonNode item) {
    return item.path("class").asText().equals("STAR");
  }

  private static boolean isPlainStar(JsonNode item) {
    return isStar(item)
        && !item.path("columns").asBoolean()
        && item.path("replace_list").isEmpty()
        && item.path("rename_list").isEmpty();
  }

  private static boolean isColumn(JsonNode item) {
    return item.path("class").asText().equals("COLUMN_REF");
  }

  private static boolean isCount(JsonNode item) {
    String name = item.path("function_name").asText().toLowerCase(Locale.ROOT);
    return switch (item.path("class").asText()) {
      case "CONSTANT" -> true;
      case "FUNCTION" ->
          COUNTS.contains(name) || (OF_COUNTS.contains(name) && all(item.path("children")));
      case "CAST" -> isCount(item.path("child"));
      case "OPERATOR" -> OPERATORS.contains(item.path("type").asText()) || isCoalesce(item);
      default -> false;
    };
  }

  private static boolean isCoalesce(JsonNode item) {
    return item.path("type").asText().equals("OPERATOR_COALESCE") && all(item.path("children"));
  }

  private static boolean all(JsonNode children) {
    for (JsonNode child : children) {
      if (!isCount(child)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOfRelations(JsonNode from) {
    return switch (from.path("type").asText()) {
      case "BASE_TABLE" ->
          from.path("column_name_alias").isEmpty()
              && !(from.path("schema_name").asText("").isEmpty()
                  && named.contains(from.path("table_name").asText("").toLowerCase(Locale.ROOT)));
      case "JOIN" -> isOfRelations(from.path("left")) && isOfRelations(from.path("right"));
      default -> false;
    };
  }
}
