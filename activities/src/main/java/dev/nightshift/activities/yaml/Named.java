package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A node of a properties file and the way to it; walks by keys and by the names of items. */
record Named(YamlText text, Node node, List<Object> way) {

  static Named root(YamlText text) {
    return new Named(text, text.root(), List.of());
  }

  /** The value under a key; null where there is none. An alias is not followed but refused. */
  Named under(String key) {
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    NodeTuple entry = YamlText.entry(mapping, key);
    if (entry == null || YamlText.isNull(entry.getValueNode())) {
      return null;
    }
    return new Named(text, text.own(entry), Place.then(way, key));
  }

  /** The keys that have a value; none where it is no mapping. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = YamlText.scalar(entry.getKeyNode());
        if (key != null && !YamlText.isNull(entry.getValueNode())) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /** The items of a list; none where it is no list. */
  List<Named> items() {
    List<Named> items = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        items.add(new Named(text, list.getValue().get(i), Place.then(way, i)));
      }
    }
    return items;
  }

  List<Named> itemsUnder(String key) {
    Named list = under(key);
    return list == null ? List.of() : list.items();
  }

  /** The value under a key as text; empty where it is none. */
  String textUnder(String key) {
    NodeTuple entry = node instanceof MappingNode map ? YamlText.entry(map, key) : null;
    String value = entry == null ? null : YamlText.scalar(entry.getValueNode());
    return value == null ? "" : value;
  }

  /** The item of a list with that name, exactly or else in another case; null where none has it. */
  Named named(String key, String name) {
    Named exact = named(key, name, false);
    return exact != null ? exact : named(key, name, true);
  }

  private Named named(String key, String name, boolean anyCase) {
    Named found = null;
    for (Named item : itemsUnder(key)) {
      String value = item.textUnder("name");
      if (!(anyCase ? value.equalsIgnoreCase(name) : value.equals(name))) {
        continue;
      }
      if (found != null) {
        throw new CannotEdit("the name " + name + " stands twice");
      }
      found = item;
    }
    return found;
  }

  /** For what is about to be edited: it stands here, and nowhere else by an alias. */
  Named own(String what) {
    text.refuseShared(node, what);
    return this;
  }
}
