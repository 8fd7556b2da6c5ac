package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The edits of YAML text. Each changes the bytes it must and no other, and is proven: the parsed
 * text after is the parsed text before with just that change, else it is refused with the reason.
 */
public final class YamlEdits {
  private YamlEdits() {}

  /** Adds a value to the end of the list under a dotted key. */
  public static Edited add(String text, String key, String value) {
    return guarded(text, () -> added(new YamlText(text), key, value));
  }

  /** Takes the one item that is this value out of the list under a dotted key. */
  public static Edited remove(String text, String key, String value) {
    return guarded(text, () -> removed(new YamlText(text), key, value));
  }

  /**
   * Gives the scalar under a dotted key another value. A key that a mapping lacks is put behind the
   * name of the item that is to have it, else behind all that the mapping has.
   */
  public static Edited set(String text, String key, String value) {
    return guarded(
        text,
        () -> {
          YamlText now = new YamlText(text);
          return Place.leads(now, key) ? changed(now, key, value) : KeyMore.put(now, key, value);
        });
  }

  /** Takes a key of the top, and all below it, out; nothing is done where it is not there. */
  public static Edited drop(String text, String key) {
    return guarded(text, () -> dropped(new YamlText(text), key));
  }

  /** Puts what generic tests are given below {@code config} and {@code arguments}. */
  static Edited nestTestKeys(String text) {
    return guarded(text, () -> TestKeys.nested(new YamlText(text)));
  }

  /**
   * Puts a key of all resources of a kind below their {@code config}; the kind is a way of keys.
   */
  static Edited moveToConfig(String text, List<String> kind, String key) {
    return guarded(text, () -> ConfigKeys.moved(new YamlText(text), kind, key));
  }

  /** Gives keys of the top their new names. */
  static Edited renameKeys(String text, Map<String, String> names) {
    return guarded(text, () -> renamed(new YamlText(text), names));
  }

  /**
   * Renames a column of a source's table: its entry, what tests and freshness say of it, and the
   * rows that unit tests give the source. {@code inExpression} renames it within a piece of SQL.
   */
  public static Edited renameSourceColumn(
      String text,
      String source,
      String table,
      String from,
      String to,
      UnaryOperator<String> inExpression) {
    return guarded(
        text,
        () ->
            new ColumnRenaming(new YamlText(text), source, table, from, to, inExpression)
                .applied());
  }

  /** Adds a column with its type to the entry of a model. */
  public static Edited addColumn(String text, String model, String column, String type) {
    return guarded(text, () -> ColumnEntry.of(new YamlText(text), model).with(column, type));
  }

  /** Whether a properties file tells the types of a model's columns. */
  public static boolean promises(String text, String model) {
    try {
      return ColumnEntry.of(new YamlText(text), model).isTyped();
    } catch (CannotEdit none) {
      return false;
    }
  }

  /** An edit that may throw {@link CannotEdit}. */
  interface Edit {
    String apply();
  }

  private static Edited guarded(String text, Edit edit) {
    try {
      String after = edit.apply();
      return after.equals(text) ? Edited.unchanged(text) : Edited.to(after);
    } catch (CannotEdit e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  private static String added(YamlText text, String key, String value) {
    Place place = Place.of(text, key);
    SequenceNode list = list(place, key);
    Node model = list.getValue().isEmpty() ? null : list.getValue().get(list.getValue().size() - 1);
    if (list.getValue().stream().anyMatch(item -> value.equals(YamlText.scalar(item)))) {
      throw new CannotEdit(value + " is in " + key + " already");
    }
    if (list.getValue().stream().anyMatch(item -> !(item instanceof ScalarNode))) {
      throw new CannotEdit("the items of " + key + " are no single values");
    }
    Object meant = Scalars.meant(value, allStrings(parsedList(text, place)));
    ScalarStyle style =
        model instanceof ScalarNode scalar ? scalar.getScalarStyle() : ScalarStyle.PLAIN;
    ListText lines = new ListText(text, list);
    return firstThatMeans(
        Scalars.writings(meant, style),
        lines::append,
        expected(text, document -> Place.change(document, place.way(), it -> plus(it, meant))));
  }

  private static String removed(YamlText text, String key, String value) {
    Place place = Place.of(text, key);
    SequenceNode list = list(place, key);
    List<Integer> positions =
        java.util.stream.IntStream.range(0, list.getValue().size())
            .filter(i -> value.equals(YamlText.scalar(list.getValue().get(i))))
            .boxed()
            .toList();
    if (positions.size() != 1) {
      throw new CannotEdit(
          value + " is " + (positions.isEmpty() ? "not" : "more than once") + " in " + key);
    }
    int position = positions.get(0);
    String after = new ListText(text, list).without(position);
    verify(
        after,
        expected(
            text,
            document ->
                Place.change(
                    document,
                    place.way(),
                    it -> {
                      Place.asList(it).remove(position);
                      return it;
                    })));
    return after;
  }

  private static String dropped(YamlText text, String key) {
    NodeTuple entry = YamlText.entry(text.root(), key);
    if (entry == null) {
      return text.text();
    }
    if (!YamlText.isBlock(text.root())) {
      throw new CannotEdit("the file is one line of JSON");
    }
    text.own(entry);
    int from = text.lineStart(text.start(entry.getKeyNode()));
    int to = text.nextLine(text.lastOfEntry(entry));
    String before = text.text().substring(0, from);
    boolean last = to == text.text().length() && !text.endsWithNewline();
    String after =
        last ? before.replaceFirst("(\\r\\n|\\n|\\r)$", "") : before + text.text().substring(to);
    verify(after, expected(text, document -> Place.asMap(document).remove(key)));
    return after;
  }

  private static String renamed(YamlText text, Map<String, String> names) {
    Splices splices = new Splices();
    for (NodeTuple entry : text.root().getValue()) {
      String to = names.get(String.valueOf(YamlText.scalar(entry.getKeyNode())));
      if (to != null) {
        if (YamlText.entry(text.root(), to) != null) {
          throw new CannotEdit("there is a key " + to + " already");
        }
        splices.replace(text.start(entry.getKeyNode()), text.end(entry.getKeyNode()), to);
      }
    }
    String after = splices.applyTo(text.text());
    verify(
        after,
        expected(
            text,
            document ->
                names.forEach(
                    (from, to) -> {
                      if (Place.asMap(document).containsKey(from)) {
                        Place.asMap(document).put(to, Place.asMap(document).remove(from));
                      }
                    })));
    return after;
  }

  private static String changed(YamlText text, String key, String value) {
    Place place = Place.of(text, key);
    if (!(place.node() instanceof ScalarNode scalar)) {
      throw new CannotEdit("the value of " + key + " is not a single value");
    }
    refuseDecorated(text, scalar, key);
    boolean empty = text.start(scalar) == text.end(scalar);
    Object[] old = new Object[1];
    expected(text, document -> Place.change(document, place.way(), it -> old[0] = it));
    Object meant = Scalars.meant(value, old[0] instanceof String);
    if (meant.equals(old[0])) {
      return text.text();
    }
    int at = empty ? text.text().indexOf(':', text.end(place.entry().getKeyNode())) + 1 : 0;
    return firstThatMeans(
        Scalars.writings(meant, scalar.getScalarStyle()),
        written ->
            empty
                ? new Splices().insert(at, " " + written).applyTo(text.text())
                : new Splices()
                    .replace(text.start(scalar), text.end(scalar), written)
                    .applyTo(text.text()),
        expected(text, document -> Place.change(document, place.way(), it -> meant)));
  }

  /** A block scalar, a tag or an anchor would be lost with the text that is replaced. */
  static void refuseDecorated(YamlText text, ScalarNode scalar, String what) {
    ScalarStyle style = scalar.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      throw new CannotEdit("the value of " + what + " is a block of text");
    }
    if (text.start(scalar) < text.end(scalar)) {
      char first = text.text().charAt(text.start(scalar));
      if (first == '&' || first == '!') {
        throw new CannotEdit("the value of " + what + " has an anchor or a tag");
      }
    }
  }

  private static SequenceNode list(Place place, String key) {
    if (!(place.node() instanceof SequenceNode list)) {
      throw new CannotEdit("the value of " + key + " is not a list");
    }
    return list;
  }

  private static Object parsedList(YamlText text, Place place) {
    Object[] list = new Object[1];
    expected(text, document -> Place.change(document, place.way(), it -> list[0] = it));
    return list[0];
  }

  private static boolean allStrings(Object list) {
    List<Object> items = Place.asList(list);
    return !items.isEmpty() && items.stream().allMatch(String.class::isInstance);
  }

  private static Object plus(Object list, Object value) {
    Place.asList(list).add(value);
    return list;
  }

  static Object expected(YamlText text, Consumer<Object> change) {
    Object document = parsed(text.text());
    change.accept(document);
    return document;
  }

  static String firstThatMeans(List<String> writings, UnaryOperator<String> edit, Object expected) {
    CannotEdit last = null;
    for (String writing : writings) {
      String after = edit.apply(writing);
      try {
        verify(after, expected);
        return after;
      } catch (CannotEdit e) {
        last = e;
      }
    }
    throw Objects.requireNonNull(last);
  }

  static void verify(String after, Object expected) {
    if (!Objects.equals(parsed(after), expected)) {
      throw new CannotEdit("the edited text would not mean just the change");
    }
  }

  private static Object parsed(String text) {
    try {
      return Yaml.parse(text);
    } catch (Yaml.Unreadable e) {
      throw new CannotEdit("the edited text would not parse: " + e.getMessage());
    }
  }
}
