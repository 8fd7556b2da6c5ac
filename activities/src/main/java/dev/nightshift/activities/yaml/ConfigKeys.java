package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Splices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A key that dbt took beside {@code config}, and takes below it alone by now. */
final class ConfigKeys {
  private static final String CONFIG = "config";

  private final YamlText text;
  private final String key;
  private final Splices splices = new Splices();

  private ConfigKeys(YamlText text, String key) {
    this.text = text;
    this.key = key;
  }

  /** Of all that stand where {@code kind} leads, as in {@code models}, {@code columns}. */
  static String moved(YamlText text, List<String> kind, String key) {
    ConfigKeys keys = new ConfigKeys(text, key);
    keys.search(text.root(), kind);
    String after = keys.splices.applyTo(text.text());
    YamlEdits.verify(
        after, YamlEdits.expected(text, document -> expect(Place.asMap(document), kind, key)));
    return after;
  }

  private void search(MappingNode in, List<String> kind) {
    if (kind.isEmpty()) {
      move(in);
      return;
    }
    NodeTuple list = YamlText.entry(in, kind.get(0));
    if (list != null) {
      TestKeys.mappings(list.getValueNode())
          .forEach(item -> search(item, kind.subList(1, kind.size())));
    }
  }

  private void move(MappingNode item) {
    NodeTuple entry = YamlText.entry(item, key);
    if (entry == null) {
      return;
    }
    text.own(entry);
    int start = text.start(entry.getKeyNode());
    int from = text.lineStart(start);
    int to = text.nextLine(text.lastOfEntry(entry));
    if (!YamlText.isBlock(item) || !text.text().substring(from, start).isBlank()) {
      throw new CannotEdit("the key " + key + " does not begin a line");
    }
    NodeTuple config = YamlText.entry(item, CONFIG);
    if (config == null) {
      String head = text.text().substring(from, start) + CONFIG + ":" + text.newline();
      splices.replace(from, to, head + further(from, to, 2));
    } else {
      join(config, from, to, YamlText.column(entry.getKeyNode()));
    }
  }

  /** Behind the settings that there are. */
  private void join(NodeTuple config, int from, int to, int column) {
    if (!(text.own(config) instanceof MappingNode held)
        || held.getValue().isEmpty()
        || !YamlText.isBlock(held)) {
      throw new CannotEdit("a config is written so that no setting can join it");
    }
    if (YamlText.entry(held, key) != null) {
      throw new CannotEdit(key + " is set in two places");
    }
    int at = text.nextLine(text.lastOfEntry(config));
    if (at == text.text().length() && !text.endsWithNewline()) {
      throw new CannotEdit("the file ends within what it is to join");
    }
    String lines = further(from, to, YamlText.column(held) - column);
    if (at == from) {
      splices.replace(from, to, lines);
    } else {
      splices.replace(from, to, "").insert(at, lines);
    }
  }

  private String further(int from, int to, int by) {
    boolean open = to == text.text().length() && !text.endsWithNewline();
    return text.text()
        .substring(from, to)
        .lines()
        .map(line -> line.isBlank() ? line : " ".repeat(by) + line)
        .collect(Collectors.joining(text.newline(), "", open ? "" : text.newline()));
  }

  private static void expect(Map<Object, Object> in, List<String> kind, String key) {
    if (!kind.isEmpty()) {
      TestKeys.maps(in.get(kind.get(0)))
          .forEach(item -> expect(item, kind.subList(1, kind.size()), key));
    } else if (in.containsKey(key)) {
      Map<Object, Object> config = new LinkedHashMap<>();
      if (in.get(CONFIG) instanceof Map<?, ?> settings) {
        config.putAll(settings);
      }
      config.put(key, in.remove(key));
      in.put(CONFIG, config);
    }
  }
}
