package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in the file: its node, and the way to it from the root, of keys and positions. */
record Place(Node node, NodeTuple entry, List<Object> way) {

  /**
   * Where a dotted key leads; a key may itself hold dots. Through a list it leads by what an item
   * is called: its {@code name}, or the one key that it has.
   */
  static Place of(YamlText text, String key) {
    List<Place> found = found(text, key);
    if (found.isEmpty()) {
      throw new CannotEdit("there is no key " + key);
    }
    if (found.size() > 1) {
      throw new CannotEdit("the key " + key + " can be read in two ways");
    }
    return found.get(0);
  }

  /** Whether a dotted key leads anywhere. */
  static boolean leads(YamlText text, String key) {
    return !found(text, key).isEmpty();
  }

  private static List<Place> found(YamlText text, String key) {
    List<Place> found = new ArrayList<>();
    search(text, new Place(text.root(), null, List.of()), key, found);
    return found;
  }

  private static void search(YamlText text, Place from, String key, List<Place> found) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      String rest = key.substring(dot + 1);
      from.steps(text, key.substring(0, dot)).forEach(place -> search(text, place, rest, found));
    }
    found.addAll(from.steps(text, key));
  }

  private List<Place> steps(YamlText text, String name) {
    if (node instanceof MappingNode mapping) {
      NodeTuple of = YamlText.entry(mapping, name);
      return of == null ? List.of() : List.of(under(text, of, name));
    }
    return node instanceof SequenceNode list ? items(text, list, name) : List.of();
  }

  private Place under(YamlText text, NodeTuple of, String name) {
    return new Place(text.own(of), of, then(way, name));
  }

  private List<Place> items(YamlText text, SequenceNode list, String name) {
    List<Place> items = new ArrayList<>();
    for (int i = 0; i < list.getValue().size(); i++) {
      if (!(list.getValue().get(i) instanceof MappingNode item)) {
        continue;
      }
      NodeTuple called = YamlText.entry(item, "name");
      NodeTuple only = item.getValue().size() == 1 ? YamlText.entry(item, name) : null;
      boolean isCalled = called != null && name.equals(YamlText.scalar(called.getValueNode()));
      if (!isCalled && only == null) {
        continue;
      }
      if (!text.isOwnItem(list, i)) {
        throw new CannotEdit("the item " + name + " is an alias: an edit would change its anchor");
      }
      text.refuseShared(item, "the item " + name);
      Place place = new Place(item, null, then(way, i));
      items.add(isCalled ? place : place.under(text, only, name));
    }
    return items;
  }

  static List<Object> then(List<Object> way, Object step) {
    List<Object> longer = new ArrayList<>(way);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** The value at the end of a way in a parsed document. */
  static Object at(Object parsed, List<Object> way) {
    Object at = parsed;
    for (Object step : way) {
      at = step instanceof Integer index ? ((List<?>) at).get(index) : get((Map<?, ?>) at, step);
    }
    return at;
  }

  /** Changes the value at the end of a way in a parsed document. */
  static void change(Object parsed, List<Object> way, UnaryOperator<Object> change) {
    Object at = at(parsed, way.subList(0, way.size() - 1));
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
