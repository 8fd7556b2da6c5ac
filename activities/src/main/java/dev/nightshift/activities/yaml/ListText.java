package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Splices;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list as it is written: with dashes, or in brackets on one line or several. */
final class ListText {
  private final YamlText yaml;
  private final String text;
  private final SequenceNode list;
  private final List<Node> items;

  ListText(YamlText yaml, SequenceNode list) {
    this.yaml = yaml;
    this.text = yaml.text();
    this.list = list;
    this.items = list.getValue();
  }

  /** With one more item at the end, already written as YAML. */
  String append(String item) {
    if (YamlText.isBlock(list)) {
      return appendDash(item);
    }
    if (items.isEmpty()) {
      int start = text.indexOf('[', yaml.start(list)) + 1;
      return new Splices().insert(start, item).applyTo(text);
    }
    refuseAlias(items.size() - 1);
    return onOwnLines() ? appendLine(item) : appendInLine(item);
  }

  String without(int position) {
    refuseAlias(position);
    return YamlText.isBlock(list) ? withoutDash(position) : withoutInBrackets(position);
  }

  private String appendDash(String item) {
    int lastIndex = items.size() - 1;
    int at = yaml.nextLine(yaml.last(list));
    String before = lead(lastIndex);
    String nl = yaml.newline();
    boolean openEnd = at == text.length() && !yaml.endsWithNewline();
    String line = openEnd ? nl + before + item : before + item + nl;
    return new Splices().insert(at, line).applyTo(text);
  }

  /** What stands before an item on its line: indentation, dash, blanks. */
  private String lead(int index) {
    int position = yaml.isOwnItem(list, index) ? index : firstOwn();
    int start = yaml.start(items.get(position));
    int lineStart = yaml.lineStart(start);
    String lead = text.substring(lineStart, start);
    if (!lead.isBlank() && lead.strip().equals("-")) {
      return lead;
    }
    return " ".repeat(YamlText.column(list)) + "- ";
  }

  private int firstOwn() {
    for (int i = 0; i < items.size(); i++) {
      if (yaml.isOwnItem(list, i)) {
        return i;
      }
    }
    throw new CannotEdit("all items of the list are aliases");
  }

  private boolean onOwnLines() {
    int last = yaml.start(items.get(items.size() - 1));
    return text.substring(yaml.lineStart(last), last).isBlank();
  }

  private String appendInLine(String item) {
    int at = yaml.end(items.get(items.size() - 1));
    boolean spaced = items.size() == 1 || text.charAt(yaml.start(items.get(1)) - 1) != ',';
    return new Splices().insert(at, (spaced ? ", " : ",") + item).applyTo(text);
  }

  /** On a line of its own; a comment beside the last item stays beside it. */
  private String appendLine(String item) {
    int last = yaml.end(items.get(items.size() - 1));
    int start = yaml.start(items.get(items.size() - 1));
    String indent = text.substring(yaml.lineStart(start), start);
    int comma = commaAfter(last);
    int nextLine = yaml.nextLine(last);
    if (comma < 0 && yaml.lineStart(yaml.end(list) - 1) == yaml.lineStart(last)) {
      return new Splices().insert(last, "," + yaml.newline() + indent + item).applyTo(text);
    }
    Splices splices = new Splices();
    if (comma < 0) {
      splices.insert(last, ",");
    }
    splices.insert(nextLine, indent + item + (comma < 0 ? "" : ",") + yaml.newline());
    return splices.applyTo(text);
  }

  private int commaAfter(int offset) {
    int at = offset;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ',' ? at : -1;
  }

  private String withoutDash(int position) {
    if (items.size() == 1) {
      throw new CannotEdit("it is the last item of the list");
    }
    int start = yaml.start(items.get(position));
    int lineStart = yaml.lineStart(start);
    if (!text.substring(lineStart, start).strip().equals("-")) {
      throw new CannotEdit("the item shares its line with something else");
    }
    int end = yaml.nextLine(yaml.last(items.get(position)));
    return new Splices().replace(lineStart, end, "").applyTo(text);
  }

  private String withoutInBrackets(int position) {
    int start = yaml.start(items.get(position));
    int end = yaml.end(items.get(position));
    if (position + 1 < items.size()) {
      end = yaml.start(items.get(position + 1));
    } else if (position > 0) {
      start = yaml.end(items.get(position - 1));
    }
    if (text.substring(start, end).contains("#")) {
      throw new CannotEdit("a comment stands between the items");
    }
    return new Splices().replace(start, end, "").applyTo(text);
  }

  private void refuseAlias(int position) {
    if (!yaml.isOwnItem(list, position)) {
      throw new CannotEdit("the item is an alias");
    }
  }
}
