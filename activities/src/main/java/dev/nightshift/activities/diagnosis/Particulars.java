package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader wants beyond the judgement: the rows themselves, how many they are, and since when.
 * Rows are kept as a blob, of which the cause has the reference.
 */
final class Particulars {
  /** Enough to see a pattern; whoever needs all of them has the query. */
  private static final int MOST = 100;

  private static final int MOST_COLUMNS = 40;

  /** Whatever is wrong here is known by the keys alone. */
  private static final Set<String> REFERRED_TO =
      Set.of("source_rows_missing", "source_orphans", "source_respelt", "source_spelt_anew");

  private static final Set<String> RESPELT = Set.of("source_respelt", "source_spelt_anew");

  private final Graph graph;
  private final Witness witness;
  private final Marks marks;
  private final Keys keys;
  private final Loads loads;
  private final Blobs blobs;
  private final Bulkhead bulkhead;

  Particulars(Graph graph, Witness witness, Marks marks, Blobs blobs, Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
    this.graph = graph;
    this.witness = witness;
    this.marks = marks;
    this.keys = new Keys(graph);
    this.loads = new Loads(graph, witness, marks);
    this.blobs = blobs;
  }

  List<Cause> of(List<Cause> causes, Facts facts) {
    return causes.stream()
        .map(cause -> bulkhead.of("particulars", () -> of(cause, facts), cause))
        .map(cause -> bulkhead.of("loads", () -> loads.beside(cause, facts), cause))
        .toList();
  }

  private Cause of(Cause cause, Facts facts) {
    for (String id : cause.nodes()) {
      Optional<FailedNode> node = facts.node(id).filter(Particulars::tells);
      if (node.isPresent()) {
        return of(cause, node.get());
      }
    }
    return cause;
  }

  private static boolean tells(FailedNode node) {
    return node.test() != null || node.late() != null || !node.badCasts().isEmpty();
  }

  private Cause of(Cause cause, FailedNode node) {
    Map<String, String> details = new LinkedHashMap<>();
    if (node.late() != null) {
      note(details, "since", node.late().newest());
      return cause.withDetails(details);
    }
    Optional<BadCast> cast =
        node.badCasts().stream()
            .filter(one -> one.column().equals(cause.details().get("column")))
            .findFirst();
    Optional<Part> failing = graph.part(node.id());
    Optional<BadRows> bad =
        node.test() == null
            ? cast.flatMap(one -> BadRows.of(one, graph))
            : failing.flatMap(part -> BadRows.of(node.test(), part, graph));
    cast.ifPresent(one -> numbers(details, one.bad(), one.rows()));
    if (isMissing(cause, node)) {
      // The rows that were found are those that refer: they may have come long before.
      numbers(details, node.test().absent().keys(), 0);
    } else {
      if (node.test() != null) {
        numbers(details, node.test());
      }
      bad.flatMap(rows -> since(rows, node.test())).ifPresent(at -> note(details, "since", at));
    }
    Cause noted = cause.withDetails(details);
    Cause told = missingKeys(cause, node).map(noted::and).orElse(noted);
    Optional<Evidence> rows =
        bad.isPresent()
            ? bad.flatMap(this::evidence)
            : failing.filter(part -> node.test() != null).flatMap(this::found);
    return rows.map(told::and).orElse(told);
  }

  private static boolean isMissing(Cause cause, FailedNode node) {
    return node.test() != null
        && node.test().absent() != null
        && node.test().absent().source().equals(cause.details().get("source"));
  }

  /** What was not delivered is no row: its keys are known by those that refer to it. */
  private Optional<Evidence> missingKeys(Cause cause, FailedNode node) {
    if (node.test() == null || !REFERRED_TO.contains(cause.kind())) {
      return Optional.empty();
    }
    TestLook test = node.test();
    String asked = "";
    boolean marked = isMarked(cause.details().get("source"), cause.details().get("columns"));
    if (test.absent() != null) {
      asked = test.absent().listed();
      marked |= isMarked(test.node(), test.column());
    } else if (test.unmatched() != null) {
      asked = test.unmatched().keys();
      marked |= isMarked(test.unmatched().left().node(), test.unmatched().left().column());
    }
    if (asked.isEmpty() || marked) {
      return Optional.empty();
    }
    String query = "select cast(key as varchar) as key from (" + asked + ") missing order by 1";
    KeptRows.Column key = new KeptRows.Column(cause.details().get("columns"), true, false);
    return witness
        .ask(query, MOST)
        .filter(answer -> !answer.rows().isEmpty())
        .map(
            answer ->
                new Evidence(
                    (RESPELT.contains(cause.kind())
                            ? "Keys that are spelt otherwise, "
                            : "Keys that are missing, ")
                        + (answer.truncated() ? "the first " : "all ")
                        + answer.rows().size(),
                    query,
                    Witness.PRODUCTION,
                    new KeptRows(List.of(key), answer.rows(), answer.truncated()).keep(blobs)));
  }

  private boolean isMarked(String node, String column) {
    return graph.part(node).filter(part -> marks.sensitive(part, column)).isPresent();
  }

  private static void numbers(Map<String, String> details, TestLook test) {
    Optional<Hop> source = test.source().filter(hop -> hop.bad() > 0);
    source.ifPresentOrElse(
        hop -> numbers(details, hop.bad(), hop.rows()),
        () -> numbers(details, test.failures(), test.rows()));
  }

  private static void numbers(Map<String, String> details, long bad, long rows) {
    if (bad > 0) {
      details.put("bad", String.valueOf(bad));
      details.put("rows", String.valueOf(rows));
    }
  }

  private static void note(Map<String, String> details, String name, String value) {
    if (!value.isEmpty()) {
      details.put(name, value);
    }
  }

  /** When the first of them was loaded; of copies, the first that came again. */
  private Optional<String> since(BadRows bad, TestLook test) {
    if (test != null && test.duplicates() != null) {
      return Optional.of(test.duplicates().firstLoaded()).filter(at -> !at.isEmpty());
    }
    String loaded = bad.of().loadedAtField();
    if (!loaded.matches("\\w+") || marks.sensitive(bad.of(), loaded)) {
      return Optional.empty();
    }
    String query =
        "select min("
            + Relation.quote(loaded)
            + ") from "
            + Graph.quoted(bad.of())
            + " where "
            + bad.where();
    return witness.ask(query, 1).map(Answer::single);
  }

  private Optional<Evidence> evidence(BadRows bad) {
    List<KeptRows.Column> columns = columns(bad);
    List<String> read =
        columns.stream()
            .filter(column -> !column.sensitive())
            .map(KeptRows.Column::name)
            .limit(MOST_COLUMNS)
            .toList();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    String order =
        bad.order().stream()
            .filter(name -> read.stream().anyMatch(name::equalsIgnoreCase))
            .map(Relation::quote)
            .collect(Collectors.joining(", "));
    String query =
        "select "
            + read.stream().map(Relation::quote).collect(Collectors.joining(", "))
            + " from "
            + Graph.quoted(bad.of())
            + " where "
            + bad.where()
            + (order.isEmpty() ? "" : " order by " + order);
    return witness.ask(query, MOST).flatMap(answer -> kept(answer, columns, query));
  }

  /** What marks a column stays in sight of the reader: that it is there, and is not read. */
  private List<KeptRows.Column> columns(BadRows bad) {
    Set<String> named = keys.of(bad.of());
    bad.shown().forEach(name -> named.add(name.toLowerCase(Locale.ROOT)));
    return witness.columns(bad.of()).stream()
        .map(column -> column(bad.of(), column.name(), named))
        .toList();
  }

  private KeptRows.Column column(Part part, String name, Set<String> named) {
    return new KeptRows.Column(
        name, named.contains(name.toLowerCase(Locale.ROOT)), marks.sensitive(part, name));
  }

  /** Of any other test what its own query gives, whatever that is. */
  private Optional<Evidence> found(Part test) {
    String query = test.compiledSql().strip();
    if (query.isEmpty()) {
      return Optional.empty();
    }
    Set<String> named = new LinkedHashSet<>();
    graph.parents(test).forEach(parent -> named.addAll(keys.of(parent)));
    return witness
        .ask(query, MOST)
        .flatMap(
            answer ->
                kept(
                    answer,
                    answer.columns().stream().map(name -> column(test, name, named)).toList(),
                    query));
  }

  private Optional<Evidence> kept(Answer answer, List<KeptRows.Column> columns, String query) {
    if (answer.rows().isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    answer.rows().forEach(row -> rows.add(inPlace(columns, answer.columns(), row)));
    KeptRows kept = new KeptRows(columns, rows, answer.truncated());
    String says =
        answer.truncated()
            ? "The rows, the first " + rows.size() + " of them"
            : rows.size() == 1 ? "The row" : "The rows, all " + rows.size();
    return Optional.of(new Evidence(says, query, Witness.PRODUCTION, kept.keep(blobs)));
  }

  private static List<String> inPlace(
      List<KeptRows.Column> columns, List<String> names, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (KeptRows.Column column : columns) {
      int at = names.indexOf(column.name());
      cells.add(at < 0 ? null : row.get(at));
    }
    return cells;
  }
}
