package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Splices;
import dev.nightshift.activities.yaml.DoubledKey.Entry;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Two entries of one key as they are written: what only one says is said by the other too. */
final class DoubledText {
  private final YamlText text;
  private final TreeMap<Integer, String> more = new TreeMap<>();

  DoubledText(YamlText text) {
    this.text = text;
  }

  /** Whatever {@code came} says is written into {@code stood}; the rest of it goes. */
  String asOne(Entry stood, Entry came) {
    if (!YamlText.isBlock(stood.in())) {
      throw new CannotEdit("both stand in one line");
    }
    if (came.lines().lines().anyMatch(line -> line.strip().startsWith("#"))) {
      throw new CannotEdit("what came holds a comment, which would be lost");
    }
    Object meant = Meaning.asOne(text.root(), stood.tuple(), came.tuple());
    int from = line(came.tuple());
    join(text.own(stood.tuple()), text.own(came.tuple()));
    int to = from + came.lines().length();
    String after = without(blankBefore(from, to), to);
    if (!Meaning.of(new YamlText(after).root()).equals(meant)) {
      throw new CannotEdit("the edited text would not mean what both say");
    }
    return after;
  }

  /** Where the line of an entry begins that begins a line. */
  private int line(NodeTuple entry) {
    int key = text.start(entry.getKeyNode());
    int line = text.lineStart(key);
    if (!text.text().substring(line, key).isBlank()) {
      throw new CannotEdit("what came begins behind a dash");
    }
    return line;
  }

  private String without(int from, int to) {
    Splices splices = new Splices();
    String moved = more.remove(from);
    splices.replace(from, to, moved == null ? "" : moved);
    more.forEach(splices::insert);
    return splices.applyTo(text.text());
  }

  /** Of the blank lines around it one is enough. */
  private int blankBefore(int from, int to) {
    boolean follows = to == text.text().length() || text.nextLine(to) - to <= 2;
    int start = from;
    while (follows && !more.containsKey(start) && isBlankBefore(start)) {
      start = text.lineStart(start - 1);
    }
    return start;
  }

  private boolean isBlankBefore(int line) {
    return line > 0 && text.text().substring(text.lineStart(line - 1), line).isBlank();
  }

  /** What contradicts was refused before. */
  private void join(Node stood, Node came) {
    if (stood instanceof MappingNode one && came instanceof MappingNode other) {
      join(one, other);
    } else if (stood instanceof SequenceNode one && came instanceof SequenceNode other) {
      join(one, other);
    }
  }

  private void join(MappingNode stood, MappingNode came) {
    for (NodeTuple entry : came.getValue()) {
      NodeTuple there = YamlText.entry(stood, YamlText.scalar(entry.getKeyNode()));
      if (there != null) {
        join(text.own(there), text.own(entry));
      } else if (YamlText.isBlock(stood)) {
        NodeTuple last = stood.getValue().get(stood.getValue().size() - 1);
        refuseInline(came);
        put(
            text.nextLine(text.lastOfEntry(last)),
            line(entry),
            text.nextLine(text.lastOfEntry(entry)),
            YamlText.column(stood) - YamlText.column(entry.getKeyNode()));
      } else {
        String key = YamlText.scalar(entry.getKeyNode());
        inline(stood, key + ": " + inline(entry.getValueNode()));
      }
    }
  }

  private void join(SequenceNode stood, SequenceNode came) {
    for (Node item : came.getValue()) {
      List<Node> called =
          stood.getValue().stream().filter(one -> Meaning.isCalledAlike(one, item)).toList();
      if (!called.isEmpty()) {
        join(called.get(0), item);
      } else if (!Meaning.holds(stood, item)) {
        if (YamlText.isBlock(stood)) {
          refuseInline(came);
          put(
              text.nextLine(text.last(stood)),
              text.lineStart(text.start(item)),
              text.nextLine(text.last(item)),
              YamlText.column(stood) - YamlText.column(came));
        } else {
          inline(stood, inline(item));
        }
      }
    }
  }

  private static void refuseInline(Node came) {
    if (!YamlText.isBlock(came)) {
      throw new CannotEdit("what came is written in one line");
    }
  }

  /** Lines, as far in as what they join. */
  private void put(int at, int from, int to, int by) {
    if (at == text.text().length() && !text.endsWithNewline()) {
      throw new CannotEdit("the file ends within what they are to join");
    }
    String shifted =
        text.text()
            .substring(from, to)
            .lines()
            .map(line -> shifted(line, by))
            .collect(Collectors.joining(text.newline(), "", text.newline()));
    more.merge(at, shifted, String::concat);
  }

  private static String shifted(String line, int by) {
    if (line.isBlank() || by == 0) {
      return line;
    }
    return by > 0 ? " ".repeat(by) + line : line.substring(Math.min(-by, line.length()));
  }

  /** One more in braces or brackets. */
  private void inline(CollectionNode<?> stood, String one) {
    int end = text.end(stood) - 1;
    while (text.text().charAt(end - 1) == ' ') {
      end--;
    }
    more.merge(end, (stood.getValue().isEmpty() ? "" : ", ") + one, String::concat);
  }

  private String inline(Node node) {
    String written = text.text().substring(text.start(node), text.last(node));
    boolean plain = node instanceof ScalarNode it && it.getScalarStyle() == ScalarStyle.PLAIN;
    if (written.lines().count() != 1 || (!(node instanceof ScalarNode) && YamlText.isBlock(node))) {
      throw new CannotEdit("what came does not fit into the line that it is to join");
    }
    boolean needsQuotes = plain && written.matches(".*[,\\[\\]{}].*|.*: .*|.* #.*");
    if (needsQuotes && written.matches(".*[\"\\\\].*")) {
      throw new CannotEdit("what came does not fit into the line that it is to join");
    }
    return needsQuotes ? '"' + written + '"' : written;
  }
}
