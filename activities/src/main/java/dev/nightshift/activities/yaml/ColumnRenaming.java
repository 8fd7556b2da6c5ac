package dev.nightshift.activities.yaml;

import dev.nightshift.activities.edit.Names;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One column of a source's table gets its new name wherever a properties file speaks of it. */
final class ColumnRenaming {
  /** Arguments of tests that are columns, by the words that dbt's packages name them with. */
  private static final Pattern COLUMN_ARGUMENT =
      Pattern.compile("(?i).*col(umn)?s?(_[ab]|_name|_list)?|group_by.*|partition_by|order_by");

  private static final Pattern EXPRESSION_ARGUMENT =
      Pattern.compile("(?i).*(expression|condition|where|filter)");

  private final YamlText text;
  private final String source;
  private final String table;
  private final String from;
  private final String to;
  private final UnaryOperator<String> inExpression;
  private final Pattern sourceCall;
  private final List<Change> changes = new ArrayList<>();

  /** A scalar's new value, and what that makes of the parsed document. */
  private record Change(ScalarNode scalar, String value, Consumer<Object> expected) {}

  ColumnRenaming(
      YamlText text,
      String source,
      String table,
      String from,
      String to,
      UnaryOperator<String> inExpression) {
    this.text = text;
    this.source = source;
    this.table = table;
    this.from = from;
    this.to = to;
    this.inExpression = inExpression;
    this.sourceCall =
        Pattern.compile(
            ".*\\bsource\\(\\s*['\"]"
                + Pattern.quote(source)
                + "['\"]\\s*,\\s*['\"]"
                + Pattern.quote(table)
                + "['\"]\\s*\\).*");
  }

  /** The text with the changes; the same text where there are none. */
  String applied() {
    Named root = Named.root(text);
    Named ofSource = root.named("sources", source);
    if (ofSource != null) {
      if (ofSource.textUnder("loaded_at_field").equalsIgnoreCase(from)) {
        throw new CannotEdit("loaded_at_field names the column for all tables of the source");
      }
      Named ofTable = ofSource.named("tables", table);
      if (ofTable != null) {
        ofTable(ofTable.own("the entry of " + table));
      }
    }
    for (String kind : List.of("models", "seeds", "snapshots", "sources")) {
      root.itemsUnder(kind).forEach(this::foreignTests);
    }
    root.itemsUnder("unit_tests").forEach(this::unitTest);
    return changes.isEmpty() ? text.text() : spliced();
  }

  private void ofTable(Named ofTable) {
    freshness(ofTable);
    Named config = ofTable.under("config");
    if (config != null) {
      freshness(config);
    }
    tests(ofTable, this::argument);
    Named column = ofTable.named("columns", from);
    if (column != null) {
      if (ofTable.named("columns", to) != null) {
        throw new CannotEdit("there is an entry for " + to + " already");
      }
      rename(column.own("the entry of " + from).under("name"));
    }
    ofTable.itemsUnder("columns").forEach(each -> tests(each, this::argument));
  }

  private void freshness(Named of) {
    exactly(of.under("loaded_at_field"));
    Named freshness = of.under("freshness");
    if (freshness != null) {
      expression(freshness.under("filter"));
    }
  }

  /** What is done with one argument of a test, by its key. */
  private interface Argument {
    void take(Named arguments, String key);
  }

  private void tests(Named of, Argument argument) {
    for (String key : List.of("tests", "data_tests")) {
      of.itemsUnder(key).forEach(test -> test(test, argument));
    }
  }

  /** A test is a name, or a mapping of its name, or of {@code test_name}, to what it is told. */
  private void test(Named test, Argument argument) {
    for (String key : test.keys()) {
      argument.take(test, key);
      Named inner = test.under(key);
      for (String innerKey : inner == null ? List.<String>of() : inner.keys()) {
        argument.take(inner, innerKey);
        if (innerKey.equals("arguments") || innerKey.equals("config")) {
          Named arguments = inner.under(innerKey);
          arguments.keys().forEach(each -> argument.take(arguments, each));
        }
      }
    }
  }

  private void argument(Named arguments, String key) {
    if (COLUMN_ARGUMENT.matcher(key).matches()) {
      Named value = arguments.under(key);
      exactly(value);
      value.items().forEach(this::exactly);
    } else if (EXPRESSION_ARGUMENT.matcher(key).matches()) {
      expression(arguments.under(key));
    }
  }

  /** Tests of anything that look into the source: {@code to: source(…)} with {@code field}. */
  private void foreignTests(Named of) {
    tests(of, this::foreignArgument);
    of.itemsUnder("columns").forEach(column -> tests(column, this::foreignArgument));
    of.itemsUnder("tables").forEach(this::foreignTests);
  }

  private void foreignArgument(Named arguments, String key) {
    if (key.equals("field") && sourceCall.matcher(arguments.textUnder("to")).matches()) {
      exactly(arguments.under(key));
    }
  }

  private void unitTest(Named test) {
    for (Named given : test.itemsUnder("given")) {
      if (!sourceCall.matcher(given.textUnder("input")).matches()) {
        continue;
      }
      Named rows = given.under("rows");
      if (rows != null && rows.node() instanceof ScalarNode scalar && says(scalar.getValue())) {
        throw new CannotEdit("a unit test names the column in rows that are text");
      }
      given.itemsUnder("rows").forEach(this::row);
    }
  }

  private void row(Named row) {
    if (!(row.node() instanceof MappingNode mapping)) {
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equalsIgnoreCase(from)) {
        row.own("the row of a unit test");
        String name = Names.like(key.getValue(), to);
        changes.add(
            new Change(
                key,
                name,
                document -> Place.change(document, row.way(), it -> renamed(it, key, name))));
      }
    }
  }

  private static Object renamed(Object row, ScalarNode key, String name) {
    Map<Object, Object> renamed = new LinkedHashMap<>();
    ((Map<?, ?>) row)
        .forEach((k, v) -> renamed.put(key.getValue().equals(String.valueOf(k)) ? name : k, v));
    return renamed;
  }

  private boolean says(String value) {
    return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(from) + "(?![\\w$])")
        .matcher(value)
        .find();
  }

  private void exactly(Named value) {
    if (value != null
        && value.node() instanceof ScalarNode scalar
        && scalar.getValue().equalsIgnoreCase(from)) {
      rename(value);
    }
  }

  private void expression(Named value) {
    if (value != null && value.node() instanceof ScalarNode scalar && says(scalar.getValue())) {
      change(value, scalar, inExpression.apply(scalar.getValue()));
    }
  }

  private void rename(Named value) {
    if (value == null || !(value.node() instanceof ScalarNode scalar)) {
      throw new CannotEdit("the column's name is not a single value");
    }
    change(value, scalar, Names.like(scalar.getValue(), to));
  }

  private void change(Named value, ScalarNode scalar, String now) {
    if (!now.equals(scalar.getValue())) {
      changes.add(
          new Change(scalar, now, document -> Place.change(document, value.way(), old -> now)));
    }
  }

  private String spliced() {
    Object expected =
        YamlEdits.expected(
            text, document -> changes.forEach(change -> change.expected().accept(document)));
    Splices splices = new Splices();
    for (Change change : changes) {
      YamlEdits.refuseDecorated(text, change.scalar(), "what names the column");
      splices.replace(text.start(change.scalar()), text.end(change.scalar()), writing(change));
    }
    String after = splices.applyTo(text.text());
    YamlEdits.verify(after, expected);
    return after;
  }

  private static String writing(Change change) {
    return Scalars.writings(change.value(), change.scalar().getScalarStyle()).get(0);
  }
}
