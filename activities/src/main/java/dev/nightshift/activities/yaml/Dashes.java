package dev.nightshift.activities.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The column of a list's dashes, and how far behind them its items begin. */
record Dashes(int column, int width) {
  private static final int USUAL = 2;

  /** Of a list with a line for each item; none where all of its items are aliases. */
  static Optional<Dashes> of(YamlText text, SequenceNode list) {
    List<Node> items = list.getValue();
    for (int i = 0; YamlText.isBlock(list) && i < items.size(); i++) {
      if (text.isOwnItem(list, i) && text.start(items.get(i)) < text.end(items.get(i))) {
        return before(text, text.start(items.get(i)));
      }
    }
    return Optional.empty();
  }

  /** A mark of the list's would be that of its anchor, where it has one. */
  private static Optional<Dashes> before(YamlText text, int item) {
    int dash = item - 1;
    while (dash >= 0 && Character.isWhitespace(text.text().charAt(dash))) {
      dash--;
    }
    if (dash < 0 || text.text().charAt(dash) != '-') {
      return Optional.empty();
    }
    int line = text.lineStart(dash);
    return Optional.of(new Dashes(dash - line, text.lineStart(item) == line ? item - dash : USUAL));
  }
}
