package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Names;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One column of one relation of a properties file gets its new name. */
final class ColumnRenaming {
  private final YamlText text;
  private final String from;
  private final String to;
  private final List<Change> changes = new ArrayList<>();

  private record Change(ScalarNode scalar, List<Object> way, String value) {}

  ColumnRenaming(YamlText text, String from, String to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /** The text with the entry renamed; the same text where there is no such entry. */
  String ofSource(String source, String table) {
    Item sources = items(new Item(text.root(), List.of()), "sources");
    if (sources == null) {
      return text.text();
    }
    Item ofSource = named(sources, source);
    Item tables = ofSource == null ? null : items(ofSource, "tables");
    Item ofTable = tables == null ? null : named(tables, table);
    if (ofTable == null) {
      return text.text();
    }
    rename(ofTable);
    return applied();
  }

  private void rename(Item table) {
    Item columns = items(table, "columns");
    if (columns == null) {
      return;
    }
    Item column = named(columns, from);
    if (column == null) {
      return;
    }
    if (named(columns, to) != null) {
      throw new CannotEdit("there is an entry for " + to + " already");
    }
    NodeTuple name = YamlText.entry((MappingNode) column.node(), "name");
    if (!(text.own(name) instanceof ScalarNode scalar)) {
      throw new CannotEdit("the column's name is not a single value");
    }
    changes.add(
        new Change(scalar, Place.then(column.way(), "name"), Names.like(scalar.getValue(), to)));
  }

  private String applied() {
    if (changes.isEmpty()) {
      return text.text();
    }
    Object expected =
        YamlEdits.expected(
            text,
            document ->
                changes.forEach(
                    change -> Place.change(document, change.way(), old -> change.value())));
    Splices splices = new Splices();
    for (Change change : changes) {
      YamlEdits.refuseDecorated(text, change.scalar(), "the column's name");
      splices.replace(
          text.start(change.scalar()),
          text.end(change.scalar()),
          Scalars.writings(change.value(), change.scalar().getScalarStyle()).get(0));
    }
    String after = splices.applyTo(text.text());
    YamlEdits.verify(after, expected);
    return after;
  }

  private record Item(Node node, List<Object> way) {}

  /** The list under a key, or null where there is none. */
  private Item items(Item of, String key) {
    if (!(of.node() instanceof MappingNode mapping)) {
      return null;
    }
    NodeTuple entry = YamlText.entry(mapping, key);
    if (entry == null || YamlText.isNull(entry.getValueNode())) {
      return null;
    }
    if (!(text.own(entry) instanceof SequenceNode list)) {
      throw new CannotEdit("the value of " + key + " is not a list");
    }
    return new Item(list, Place.then(of.way(), key));
  }

  /** The item with that name, exactly or else in another case; null where there is none. */
  private Item named(Item items, String name) {
    Item found = named(items, name, false);
    return found != null ? found : named(items, name, true);
  }

  private Item named(Item items, String name, boolean anyCase) {
    SequenceNode list = (SequenceNode) items.node();
    Item found = null;
    for (int i = 0; i < list.getValue().size(); i++) {
      Node item = list.getValue().get(i);
      NodeTuple entry = item instanceof MappingNode map ? YamlText.entry(map, "name") : null;
      String value = entry == null ? null : YamlText.scalar(entry.getValueNode());
      if (value == null || !(anyCase ? value.equalsIgnoreCase(name) : value.equals(name))) {
        continue;
      }
      if (found != null) {
        throw new CannotEdit("the name " + name + " stands twice");
      }
      if (!text.isOwnItem(list, i)) {
        throw new CannotEdit("the entry of " + name + " is an alias");
      }
      text.refuseShared(item, "the entry of " + name);
      found = new Item(item, Place.then(items.way(), i));
    }
    return found;
  }
}
