package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A value in the file: its node, and the way to it from the root, of keys and positions. */
record Place(Node node, NodeTuple entry, List<Object> way) {

  /** Where a dotted key leads; a key may itself hold dots. */
  static Place of(YamlText text, String key) {
    List<Place> found = new ArrayList<>();
    search(text, text.root(), key, List.of(), found);
    if (found.isEmpty()) {
      throw new CannotEdit("there is no key " + key);
    }
    if (found.size() > 1) {
      throw new CannotEdit("the key " + key + " can be read in two ways");
    }
    return found.get(0);
  }

  private static void search(
      YamlText text, MappingNode mapping, String key, List<Object> way, List<Place> found) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      NodeTuple entry = YamlText.entry(mapping, key.substring(0, dot));
      if (entry != null && text.own(entry) instanceof MappingNode inner) {
        search(text, inner, key.substring(dot + 1), then(way, key.substring(0, dot)), found);
      }
    }
    NodeTuple entry = YamlText.entry(mapping, key);
    if (entry != null) {
      found.add(new Place(text.own(entry), entry, then(way, key)));
    }
  }

  static List<Object> then(List<Object> way, Object step) {
    List<Object> longer = new ArrayList<>(way);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** Changes the value at the end of a way in a parsed document. */
  static void change(Object parsed, List<Object> way, UnaryOperator<Object> change) {
    Object at = parsed;
    for (Object step : way.subList(0, way.size() - 1)) {
      at = step instanceof Integer index ? ((List<?>) at).get(index) : get((Map<?, ?>) at, step);
    }
    Object lastStep = way.get(way.size() - 1);
    if (lastStep instanceof Integer index) {
      asList(at).set(index, change.apply(asList(at).get(index)));
    } else {
      Map<Object, Object> map = asMap(at);
      Object key = keyOf(map, lastStep);
      map.put(key, change.apply(map.get(key)));
    }
  }

  private static Object get(Map<?, ?> map, Object step) {
    return map.get(keyOf(map, step));
  }

  private static Object keyOf(Map<?, ?> map, Object step) {
    for (Object key : map.keySet()) {
      if (String.valueOf(key).equals(step)) {
        return key;
      }
    }
    throw new CannotEdit("the key " + step + " is read in another way by the parser");
  }

  @SuppressWarnings("unchecked")
  static List<Object> asList(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  static Map<Object, Object> asMap(Object value) {
    return (Map<Object, Object>) value;
  }
}
