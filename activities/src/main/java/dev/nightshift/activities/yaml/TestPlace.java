package dev.nightshift.activities.yaml;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where in a file one test belongs, and the entries that must be made for it. */
final class TestPlace {
  private static final String COLUMNS = "columns";
  private static final String VERSIONS = "versions";

  private final YamlText text;
  private final String kind;
  private final String model;
  private final NewTest test;
  private final TestHabits habits;
  private final MoreText more;
  private final Object parsed;

  /** The text to insert, and what it makes of the parsed document. */
  private record Made(MoreText.Insertion insertion, Consumer<Object> expected) {}

  private TestPlace(YamlText text, String kind, String model, NewTest test, TestEdits.Style style) {
    this.text = text;
    this.kind = kind;
    this.model = model;
    this.test = test;
    this.habits = TestHabits.of(text, style);
    this.more = new MoreText(text, habits);
    this.parsed = YamlEdits.expected(text, document -> {});
  }

  static String with(
      String before, String kind, String model, NewTest test, TestEdits.Style style) {
    if (holdsNothing(before)) {
      return first(before, kind, model, test, style);
    }
    return new TestPlace(new YamlText(before), kind, model, test, style).written();
  }

  private static boolean holdsNothing(String text) {
    return text.lines()
        .map(line -> line.replace("\ufeff", "").strip())
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
  }

  private static String first(
      String before, String kind, String model, NewTest test, TestEdits.Style style) {
    String newline = YamlText.newline(before);
    boolean open = !before.isEmpty() && !before.endsWith("\n") && !before.endsWith("\r");
    String file = NewFile.of(kind, model, List.of(test), TestHabits.of(style, newline));
    return open
        ? before + newline + file.substring(0, file.length() - newline.length())
        : before + file;
  }

  private String written() {
    Made made =
        within(Named.root(text), kind, NewFile.entry(model, List.of(test), habits), this::inKind);
    String after = made.insertion().into(text.text());
    made.expected().accept(parsed);
    YamlEdits.verify(after, parsed);
    return after;
  }

  private Made inKind(Named list) {
    Named entry = Named.root(text).named(kind, model);
    if (entry == null) {
      return append(list, NewFile.entry(model, List.of(test), habits));
    }
    if (!entry.textUnder("name").equals(model)) {
      throw new CannotEdit(
          "the model stands there as " + entry.textUnder("name") + ", which is another for dbt");
    }
    if (Place.at(parsed, entry.way()) instanceof Map<?, ?> map
        && StandingTest.allOf(map).contains(StandingTest.of(test))) {
      throw new CannotEdit("it is there already");
    }
    refuseForeign(entry, "the entry of " + model);
    return test.column() == null ? inTests(entry) : inModel(entry);
  }

  private Made inModel(Named entry) {
    Named column = entry.named(COLUMNS, test.column());
    if (column != null) {
      refuseForeign(column, "the entry of " + test.column());
      return inTests(column);
    }
    if (entry.itemsUnder(VERSIONS).stream()
        .anyMatch(version -> version.named(COLUMNS, test.column()) != null)) {
      throw new CannotEdit("only a version of the model tells of the column");
    }
    Map<String, Object> made = NewFile.column(test.column(), List.of(test), habits);
    return within(entry, COLUMNS, made, list -> append(list, made));
  }

  private Made inTests(Named holder) {
    MappingNode mapping = (MappingNode) holder.node();
    boolean tests = YamlText.entry(mapping, "tests") != null;
    boolean dataTests = YamlText.entry(mapping, "data_tests") != null;
    if (tests && dataTests) {
      throw new CannotEdit("there are both tests and data_tests, of which dbt takes one");
    }
    String key = tests ? "tests" : dataTests ? "data_tests" : habits.testsKey();
    return within(holder, key, test, list -> append(list, test));
  }

  /** What a node gives to others or takes from them is not changed for one of them. */
  private void refuseForeign(Named entry, String what) {
    entry.own(what);
    MappingNode mapping = (MappingNode) entry.node();
    if (text.ownEntries(mapping).size() < mapping.getValue().size()) {
      throw new CannotEdit(what + " takes keys from elsewhere (<<)");
    }
  }

  /** The list under a key is made with the item, or is where {@code inList} goes on. */
  private Made within(Named holder, String key, Object item, Function<Named, Made> inList) {
    MappingNode mapping = (MappingNode) holder.node();
    NodeTuple entry = YamlText.entry(mapping, key);
    if (entry == null || YamlText.isNull(entry.getValueNode())) {
      List<Object> list = List.of(item);
      MoreText.Insertion insertion =
          entry == null
              ? more.entry(mapping, key, list, COLUMNS)
              : more.value(mapping, entry, list);
      Object meant = new TestText(habits).meaning(list);
      return new Made(
          insertion, document -> Place.asMap(Place.at(document, holder.way())).put(key, meant));
    }
    Node list = text.own(entry);
    if (!(list instanceof SequenceNode)) {
      throw new CannotEdit("the value of " + key + " is not a list");
    }
    return inList.apply(new Named(text, list, Place.then(holder.way(), key)));
  }

  private Made append(Named list, Object item) {
    Object meant = new TestText(habits).meaning(item);
    return new Made(
        more.item((SequenceNode) list.node(), item),
        document -> Place.asList(Place.at(document, list.way())).add(meant));
  }
}
