package dev.nightshift.activities.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * How a properties file writes tests: what most of it does, else the style that is asked for.
 * {@code step} is how much further in than its key a mapping begins.
 */
record TestHabits(
    String testsKey,
    boolean argumentsKey,
    int dashOfTests,
    int dashOfOthers,
    int width,
    int step,
    String newline) {
  private static final int USUAL = 2;
  private static final Set<String> KINDS = Set.of("models", "seeds", "snapshots", "sources");
  private static final Set<String> TESTS = Set.of("tests", "data_tests");
  private static final Set<String> WITHIN = Set.of("tables", "columns", "versions");

  /** Of no file. */
  static TestHabits of(TestEdits.Style style, String newline) {
    return new TestHabits(
        style.testsKey(), style.argumentsKey(), USUAL, USUAL, USUAL, USUAL, newline);
  }

  static TestHabits of(YamlText text, TestEdits.Style style) {
    Counts counts = new Counts(text);
    for (NodeTuple entry : text.root().getValue()) {
      if (KINDS.contains(YamlText.scalar(entry.getKeyNode()))) {
        counts.list(entry);
      }
    }
    int others = most(counts.dashesOfOthers, USUAL);
    return new TestHabits(
        most(counts.keys, style.testsKey()),
        most(counts.arguments, style.argumentsKey()),
        most(counts.dashesOfTests, others),
        others,
        most(counts.widths, USUAL),
        most(counts.steps, USUAL),
        text.newline());
  }

  /** How much further in than its key a list's dashes stand. */
  int dash(String key) {
    return KINDS.contains(key) || WITHIN.contains(key) ? dashOfOthers : dashOfTests;
  }

  /** What was counted most; as many of another is no habit. */
  private static <T> T most(Map<T, Integer> counted, T otherwise) {
    int most = counted.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<T> all =
        counted.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return all.size() == 1 ? all.get(0) : otherwise;
  }

  private static final class Counts {
    private final YamlText text;
    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<Boolean, Integer> arguments = new HashMap<>();
    private final Map<Integer, Integer> dashesOfTests = new HashMap<>();
    private final Map<Integer, Integer> dashesOfOthers = new HashMap<>();
    private final Map<Integer, Integer> widths = new HashMap<>();
    private final Map<Integer, Integer> steps = new HashMap<>();

    Counts(YamlText text) {
      this.text = text;
    }

    void list(NodeTuple entry) {
      dashes(entry, dashesOfOthers);
      for (MappingNode item : TestKeys.mappings(entry.getValueNode())) {
        for (NodeTuple inner : item.getValue()) {
          String key = YamlText.scalar(inner.getKeyNode());
          if (TESTS.contains(key)) {
            keys.merge(key, 1, Integer::sum);
            dashes(inner, dashesOfTests);
            TestKeys.mappings(inner.getValueNode()).forEach(this::test);
          } else if (WITHIN.contains(key)) {
            list(inner);
          }
        }
      }
    }

    private void dashes(NodeTuple entry, Map<Integer, Integer> offsets) {
      if (entry.getValueNode() instanceof SequenceNode list && !text.isAlias(entry)) {
        Dashes.of(text, list)
            .ifPresent(
                dashes -> {
                  int key = YamlText.column(entry.getKeyNode());
                  offsets.merge(dashes.column() - key, 1, Integer::sum);
                  widths.merge(dashes.width(), 1, Integer::sum);
                });
      }
    }

    private void test(MappingNode test) {
      NodeTuple only = test.getValue().size() == 1 ? test.getValue().get(0) : null;
      if (only == null || !(only.getValueNode() instanceof MappingNode given)) {
        return;
      }
      if (YamlText.isBlock(given) && !given.getValue().isEmpty() && !text.isAlias(only)) {
        Node first = given.getValue().get(0).getKeyNode();
        steps.merge(YamlText.column(first) - YamlText.column(only.getKeyNode()), 1, Integer::sum);
      }
      List<String> names =
          given.getValue().stream()
              .map(entry -> String.valueOf(YamlText.scalar(entry.getKeyNode())))
              .toList();
      boolean below = names.contains("arguments");
      if (below || !names.stream().allMatch(TestGiven::isSetting)) {
        arguments.merge(below, 1, Integer::sum);
      }
    }
  }
}
