package dev.nightshift.activities.yaml;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file as text and as nodes that know their offsets in it. The parser's marks count code
 * points from after a byte order mark; offsets here count chars of the whole text.
 */
final class YamlText {
  private final String text;
  private final MappingNode root;
  private final int[] offsets;
  private final TreeSet<Integer> aliasEnds = new TreeSet<>();
  private final Set<String> aliased = new HashSet<>();

  YamlText(String text) {
    this.text = text;
    int start = text.startsWith("\ufeff") ? 1 : 0;
    String body = text.substring(start);
    this.offsets = charOffsets(body, start);
    try {
      if (body.indexOf('*') >= 0) {
        findAliases(body);
      }
      Iterator<Node> documents = new Compose(Yaml.settings()).composeAllFromString(body).iterator();
      Node first = documents.hasNext() ? documents.next() : null;
      if (documents.hasNext()) {
        throw new CannotEdit("the file holds several documents");
      }
      if (!(first instanceof MappingNode mapping)) {
        throw new CannotEdit("the file is not a mapping");
      }
      new Yaml.Extent().of(mapping, 0);
      this.root = mapping;
    } catch (YamlEngineException e) {
      throw new CannotEdit("the file is not YAML: " + Yaml.firstLine(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new CannotEdit(Yaml.TOO_DEEP);
    }
  }

  private void findAliases(String body) {
    for (Event event : new Parse(Yaml.settings()).parseString(body)) {
      if (event instanceof AliasEvent alias) {
        aliasEnds.add(offsets[alias.getEndMark().orElseThrow().getIndex()]);
        aliased.add(alias.getAlias().getValue());
      }
    }
  }

  private static int[] charOffsets(String body, int start) {
    int[] offsets = new int[body.codePointCount(0, body.length()) + 1];
    int at = 0;
    for (int i = 0; i < offsets.length - 1; i++) {
      offsets[i] = start + at;
      at += Character.charCount(body.codePointAt(at));
    }
    offsets[offsets.length - 1] = start + at;
    return offsets;
  }

  String text() {
    return text;
  }

  MappingNode root() {
    return root;
  }

  int start(Node node) {
    return offsets[node.getStartMark().orElseThrow().getIndex()];
  }

  int end(Node node) {
    return offsets[node.getEndMark().orElseThrow().getIndex()];
  }

  static int column(Node node) {
    return node.getStartMark().orElseThrow().getColumn();
  }

  static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  static boolean isBlock(Node node) {
    return node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() != FlowStyle.FLOW;
  }

  /** The entry of a key, or null. A key that stands twice cannot be edited. */
  static NodeTuple entry(MappingNode mapping, String key) {
    NodeTuple found = null;
    for (NodeTuple tuple : mapping.getValue()) {
      if (key.equals(scalar(tuple.getKeyNode()))) {
        if (found != null) {
          throw new CannotEdit("the key " + key + " stands twice");
        }
        found = tuple;
      }
    }
    return found;
  }

  /** The value of an entry, when an edit of it changes nothing else. */
  Node own(NodeTuple tuple) {
    Node value = tuple.getValueNode();
    String key = scalar(tuple.getKeyNode());
    if (isAlias(tuple)) {
      throw new CannotEdit("the value of " + key + " is an alias: an edit would change its anchor");
    }
    refuseShared(value, "the value of " + key);
    return value;
  }

  /** Whether a list's item stands here, and is not an alias of something before. */
  boolean isOwnItem(SequenceNode list, int index) {
    int after = start(list);
    boolean own = false;
    for (Node item : list.getValue().subList(0, index + 1)) {
      own = start(item) >= after;
      after = own ? Math.max(after, end(item)) : after;
    }
    return own;
  }

  void refuseShared(Node node, String what) {
    node.getAnchor()
        .filter(anchor -> aliased.contains(anchor.getValue()))
        .ifPresent(
            anchor -> {
              throw new CannotEdit(
                  what + " is anchored and used elsewhere (&" + anchor.getValue() + ")");
            });
  }

  /** Aliased values carry the marks of their anchor, which is before the key. */
  boolean isAlias(NodeTuple tuple) {
    return !isNull(tuple.getValueNode()) && start(tuple.getValueNode()) < end(tuple.getKeyNode());
  }

  /** The offset just after the last real character of a node. */
  int last(Node node) {
    if (node instanceof ScalarNode scalar) {
      return lastOfScalar(scalar);
    }
    CollectionNode<?> collection = (CollectionNode<?>) node;
    if (collection.getFlowStyle() == FlowStyle.FLOW || collection.getValue().isEmpty()) {
      return end(node);
    }
    if (node instanceof MappingNode mapping) {
      return lastOfMapping(mapping);
    }
    SequenceNode list = (SequenceNode) node;
    List<Node> items = list.getValue();
    if (isOwnItem(list, items.size() - 1)) {
      return last(items.get(items.size() - 1));
    }
    Integer alias = aliasEnds.floor(end(node));
    return alias == null ? end(node) : alias;
  }

  /** What a merge brings in has the marks of where it stands; the alias that names it is here. */
  private int lastOfMapping(MappingNode mapping) {
    Integer alias = aliasEnds.floor(end(mapping));
    int last = alias == null || alias < start(mapping) ? start(mapping) : alias;
    for (NodeTuple entry : ownEntries(mapping)) {
      last = Math.max(last, lastOfEntry(entry));
    }
    return last;
  }

  /** Those that stand in the mapping, and are not merged into it from somewhere before. */
  List<NodeTuple> ownEntries(MappingNode mapping) {
    return mapping.getValue().stream()
        .filter(entry -> start(entry.getKeyNode()) >= start(mapping))
        .toList();
  }

  private int lastOfScalar(ScalarNode scalar) {
    ScalarStyle style = scalar.getScalarStyle();
    if (style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED) {
      return end(scalar);
    }
    int end = end(scalar);
    int at = end;
    while (at > start(scalar) + 1 && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    // Blank lines behind a block belong to it where it says so, and where they hold blanks.
    if (header(scalar).indexOf('+') >= 0 || text.substring(at, end).indexOf(' ') >= 0) {
      return lineStart(end) == end ? lineEnd(end - 1) : end;
    }
    return at;
  }

  /** What stands between the start of a block of text and its first line: {@code >-}. */
  private String header(ScalarNode block) {
    String line = text.substring(start(block), nextLine(start(block)));
    return line.replaceFirst("^([&!]\\S*\\s+)*", "").replaceFirst("(?s)\\s.*", "");
  }

  /** Whether the file ends with a block of text, to which a line end would be added. */
  boolean endsWithinBlock() {
    Node last = root;
    while (last instanceof CollectionNode<?> collection && !collection.getValue().isEmpty()) {
      Object item = collection.getValue().get(collection.getValue().size() - 1);
      last = item instanceof NodeTuple entry ? entry.getValueNode() : (Node) item;
    }
    return !endsWithNewline()
        && last instanceof ScalarNode scalar
        && (scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED)
        && header(scalar).indexOf('-') < 0;
  }

  /** Before the line end that the offset stands in. */
  private int lineEnd(int offset) {
    return offset > 0 && text.charAt(offset) == '\n' && text.charAt(offset - 1) == '\r'
        ? offset - 1
        : offset;
  }

  /** The same of an entry. */
  int lastOfEntry(NodeTuple tuple) {
    int key = end(tuple.getKeyNode());
    Node value = tuple.getValueNode();
    if (isAlias(tuple)) {
      Integer alias = aliasEnds.ceiling(key);
      return alias == null ? key : alias;
    }
    boolean empty = isNull(value) && end(value) == start(value);
    return empty ? key : Math.max(key, last(value));
  }

  /** The start of the line after the one that holds the offset, or the end of the text. */
  int nextLine(int offset) {
    int at = offset;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
      return at < text.length() && text.charAt(at) == '\n' ? at + 1 : at;
    }
    return Math.min(text.length(), at + 1);
  }

  int lineStart(int offset) {
    int at = offset;
    while (at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r') {
      at--;
    }
    return at > 0 || !text.startsWith("\ufeff") ? at : 1;
  }

  boolean endsWithNewline() {
    return text.endsWith("\n") || text.endsWith("\r");
  }

  /** The line ending that most lines have. */
  String newline() {
    return newline(text);
  }

  static String newline(String text) {
    int crlf = 0;
    int lf = 0;
    int cr = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lf++;
      } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        crlf++;
        i++;
      } else if (c == '\r') {
        cr++;
      }
    }
    if (crlf > lf && crlf >= cr) {
      return "\r\n";
    }
    return cr > lf ? "\r" : "\n";
  }
}
