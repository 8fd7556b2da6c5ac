package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Edited;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mends a slip that keeps dbt from reading properties or settings: in white space and marks, never
 * in a word. All that one slip could have been are tried; the one is taken that can be read as
 * properties, where all that can be read mean the same, or where it means what the file meant
 * before it was broken.
 */
public final class YamlMend {
  /** Each line of a longer file would be tried too often, and nobody reviews such a one. */
  private static final int MOST_LINES = 3_000;

  private static final Pattern WORD = Pattern.compile("\\w+");

  private final Shape shape;
  private final String text;
  private final Optional<Object> before;

  private YamlMend(Shape shape, String text, Optional<Object> before) {
    this.shape = shape;
    this.text = text;
    this.before = before;
  }

  /**
   * {@code line} is the one that dbt complains of, 0 where it names none; {@code before} what the
   * file was before the commit that changed it, empty where that is not known.
   */
  public static Edited mend(String path, String text, int line, Optional<String> before) {
    if (text.lines().count() > MOST_LINES) {
      return Edited.refused(text, "the file is too long to try what was meant");
    }
    return new YamlMend(Shape.of(path), text, before.flatMap(YamlMend::readable))
        .mended(line, before);
  }

  /** Whether dbt takes it for what a file of that name holds. */
  public static boolean isWhole(String path, String text) {
    return readable(text).filter(parsed -> Shape.of(path).faults(parsed) == 0).isPresent();
  }

  public static boolean parses(String text) {
    return readable(text).isPresent();
  }

  /** Whether only white space and marks differ. */
  public static boolean isSlip(String one, String other) {
    return words(one).equals(words(other));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(it -> it.group()).toList();
  }

  private Edited mended(int line, Optional<String> earlier) {
    if (readable(text).filter(parsed -> shape.faults(parsed) == 0).isPresent()) {
      return refused("it can be read as it is");
    }
    Map<String, Object> restored =
        readings(earlier.map(old -> Restored.candidates(old, text)).orElse(Set.of()));
    if (restored.values().stream().distinct().count() == 1) {
      return Edited.to(smallest(restored));
    }
    YamlSlips slips = new YamlSlips(text, line, shape.keys());
    boolean parses = readable(text).isPresent();
    Map<String, Object> readings = readings(parses ? slips.misplaced() : slips.unreadable());
    for (Map.Entry<String, Object> reading : readings.entrySet()) {
      if (before.filter(reading.getValue()::equals).isPresent()) {
        return Edited.to(reading.getKey());
      }
    }
    return readings.isEmpty()
        ? refused("no single slip explains why it cannot be read")
        : chosen(readings);
  }

  /** Those that differ by a slip and can be read as properties, with what they mean. */
  private Map<String, Object> readings(Iterable<String> candidates) {
    Map<String, Object> readings = new LinkedHashMap<>();
    for (String candidate : candidates) {
      if (!candidate.equals(text) && isSlip(text, candidate)) {
        readable(candidate)
            .filter(parsed -> shape.faults(parsed) == 0)
            .ifPresent(parsed -> readings.put(candidate, parsed));
      }
    }
    return readings;
  }

  /** Shifted by one column and by no less is a slip of the hand; by more it may be another. */
  private Edited chosen(Map<String, Object> readings) {
    Object first = readings.values().iterator().next();
    if (readings.values().stream().allMatch(first::equals)) {
      return Edited.to(smallest(readings));
    }
    Map<String, Object> nearest = new LinkedHashMap<>(readings);
    nearest.keySet().removeIf(candidate -> Math.abs(candidate.length() - text.length()) > 1);
    List<Object> meanings = nearest.values().stream().distinct().toList();
    return meanings.size() == 1
        ? Edited.to(smallest(nearest))
        : refused("it can be mended in more than one way, with other meanings");
  }

  private String smallest(Map<String, Object> readings) {
    return readings.keySet().stream()
        .min(
            java.util.Comparator.comparingInt(
                candidate -> Math.abs(candidate.length() - text.length())))
        .orElseThrow();
  }

  /** As dbt's parser reads it: a mapping, no key of which is a list or a mapping. */
  private static Optional<Object> readable(String text) {
    try {
      Object parsed = Yaml.parseStrictly(text);
      return parsed instanceof Map<?, ?> map && hasPlainKeys(map) && !isTabbed(text)
          ? Optional.of(map)
          : Optional.empty();
    } catch (Yaml.Unreadable broken) {
      return Optional.empty();
    }
  }

  private static boolean isTabbed(String text) {
    return text.lines().anyMatch(line -> line.matches(" *\t.*\\S.*"));
  }

  private static boolean hasPlainKeys(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .allMatch(
              entry ->
                  !(entry.getKey() instanceof Map || entry.getKey() instanceof List)
                      && hasPlainKeys(entry.getValue()));
    }
    return !(value instanceof List<?> list) || list.stream().allMatch(YamlMend::hasPlainKeys);
  }

  private Edited refused(String why) {
    return Edited.refused(text, Objects.requireNonNull(why));
  }
}
