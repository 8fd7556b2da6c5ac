package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What nodes mean, however they are written, and what two of them mean together. */
final class Meaning {
  /** Lists of things that have a name or are one, of which two lists are one longer list. */
  private static final Set<String> LISTS =
      Set.of(
          "models",
          "seeds",
          "snapshots",
          "sources",
          "tables",
          "columns",
          "tests",
          "data_tests",
          "unit_tests",
          "exposures",
          "metrics",
          "semantic_models",
          "macros",
          "groups");

  private Meaning() {}

  static Object of(Node node) {
    return of(node, null, null);
  }

  /** Of a document, with two entries of one key as one; refused where they contradict. */
  static Object asOne(Node root, NodeTuple stood, NodeTuple came) {
    return of(root, stood, came);
  }

  private static Object of(Node node, NodeTuple stood, NodeTuple came) {
    if (node instanceof MappingNode mapping) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        if (entry == stood) {
          String key = YamlText.scalar(entry.getKeyNode());
          map.put(of(entry.getKeyNode()), both(key, entry.getValueNode(), came.getValueNode()));
        } else if (entry != came) {
          map.put(of(entry.getKeyNode()), of(entry.getValueNode(), stood, came));
        }
      }
      return map;
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> of(item, stood, came)).toList();
    }
    return node.getTag() + " " + ((ScalarNode) node).getValue();
  }

  private static Object both(String key, Node stood, Node came) {
    if (stood instanceof MappingNode one && came instanceof MappingNode other) {
      return both(one, other);
    }
    if (LISTS.contains(key)
        && stood instanceof SequenceNode one
        && came instanceof SequenceNode other) {
      return both(one, other);
    }
    if (!of(stood).equals(of(came))) {
      throw new CannotEdit("both say something else of " + key);
    }
    return of(stood);
  }

  private static Object both(MappingNode stood, MappingNode came) {
    Map<Object, Object> map = new LinkedHashMap<>();
    stood.getValue().forEach(it -> map.put(of(it.getKeyNode()), of(it.getValueNode())));
    for (NodeTuple entry : came.getValue()) {
      String key = YamlText.scalar(entry.getKeyNode());
      NodeTuple there = YamlText.entry(stood, key);
      map.put(
          of(entry.getKeyNode()),
          there == null
              ? of(entry.getValueNode())
              : both(key, there.getValueNode(), entry.getValueNode()));
    }
    return map;
  }

  private static Object both(SequenceNode stood, SequenceNode came) {
    List<Object> list = new ArrayList<>();
    for (Node item : stood.getValue()) {
      Object both = of(item);
      for (Node other : came.getValue()) {
        both = isCalledAlike(item, other) ? both("", item, other) : both;
      }
      list.add(both);
    }
    for (Node other : came.getValue()) {
      if (stood.getValue().stream().noneMatch(item -> isCalledAlike(item, other))
          && !holds(stood, other)) {
        list.add(of(other));
      }
    }
    return list;
  }

  static boolean holds(SequenceNode list, Node item) {
    return list.getValue().stream().anyMatch(one -> of(one).equals(of(item)));
  }

  static boolean isCalledAlike(Node one, Node other) {
    String name = name(one);
    return name != null && name.equals(name(other));
  }

  private static String name(Node node) {
    NodeTuple name = node instanceof MappingNode map ? YamlText.entry(map, "name") : null;
    return name == null ? null : YamlText.scalar(name.getValueNode());
  }
}
