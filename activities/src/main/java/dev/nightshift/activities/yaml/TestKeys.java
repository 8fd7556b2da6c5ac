package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Splices;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Generic tests whose settings and arguments stand beside each other, as dbt took them before it
 * knew {@code arguments}: its guide puts settings below {@code config} and arguments below {@code
 * arguments}.
 */
final class TestKeys {
  private static final Set<String> HOLD_NODES = Set.of("models", "seeds", "snapshots", "sources");
  private static final Set<String> HOLD_TESTS = Set.of("tests", "data_tests");
  private static final Set<String> WITHIN = Set.of("tables", "columns", "versions");

  private final YamlText text;
  private final Splices splices = new Splices();

  private TestKeys(YamlText text) {
    this.text = text;
  }

  /** Of all tests of a file. */
  static String nested(YamlText text) {
    TestKeys keys = new TestKeys(text);
    for (NodeTuple entry : text.root().getValue()) {
      if (HOLD_NODES.contains(YamlText.scalar(entry.getKeyNode()))) {
        keys.nodes(entry.getValueNode());
      }
    }
    String after = keys.splices.applyTo(text.text());
    YamlEdits.verify(after, YamlEdits.expected(text, TestKeys::expect));
    return after;
  }

  private void nodes(Node list) {
    for (MappingNode item : mappings(list)) {
      for (NodeTuple entry : item.getValue()) {
        String key = YamlText.scalar(entry.getKeyNode());
        if (HOLD_TESTS.contains(key)) {
          mappings(entry.getValueNode()).forEach(this::test);
        } else if (WITHIN.contains(key)) {
          nodes(entry.getValueNode());
        }
      }
    }
  }

  private void test(MappingNode test) {
    NodeTuple only = test.getValue().size() == 1 ? test.getValue().get(0) : null;
    if (only == null || !(only.getValueNode() instanceof MappingNode node)) {
      return;
    }
    TestGiven given = new TestGiven(text, node);
    if (!given.isInOrder()) {
      text.own(only);
      int step = YamlText.column(node) - YamlText.column(only.getKeyNode());
      splices.replace(given.from(), given.to(), given.inOrder(step));
    }
  }

  static List<MappingNode> mappings(Node list) {
    return list instanceof SequenceNode items
        ? items.getValue().stream()
            .filter(MappingNode.class::isInstance)
            .map(MappingNode.class::cast)
            .toList()
        : List.of();
  }

  private static void expect(Object document) {
    HOLD_NODES.forEach(key -> expectNodes(Place.asMap(document).get(key)));
  }

  private static void expectNodes(Object list) {
    for (Map<Object, Object> item : maps(list)) {
      HOLD_TESTS.forEach(key -> maps(item.get(key)).forEach(TestKeys::expectTest));
      WITHIN.forEach(key -> expectNodes(item.get(key)));
    }
  }

  private static void expectTest(Map<Object, Object> test) {
    if (test.size() == 1 && test.values().iterator().next() instanceof Map<?, ?> given) {
      TestGiven.order(Place.asMap(given));
    }
  }

  static List<Map<Object, Object>> maps(Object list) {
    return list instanceof List<?> items
        ? items.stream().filter(Map.class::isInstance).map(Place::asMap).toList()
        : List.of();
  }
}
