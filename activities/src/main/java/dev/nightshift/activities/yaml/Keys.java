package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of a document by their dotted keys, which lead through lists as a page's block does:
 * by an item's {@code name}, or the one key that it has.
 */
public record Keys(Map<String, Object> values) {
  private static final Keys NONE = new Keys(Map.of());

  /** None of a file that is not there or cannot be read. */
  public static Keys of(String text) {
    if (text == null) {
      return NONE;
    }
    try {
      Map<String, Object> values = new TreeMap<>();
      put(values, "", Yaml.parse(text));
      return new Keys(values);
    } catch (Yaml.Unreadable broken) {
      return NONE;
    }
  }

  /** Whether it leads to a value, or to what holds some. */
  public boolean has(String key) {
    return values.keySet().stream().anyMatch(each -> isWithin(each, key));
  }

  /** Those whose value is another there, or that only one of both has. */
  public Set<String> changed(Keys other) {
    Set<String> all = new TreeSet<>(values.keySet());
    all.addAll(other.values.keySet());
    all.removeIf(key -> Objects.equals(values.get(key), other.values.get(key)));
    return all;
  }

  public static boolean isWithin(String key, String outer) {
    return key.equals(outer) || key.startsWith(outer + ".");
  }

  private static void put(Map<String, Object> values, String key, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((name, inner) -> put(values, then(key, String.valueOf(name)), inner));
    } else if (value instanceof List<?> list && isOfNamed(list)) {
      for (Object item : list) {
        Map<?, ?> map = (Map<?, ?>) item;
        put(
            values,
            map.containsKey("name") ? then(key, String.valueOf(map.get("name"))) : key,
            map);
      }
    } else {
      // Two items may be called alike: both stand there, so that neither hides the other's change.
      values.merge(key, Collections.singletonList(value), Keys::both);
    }
  }

  private static boolean isOfNamed(List<?> list) {
    return !list.isEmpty()
        && list.stream()
            .allMatch(
                item ->
                    item instanceof Map<?, ?> map && (map.containsKey("name") || map.size() == 1));
  }

  private static Object both(Object one, Object other) {
    List<Object> all = new ArrayList<>((List<?>) one);
    all.addAll((List<?>) other);
    return all;
  }

  private static String then(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }
}
