package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A key that stands twice in one mapping: dbt reads the second alone, and what the first says is
 * lost. Where one of both stood there before and the other came, both were meant, and they are made
 * one as far as they do not contradict each other.
 */
public record DoubledKey(String key, List<Entry> entries) {
  public DoubledKey {
    entries = List.copyOf(entries);
  }

  /** One of both, with its lines. */
  record Entry(MappingNode in, NodeTuple tuple, String lines) {}

  /** The keys that stand twice; none where the text cannot be read. */
  public static List<DoubledKey> in(String text) {
    try {
      return in(new YamlText(text));
    } catch (CannotEdit unreadable) {
      return List.of();
    }
  }

  private static List<DoubledKey> in(YamlText text) {
    List<DoubledKey> found = new ArrayList<>();
    search(text, text.root(), found);
    return found;
  }

  private static void search(YamlText text, Node node, List<DoubledKey> found) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> search(text, item, found));
    }
    if (!(node instanceof MappingNode mapping)) {
      return;
    }
    List<NodeTuple> entries = mapping.getValue();
    for (int i = 0; i < entries.size(); i++) {
      String key = YamlText.scalar(entries.get(i).getKeyNode());
      if (key != null && !key.equals("<<") && isFirst(entries, i, key)) {
        List<Entry> same =
            entries.stream()
                .filter(entry -> key.equals(YamlText.scalar(entry.getKeyNode())))
                .map(entry -> new Entry(mapping, entry, lines(text, entry)))
                .toList();
        if (same.size() > 1) {
          found.add(new DoubledKey(key, same));
        }
      }
      search(text, entries.get(i).getValueNode(), found);
    }
  }

  private static boolean isFirst(List<NodeTuple> entries, int at, String key) {
    return entries.subList(0, at).stream()
        .noneMatch(entry -> key.equals(YamlText.scalar(entry.getKeyNode())));
  }

  private static String lines(YamlText text, NodeTuple entry) {
    return text.text()
        .substring(
            text.lineStart(text.start(entry.getKeyNode())), text.nextLine(text.lastOfEntry(entry)));
  }

  /**
   * The text with the first alone, which dbt does not read; empty where the others cannot be taken
   * out by their lines.
   */
  public Optional<String> first(String text) {
    try {
      YamlText now = new YamlText(text);
      Splices splices = new Splices();
      for (Entry other : entries.subList(1, entries.size())) {
        int from = now.start(other.tuple().getKeyNode());
        int line = now.lineStart(from);
        if (!text.substring(line, from).isBlank()) {
          return Optional.empty();
        }
        splices.replace(line, now.nextLine(now.lastOfEntry(other.tuple())), "");
      }
      String first = splices.applyTo(text);
      return in(first).size() < in(text).size() ? Optional.of(first) : Optional.empty();
    } catch (CannotEdit unreadable) {
      return Optional.empty();
    }
  }

  /** The text with both as one; {@code before} is what it was when the key stood there once. */
  public static Edited mend(String before, String now) {
    try {
      return mend(before, new YamlText(now));
    } catch (CannotEdit apart) {
      return Edited.refused(now, apart.getMessage());
    }
  }

  private static Edited mend(String before, YamlText now) {
    List<DoubledKey> doubled = in(now);
    if (doubled.size() != 1 || doubled.get(0).entries().size() != 2 || !in(before).isEmpty()) {
      throw new CannotEdit("more than one key stands twice");
    }
    DoubledKey key = doubled.get(0);
    Optional<Entry> stood = key.only(before, true);
    Optional<Entry> came = key.only(before, false);
    if (stood.isEmpty() || came.isEmpty()) {
      throw new CannotEdit("which of both " + key.key() + " stood there before is not to be told");
    }
    return Edited.to(new DoubledText(now).asOne(stood.get(), came.get()));
  }

  /** The one whose lines stood there before to the byte, or the one whose did not. */
  private Optional<Entry> only(String before, boolean stood) {
    List<Entry> such =
        entries.stream()
            .filter(entry -> before.contains(entry.lines().stripTrailing()) == stood)
            .toList();
    return such.size() == 1 ? Optional.of(such.get(0)) : Optional.empty();
  }
}
