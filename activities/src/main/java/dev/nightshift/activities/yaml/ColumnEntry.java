package dev.nightshift.activities.yaml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A model's entry gets one more column with its type, behind those that are there. */
final class ColumnEntry {
  private static final String TYPE = "data_type";

  private final YamlText text;
  private final Named columns;

  private ColumnEntry(YamlText text, Named columns) {
    this.text = text;
    this.columns = columns;
  }

  static ColumnEntry of(YamlText text, String model) {
    Named entry = Named.root(text).named("models", model);
    Named columns = entry == null ? null : entry.own("the entry of " + model).under("columns");
    if (columns == null || columns.items().isEmpty()) {
      throw new CannotEdit("there are no columns of " + model);
    }
    return new ColumnEntry(text, columns);
  }

  /** Whether it tells the type of a column. */
  boolean isTyped() {
    return columns.items().stream().anyMatch(column -> !column.textUnder(TYPE).isEmpty());
  }

  String with(String name, String type) {
    if (!(columns.node() instanceof SequenceNode list) || !YamlText.isBlock(list)) {
      throw new CannotEdit("the columns do not stand on lines of their own");
    }
    if (columns.items().stream().anyMatch(it -> it.textUnder("name").equalsIgnoreCase(name))) {
      throw new CannotEdit("there is an entry for " + name + " already");
    }
    String written = asWritten(type);
    String indent = " ".repeat(YamlText.column(list.getValue().get(0)));
    String after =
        new ListText(text, list)
            .append(
                "name: " + scalar(name) + text.newline() + indent + TYPE + ": " + scalar(written));
    YamlEdits.verify(
        after,
        YamlEdits.expected(
            text,
            document ->
                Place.change(
                    document,
                    columns.way(),
                    it -> {
                      Map<Object, Object> column = new LinkedHashMap<>();
                      column.put("name", name);
                      column.put(TYPE, written);
                      Place.asList(it).add(column);
                      return it;
                    })));
    return after;
  }

  /** As another column has the same type, else in small letters. */
  private String asWritten(String type) {
    return columns.items().stream()
        .map(column -> column.textUnder(TYPE))
        .filter(other -> bare(other).equals(bare(type)))
        .findFirst()
        .orElse(type.toLowerCase(Locale.ROOT));
  }

  private static String bare(String type) {
    return type.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private static String scalar(String value) {
    return Scalars.writings(value, ScalarStyle.PLAIN).get(0);
  }
}
