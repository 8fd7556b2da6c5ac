package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Splices;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A key with its value for a mapping that is there and lacks it. */
final class KeyMore {
  private KeyMore() {}

  static String put(YamlText text, String key, String value) {
    int dot = key.lastIndexOf('.');
    String last = key.substring(dot + 1);
    if (dot < 0) {
      throw new CannotEdit("there is no key " + key);
    }
    Place item = Place.of(text, key.substring(0, dot));
    if (!(item.node() instanceof MappingNode mapping)) {
      throw new CannotEdit("the value of " + key.substring(0, dot) + " has no keys");
    }
    if (!YamlText.isBlock(mapping) || mapping.getValue().isEmpty()) {
      throw new CannotEdit("what is to have the key " + last + " is not written line by line");
    }
    if (!last.matches("[\\w-]+")) {
      throw new CannotEdit("the key " + last + " would need quotes");
    }
    NodeTuple name = YamlText.entry(mapping, "name");
    NodeTuple above = name == null ? mapping.getValue().get(mapping.getValue().size() - 1) : name;
    int at = text.nextLine(text.lastOfEntry(above));
    boolean open = at == text.text().length() && !text.endsWithNewline();
    String before = (open ? text.newline() : "") + " ".repeat(YamlText.column(above.getKeyNode()));
    String behind = open ? "" : text.newline();
    Object meant = Scalars.meant(value, name != null || holdsText(above));
    return YamlEdits.firstThatMeans(
        Scalars.writings(meant, ScalarStyle.PLAIN),
        written ->
            new Splices().insert(at, before + last + ": " + written + behind).applyTo(text.text()),
        YamlEdits.expected(
            text,
            document ->
                Place.change(
                    document,
                    item.way(),
                    it -> {
                      Place.asMap(it).put(last, meant);
                      return it;
                    })));
  }

  /** What a mapping gives for its keys is alike: numbers, or texts. */
  private static boolean holdsText(NodeTuple entry) {
    return entry.getValueNode() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR);
  }
}
