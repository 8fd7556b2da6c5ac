package dev.nightshift.activities.agent;

import dev.nightshift.activities.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether properties speak of a model's column: in the model's own entry, or where something else
 * refers to the model, as a test, a snapshot or a unit test's rows do. What is written for people
 * does not count.
 */
final class PropertyReads {
  private final Pattern ref;
  private final Pattern word;
  private final String model;

  private PropertyReads(String model, Pattern ref, String column) {
    this.model = model;
    this.ref = ref;
    this.word = Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(column) + "(?![\\w$])");
  }

  /** What cannot be read may. */
  static boolean in(String properties, String model, String column) {
    Pattern ref = Pattern.compile("\\bref\\([^)]*['\"]" + Pattern.quote(model) + "['\"]");
    PropertyReads reads = new PropertyReads(model, ref, column);
    return reads.in(properties, reads::of);
  }

  /** Whether a snapshot that properties define is taken of a source and names its column. */
  static boolean inSnapshot(String properties, String source, String table, String column) {
    Pattern taken =
        Pattern.compile(
            "\\bsource\\(\\s*['\"]"
                + Pattern.quote(source)
                + "['\"]\\s*,\\s*['\"]"
                + Pattern.quote(table)
                + "['\"]");
    PropertyReads reads = new PropertyReads("", taken, column);
    return reads.in(properties, file -> file instanceof Map<?, ?> map && reads.taken(map));
  }

  private boolean in(String properties, Predicate<Object> reads) {
    if (!word.matcher(properties).find()) {
      return false;
    }
    try {
      return reads.test(Yaml.parse(properties));
    } catch (Yaml.Unreadable broken) {
      return true;
    }
  }

  private boolean taken(Map<?, ?> file) {
    return file.get("snapshots") instanceof List<?> snapshots
        && snapshots.stream()
            .anyMatch(
                it ->
                    it instanceof Map<?, ?> snapshot
                        && ref.matcher(String.valueOf(snapshot.get("relation"))).find()
                        && names(snapshot));
  }

  private boolean of(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().anyMatch(this::of);
    }
    if (!(node instanceof Map<?, ?> map)) {
      return false;
    }
    boolean about =
        model.equals(map.get("name"))
            || map.values().stream()
                .anyMatch(it -> it instanceof String s && ref.matcher(s).find());
    return (about && names(map)) || map.values().stream().anyMatch(this::of);
  }

  private boolean names(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().anyMatch(this::names);
    }
    if (node instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(entry -> !"description".equals(entry.getKey()))
          .anyMatch(entry -> names(entry.getKey()) || names(entry.getValue()));
    }
    return word.matcher(String.valueOf(node)).find();
  }
}
