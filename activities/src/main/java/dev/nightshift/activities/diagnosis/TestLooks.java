package dev.nightshift.activities.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.JoinFacts.Absent;
import dev.nightshift.activities.diagnosis.TestFacts.Appending;
import dev.nightshift.activities.diagnosis.TestFacts.Duplicates;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.Respelt;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.diagnosis.TestFacts.ValueCount;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For a failing data test: what it found, and where on the way from the source that began. */
final class TestLooks {
  private static final int MOST_VALUES = 50;
  private static final Pattern NAMED =
      Pattern.compile("(?:ref|source)\\(\\s*(?:['\"][^'\"]*['\"]\\s*,\\s*)?['\"]([^'\"]+)['\"]");

  private static final Pattern JOIN = Pattern.compile("\\bjoin\\b");

  /** What makes several rows of one, or adds some, where no join is seen. */
  private static final Pattern MULTIPLIES =
      Pattern.compile(
          "\\b(unnest|lateral|flatten|explode|generate_series|cross|apply|unpivot|union)\\b"
              + "|\\bfrom\\s+[\\w.\"`]+(?:\\s+(?:as\\s+)?\\w+)?\\s*(,)");

  private final Graph graph;
  private final Witness witness;
  private final Marks marks;
  private final Hops hops;
  private final DuplicateRows duplicates;
  private final JoinLooks joins;
  private final TestedSources origins;
  private final UnmatchedLooks unmatched;
  private final AbsentLooks absent;
  private final ListLooks lists;
  private final AcceptedValues spelling;
  private final Bulkhead bulkhead;

  TestLooks(Graph graph, Witness witness, Marks marks, ListLooks lists, Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
    this.graph = graph;
    this.witness = witness;
    this.marks = marks;
    this.hops = new Hops(graph, witness);
    this.duplicates = new DuplicateRows(witness);
    this.joins = new JoinLooks(graph, witness);
    this.origins = new TestedSources(graph, witness);
    this.unmatched = new UnmatchedLooks(graph, witness);
    this.absent = new AbsentLooks(graph, witness);
    this.lists = lists;
    this.spelling = new AcceptedValues(graph, witness);
  }

  TestLook look(Part part, Outcome outcome) {
    Test test = part.test() == null ? new Test("", "", "", "", null) : part.test();
    Optional<Part> tested = tested(part, test);
    String kind = kind(test.kind());
    List<String> columns = columns(test);
    // Rows that a `where` leaves out are in the source all the same: its numbers would not compare.
    boolean narrowed = !part.config("where").isEmpty();
    List<Hop> path =
        tested.isPresent() && !columns.isEmpty() && !narrowed
            ? bulkhead.of(
                "hops",
                () ->
                    hops.of(
                        new Hops.Question(
                            kind,
                            parent(part, test),
                            test.argument("field"),
                            AcceptedValues.list(part)),
                        tested.get(),
                        columns),
                List.of())
            : List.of();
    List<ValueCount> values =
        kind.equals("accepted_values")
            ? bulkhead.of("values", () -> values(part, tested.orElse(part), columns), List.of())
            : List.of();
    Optional<Hop> source = path.stream().filter(Hop::source).findFirst();
    Respelt respelt =
        kind.equals("accepted_values")
            ? seen("spelling", () -> spelling.of(part, tested, columns, source))
            : null;
    TestLook look =
        new TestLook(
            kind,
            tested.map(Part::id).orElse(""),
            tested.map(Part::relation).orElse(""),
            columns,
            narrowed,
            outcome.failures(),
            values.stream().limit(MOST_VALUES).toList(),
            values.size() > MOST_VALUES,
            rows(tested),
            part.compiledSql().strip(),
            // A value that is new to the list is one of what was tested, wherever it came from.
            kind.equals("accepted_values") && respelt == null ? List.of() : path,
            kind.equals("unique")
                ? seen("duplicates", () -> source.flatMap(this::duplicates))
                : null,
            List.of(),
            bulkhead.of("origins", () -> origins.of(part, tested, columns), List.of()),
            seen("unmatched keys", () -> unmatched.of(kind, path, TestLook.breaksAt(path))),
            kind.equals("unique") ? seen("appended rows", () -> appending(path)) : null,
            kind.equals("relationships")
                ? seen("absent keys", () -> absent(part, tested, columns, source))
                : null,
            values.size() == 1 && tested.isPresent()
                ? seen("lists", () -> lists.adding(part, tested.get(), values.get(0).value()))
                : null,
            respelt,
            graph.above(part).stream().anyMatch(OtherReaders::keepsRows));
    return kind.equals("unique") ? bulkhead.of("joins", () -> joins.with(look), look) : look;
  }

  private <T> T seen(String name, Supplier<Optional<T>> asked) {
    return bulkhead.of(name, asked, Optional.<T>empty()).orElse(null);
  }

  private Optional<Duplicates> duplicates(Hop source) {
    return source.bad() > 0 && source.plain()
        ? graph.part(source.node()).flatMap(of -> duplicates.of(of, source))
        : Optional.empty();
  }

  private Optional<Absent> absent(
      Part part, Optional<Part> tested, List<String> columns, Optional<Hop> at) {
    Optional<Part> parent = parent(part, part.test());
    return tested.isEmpty() || parent.isEmpty() || at.isEmpty()
        ? Optional.empty()
        : absent.of(tested.get(), columns, parent.get(), part.test().argument("field"), at.get());
  }

  private Optional<Appending> appending(List<Hop> path) {
    Optional<Hop> hop = TestLook.breaksAt(path).map(path::get);
    return hop.flatMap(at -> graph.part(at.node()))
        .filter(
            model ->
                model.config("materialized").equals("incremental")
                    && model.config("unique_key").isEmpty())
        .map(model -> appending(model, hop.get()));
  }

  private Appending appending(Part model, Hop hop) {
    String text = SqlText.forParser(graph.sql(model)).toLowerCase(Locale.ROOT);
    return new Appending(
        model.id(),
        model.path(),
        duplicates.of(model, hop).orElse(null),
        (int) JOIN.matcher(text).results().count(),
        obstacle(model, text));
  }

  private static String obstacle(Part model, String text) {
    String strategy = model.config("incremental_strategy");
    if (strategy.equals("append") || strategy.equals("insert_overwrite")) {
      return "its incremental_strategy is " + strategy + ", which somebody chose";
    }
    Matcher multiplies = MULTIPLIES.matcher(text);
    return multiplies.find()
        ? "its text may make several rows of one itself: "
            + (multiplies.group(1) == null
                ? "it lists relations with a comma"
                : multiplies.group(1))
        : "";
  }

  /** dbt's own four by their name, and combinations under the names that packages give them. */
  static String kind(String name) {
    String kind = name.toLowerCase(Locale.ROOT);
    return kind.startsWith("unique") || kind.contains("_unique_") || kind.endsWith("_unique")
        ? "unique"
        : kind;
  }

  private Optional<Part> tested(Part part, Test test) {
    Optional<Part> attached = graph.part(test.attachedNode());
    if (attached.isPresent()) {
      return attached;
    }
    return named(part, test.argument("model"))
        .or(
            () ->
                graph.parents(part).size() == 1
                    ? Optional.of(graph.parents(part).get(0))
                    : Optional.empty());
  }

  /** Whether it is a relationships test whose values must be in this column. */
  static boolean refersTo(Part test, Part parent, String field) {
    if (!test.isTest() || test.test() == null) {
      return false;
    }
    Matcher matcher = NAMED.matcher(test.test().argument("to"));
    return matcher.find()
        && matcher.group(1).equals(parent.name())
        && test.test().argument("field").equalsIgnoreCase(field);
  }

  private Optional<Part> parent(Part part, Test test) {
    return named(part, test.argument("to"));
  }

  private Optional<Part> named(Part part, String expression) {
    Matcher matcher = NAMED.matcher(expression);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1);
    return graph.parents(part).stream().filter(parent -> parent.name().equals(name)).findFirst();
  }

  static List<String> columns(Test test) {
    if (!test.column().isEmpty()) {
      return List.of(test.column());
    }
    if (!test.argument("column_name").isEmpty()) {
      return List.of(test.argument("column_name"));
    }
    for (String key : List.of("combination_of_columns", "column_list", "columns")) {
      String json = test.argument(key);
      if (json.startsWith("[")) {
        try {
          return Converter.json().readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException notNames) {
          return List.of();
        }
      }
    }
    return List.of();
  }

  private long rows(Optional<Part> tested) {
    return tested
        .filter(Part::hasRelation)
        .flatMap(part -> witness.numbers("select count(*) from " + Graph.quoted(part)))
        .map(numbers -> numbers[0])
        .orElse(0L);
  }

  /** dbt's accepted_values gives each unexpected value and how often it is there. */
  private List<ValueCount> values(Part part, Part tested, List<String> columns) {
    String sql = part.compiledSql().strip();
    if (sql.isEmpty()) {
      return List.of();
    }
    Optional<Answer> answer =
        witness.ask(
            "select value_field, n_records from (\n" + sql + "\n) unexpected order by 2 desc, 1",
            MOST_VALUES + 1);
    List<ValueCount> values = new ArrayList<>();
    answer.ifPresent(
        found ->
            found
                .rows()
                .forEach(
                    row ->
                        values.add(
                            new ValueCount(
                                marks.named(tested, columns, String.valueOf(row.get(0))),
                                Long.parseLong(row.get(1))))));
    return values;
  }
}
