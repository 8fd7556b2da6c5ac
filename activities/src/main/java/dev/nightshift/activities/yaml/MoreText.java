package dev.nightshift.activities.yaml;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** More of what a file has: each as one insertion behind the last that is there of its kind. */
final class MoreText {
  private final YamlText yaml;
  private final String text;
  private final TestHabits habits;
  private final TestText writer;

  MoreText(YamlText yaml, TestHabits habits) {
    this.yaml = yaml;
    this.text = yaml.text();
    this.habits = habits;
    this.writer = new TestText(habits);
  }

  /** All that an edit does to a text. */
  record Insertion(int at, String more) {
    String into(String text) {
      return text.substring(0, at) + more + text.substring(at);
    }
  }

  /** An entry of a mapping: above one of its keys where it has that below another, else last. */
  Insertion entry(MappingNode mapping, String key, Object value, String above) {
    List<NodeTuple> entries = mapping.getValue();
    if (!YamlText.isBlock(mapping)) {
      return entryInBrackets(mapping, key, value);
    }
    NodeTuple before = entries.get(entries.size() - 1);
    for (int i = 1; i < entries.size(); i++) {
      if (above.equals(YamlText.scalar(entries.get(i).getKeyNode()))) {
        before = entries.get(i - 1);
      }
    }
    StringBuilder lines = new StringBuilder();
    writer.entry(lines, YamlText.column(entries.get(0).getKeyNode()), key, value);
    return below(yaml.lastOfEntry(before), lines.toString());
  }

  private Insertion entryInBrackets(MappingNode mapping, String key, Object value) {
    String written = inBrackets(key) + ": " + inBrackets(value);
    List<NodeTuple> entries = mapping.getValue();
    if (entries.isEmpty()) {
      return new Insertion(text.indexOf('{', yaml.start(mapping)) + 1, written);
    }
    NodeTuple last = entries.get(entries.size() - 1);
    int at = yaml.lastOfEntry(last);
    boolean empty = at == yaml.end(last.getKeyNode());
    return new Insertion(empty ? Math.max(at, behindColon(at)) : at, ", " + written);
  }

  /** A value for a key that has none. */
  Insertion value(MappingNode mapping, NodeTuple entry, Object value) {
    Node none = entry.getValueNode();
    String key = YamlText.scalar(entry.getKeyNode());
    if (yaml.start(none) < yaml.end(none)) {
      throw new CannotEdit("the value of " + key + " is written as null");
    }
    int end = yaml.end(entry.getKeyNode());
    if (YamlText.isBlock(mapping)) {
      StringBuilder lines = new StringBuilder();
      writer.entry(lines, YamlText.column(entry.getKeyNode()), key, value);
      int first = lines.indexOf(habits.newline()) + habits.newline().length();
      return below(end, lines.substring(first));
    }
    int colon = behindColon(end);
    return colon < 0
        ? new Insertion(end, ": " + inBrackets(value))
        : new Insertion(colon, " " + inBrackets(value));
  }

  /** -1 where none follows. */
  private int behindColon(int offset) {
    int at = skipBlanks(offset);
    return at < text.length() && text.charAt(at) == ':' ? at + 1 : -1;
  }

  private int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** An item of a list. */
  Insertion item(SequenceNode list, Object value) {
    if (!YamlText.isBlock(list)) {
      return itemInBrackets(list, value);
    }
    Dashes dashes =
        Dashes.of(yaml, list)
            .orElseGet(
                () -> {
                  if (list.getAnchor().isPresent()) {
                    throw new CannotEdit("the dashes of the list are not to be found");
                  }
                  return new Dashes(YamlText.column(list), habits.width());
                });
    StringBuilder lines = new StringBuilder(isAiry(list) ? habits.newline() : "");
    writer.item(lines, dashes.column(), dashes.width(), value);
    return below(yaml.last(list), lines.toString());
  }

  /** Whether blank lines stand between its items. */
  private boolean isAiry(SequenceNode list) {
    List<Node> items = list.getValue();
    int blank = 0;
    for (int i = 1; i < items.size(); i++) {
      int from = yaml.start(items.get(i - 1));
      int to = yaml.start(items.get(i));
      // Aliases carry the marks of their anchors: no gap can be seen before or behind one.
      if (from < to && yaml.isOwnItem(list, i)) {
        String gap = text.substring(Math.max(from, yaml.last(items.get(i - 1))), to);
        blank += gap.lines().skip(1).anyMatch(String::isBlank) ? 1 : 0;
      }
    }
    return blank > 0 && 2 * blank >= items.size() - 1;
  }

  private Insertion itemInBrackets(SequenceNode list, Object value) {
    List<Node> items = list.getValue();
    if (items.isEmpty()) {
      return new Insertion(text.indexOf('[', yaml.start(list)) + 1, inBrackets(value));
    }
    Node last = items.get(items.size() - 1);
    if (!yaml.isOwnItem(list, items.size() - 1)) {
      throw new CannotEdit("the last item of a list in brackets is an alias");
    }
    String before = text.substring(yaml.lineStart(yaml.start(last)), yaml.start(last));
    return before.isBlank()
        ? itemOnLine(list, last, before, value)
        : new Insertion(end(last), ", " + inBrackets(value));
  }

  /** A mapping of one key may stand in a list without brackets of its own. */
  private int end(Node item) {
    boolean bare = item instanceof MappingNode && text.charAt(yaml.start(item)) != '{';
    return bare ? yaml.lastOfEntry(((MappingNode) item).getValue().get(0)) : yaml.end(item);
  }

  /** Where each item has a line of its own; what is beside the last one stays beside it. */
  private Insertion itemOnLine(SequenceNode list, Node last, String indent, Object value) {
    String comment = value instanceof NewTest test ? writer.comment(indent, test) : "";
    String item = writer.inBrackets(value);
    int end = end(last);
    int next = yaml.nextLine(end);
    boolean closed = yaml.end(list) <= next && yaml.lineStart(yaml.end(list)) <= end;
    int behind = skipBlanks(end);
    boolean comma = behind < text.length() && text.charAt(behind) == ',';
    if (closed || (!comma && text.substring(end, next).isBlank())) {
      return new Insertion(end, "," + habits.newline() + comment + indent + item);
    }
    return new Insertion(
        next, comment + indent + (comma ? item + "," : ", " + item) + habits.newline());
  }

  private String inBrackets(Object value) {
    refuseComments(value);
    return writer.inBrackets(value);
  }

  private static void refuseComments(Object value) {
    if (value instanceof NewTest test && test.comment() != null) {
      throw new CannotEdit("its comment has no place in brackets on one line");
    }
    if (value instanceof List<?> list) {
      list.forEach(MoreText::refuseComments);
    }
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(MoreText::refuseComments);
    }
  }

  /** Whole lines below the one that holds the offset. */
  private Insertion below(int offset, String lines) {
    int at = yaml.nextLine(offset);
    if (at < text.length() || yaml.endsWithNewline()) {
      return new Insertion(at, lines);
    }
    if (yaml.endsWithinBlock()) {
      throw new CannotEdit("the file ends within a block of text, to which a line end would come");
    }
    String newline = habits.newline();
    return new Insertion(at, newline + lines.substring(0, lines.length() - newline.length()));
  }
}
