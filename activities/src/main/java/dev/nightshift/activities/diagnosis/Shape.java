package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jsqlparser.schema.Column;

/** What is known of one source of rows. A null origin is a column whose origin is not told. */
final class Shape {
  final Map<String, Origin> columns = new LinkedHashMap<>();
  final List<String> stars = new ArrayList<>();
  boolean grouped;

  Origin column(String name) {
    if (columns.containsKey(name)) {
      return columns.get(name);
    }
    return stars.size() == 1 ? Origin.plain(stars.get(0), name) : null;
  }

  boolean names(String name) {
    return columns.containsKey(name);
  }

  void addAll(Shape other) {
    other.columns.forEach(columns::putIfAbsent);
    stars.addAll(other.stars);
  }

  static Origin origin(Column column, Map<String, Shape> from) {
    String name = folded(column.getUnquotedColumnName());
    if (name.startsWith(SqlText.PLACEHOLDER)) {
      return null;
    }
    if (column.getTable() != null && column.getTable().getName() != null) {
      Shape shape = from.get(folded(column.getTable().getUnquotedName()));
      return shape == null ? null : shape.column(name);
    }
    // A name that two of them had would be an error, so the one that is known to have it has it.
    List<Shape> having = from.values().stream().filter(shape -> shape.names(name)).toList();
    if (having.size() == 1) {
      return having.get(0).column(name);
    }
    List<Shape> open = from.values().stream().filter(shape -> !shape.stars.isEmpty()).toList();
    return having.isEmpty() && open.size() == 1 ? open.get(0).column(name) : null;
  }

  static String folded(String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
