package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** What one generic test is given: settings and arguments, as they are written. */
final class TestGiven {
  /** TestBuilder.CONFIG_ARGS of dbt-core. */
  static final Set<String> SETTINGS =
      Set.of(
          "severity",
          "tags",
          "enabled",
          "where",
          "limit",
          "warn_if",
          "error_if",
          "fail_calc",
          "store_failures",
          "store_failures_as",
          "sql_header",
          "meta",
          "database",
          "schema",
          "alias");

  /** What stands where it stands. */
  static final Set<String> OWN =
      Set.of("config", "arguments", "name", "description", "column_name");

  private final YamlText text;
  private final MappingNode node;
  private final List<NodeTuple> entries;
  private final NodeTuple config;
  private final List<NodeTuple> settings = new ArrayList<>();
  private final List<NodeTuple> arguments = new ArrayList<>();

  TestGiven(YamlText text, MappingNode node) {
    this.text = text;
    this.node = node;
    this.entries = node.getValue();
    this.config = YamlText.entry(node, "config");
    boolean nested = YamlText.entry(node, "arguments") != null;
    for (NodeTuple entry : entries) {
      String key = YamlText.scalar(entry.getKeyNode());
      if (key == null || text.start(entry.getKeyNode()) < text.start(node)) {
        throw new CannotEdit("a test takes its keys from elsewhere");
      }
      if (SETTINGS.contains(key)) {
        settings.add(entry);
      } else if (!OWN.contains(key) && !nested) {
        arguments.add(entry);
      }
    }
  }

  /** Whether dbt takes what stands beside a test's arguments under this key for no argument. */
  static boolean isSetting(String key) {
    return SETTINGS.contains(key) || (OWN.contains(key) && !key.equals("column_name"));
  }

  boolean isInOrder() {
    return settings.isEmpty() && arguments.isEmpty();
  }

  int from() {
    return YamlText.isBlock(node)
        ? text.lineStart(text.start(entries.get(0).getKeyNode()))
        : text.start(node);
  }

  int to() {
    return YamlText.isBlock(node)
        ? text.nextLine(text.lastOfEntry(entries.get(entries.size() - 1)))
        : text.end(node);
  }

  /** What is to stand there; {@code step} is how much further in a value begins than its key. */
  String inOrder(int step) {
    refuseMixed();
    return YamlText.isBlock(node) ? block(" ".repeat(step > 0 ? step : 2)) : flow();
  }

  private void refuseMixed() {
    if (config == null || settings.isEmpty()) {
      return;
    }
    text.own(config);
    if (!(config.getValueNode() instanceof MappingNode held)
        || held.getValue().isEmpty()
        || !YamlText.isBlock(held)) {
      throw new CannotEdit("the config of a test is written so that no setting can join it");
    }
    for (NodeTuple setting : settings) {
      if (YamlText.entry(held, YamlText.scalar(setting.getKeyNode())) != null) {
        throw new CannotEdit("a test has a setting in two places");
      }
    }
  }

  /** Each entry keeps its lines, one step further in below the key that is theirs now. */
  private String block(String step) {
    String margin = " ".repeat(YamlText.column(node));
    StringBuilder all = new StringBuilder();
    for (NodeTuple entry : entries) {
      if (settings.contains(entry)) {
        all.append(isFirst(entry, settings) && config == null ? margin + head("config") : "");
        all.append(isFirst(entry, settings) && config == null ? further(settings, step) : "");
      } else if (arguments.contains(entry)) {
        all.append(isFirst(entry, arguments) ? margin + head("arguments") : "");
        all.append(isFirst(entry, arguments) ? further(arguments, step) : "");
      } else {
        all.append(lines(entry)).append(entry.equals(config) ? further(settings, step) : "");
      }
    }
    boolean open = to() == text.text().length() && !text.endsWithNewline();
    return open ? all.substring(0, all.length() - text.newline().length()) : all.toString();
  }

  private static boolean isFirst(NodeTuple entry, List<NodeTuple> all) {
    return entry.equals(all.get(0));
  }

  private String head(String key) {
    return key + ":" + text.newline();
  }

  private String further(List<NodeTuple> moved, String step) {
    return moved.stream()
        .flatMap(entry -> lines(entry).lines())
        .map(line -> (line.isBlank() ? line : step + line) + text.newline())
        .collect(Collectors.joining());
  }

  /** From its key to where the next begins, so that no comment is lost. */
  private String lines(NodeTuple entry) {
    int next = entries.indexOf(entry) + 1;
    int end =
        next < entries.size() ? text.lineStart(text.start(entries.get(next).getKeyNode())) : to();
    String lines = text.text().substring(text.lineStart(text.start(entry.getKeyNode())), end);
    return lines.endsWith("\n") || lines.endsWith("\r") ? lines : lines + text.newline();
  }

  private String flow() {
    if (text.text().substring(from(), to()).lines().count() > 1 || config != null) {
      throw new CannotEdit("a test is written so that its keys cannot be parted");
    }
    List<String> parts = new ArrayList<>();
    for (NodeTuple entry : entries) {
      if (settings.contains(entry)) {
        parts.add(isFirst(entry, settings) ? "config: {" + joined(settings) + "}" : "");
      } else if (arguments.contains(entry)) {
        parts.add(isFirst(entry, arguments) ? "arguments: {" + joined(arguments) + "}" : "");
      } else {
        parts.add(joined(List.of(entry)));
      }
    }
    parts.removeIf(String::isEmpty);
    return "{" + String.join(", ", parts) + "}";
  }

  private String joined(List<NodeTuple> some) {
    return some.stream()
        .map(one -> text.text().substring(text.start(one.getKeyNode()), text.lastOfEntry(one)))
        .collect(Collectors.joining(", "));
  }

  /** The same of what was parsed. */
  static void order(Map<Object, Object> given) {
    boolean nested = given.containsKey("arguments");
    Map<Object, Object> settings = new LinkedHashMap<>(given);
    settings.keySet().retainAll(SETTINGS);
    Map<Object, Object> arguments = new LinkedHashMap<>(given);
    arguments.keySet().removeAll(SETTINGS);
    arguments.keySet().removeAll(OWN);
    given.keySet().removeAll(settings.keySet());
    if (!settings.isEmpty()) {
      given.merge("config", settings, TestGiven::both);
    }
    if (!arguments.isEmpty() && !nested) {
      given.keySet().removeAll(arguments.keySet());
      given.put("arguments", arguments);
    }
  }

  private static Object both(Object there, Object more) {
    Map<Object, Object> all = new LinkedHashMap<>();
    if (there instanceof Map<?, ?> settings) {
      all.putAll(settings);
    }
    all.putAll(Place.asMap(more));
    return all;
  }
}
