package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.JoinFacts.Alike;
import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.warehouse.Production.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** For a join that matches several rows: whether they are one row in all that is read of them. */
final class AlikeRows {
  /**
   * How many keys occur more than once, how many of these with rows that differ, and how many with
   * rows that differ in more than a number that each row has of its own.
   */
  private record Twice(long keys, long differing, long telling) {
    /** Empty where it is so of some of them. */
    Optional<Boolean> areCopies() {
      return differing == 0 || telling == keys ? Optional.of(differing == 0) : Optional.empty();
    }

    boolean isSomeOf(Twice all) {
      return keys > 0 && keys < all.keys();
    }
  }

  private final Graph graph;
  private final Witness witness;

  AlikeRows(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  Optional<Alike> of(Part joined, Joined join) {
    Set<String> columns = new LinkedHashSet<>(join.keys());
    join.reads().forEach(read -> columns.add(read.column()));
    List<String> read = columns.stream().filter(name -> !join.keys().contains(name)).toList();
    String query = differing(joined, join.keys(), List.copyOf(columns));
    Optional<Boolean> copies = areCopies(joined, join.keys());
    boolean told = read.isEmpty() || tell(joined, join.keys(), read);
    return witness
        .numbers(query)
        .map(
            numbers ->
                new Alike(
                    told && copies.isPresent() ? List.copyOf(columns) : List.of(),
                    numbers[0],
                    copies.orElse(false),
                    query));
  }

  /** A column with one value in all of these rows is alike in them whatever it depends on. */
  private boolean tell(Part part, List<String> keys, List<String> columns) {
    String by = named(part, keys);
    String query =
        "select "
            + columns.stream()
                .map(column -> "count(distinct " + witness.quoted(part, column) + ")")
                .collect(Collectors.joining(", "))
            + " from (select *, count(*) over (partition by "
            + by
            + ") as times_there from "
            + Graph.quoted(part)
            + ") counted where times_there > 1";
    return witness
        .numbers(query)
        .filter(numbers -> Arrays.stream(numbers).allMatch(number -> number > 1))
        .isPresent();
  }

  /**
   * Whether they were delivered twice, with nothing but the time of it between them; empty where
   * that is told of some of them only, or of none. What is there twice and came once is made on the
   * way, which is no more told to be meant where its rows are the same in everything.
   */
  private Optional<Boolean> areCopies(Part joined, List<String> keys) {
    Optional<Twice> there = twice(joined, keys);
    Optional<Twice> came = joined.isSource() ? there : inSource(joined, keys);
    if (there.isEmpty() || (came.isPresent() && came.get().isSomeOf(there.get()))) {
      return Optional.empty();
    }
    return came.filter(it -> it.keys() > 0)
        .map(Twice::areCopies)
        .orElseGet(() -> there.get().areCopies().filter(copies -> !copies));
  }

  private Optional<Twice> inSource(Part joined, List<String> keys) {
    Part source = null;
    List<String> columns = new ArrayList<>();
    for (String key : keys) {
      Optional<Graph.Step> root = graph.root(joined, key).filter(step -> step.origin().isPlain());
      if (root.isEmpty() || (source != null && !root.get().part().equals(source))) {
        return Optional.empty();
      }
      source = root.get().part();
      columns.add(root.get().origin().column());
    }
    return source == null ? Optional.empty() : twice(source, columns);
  }

  /** Of the keys that occur more than once, those whose rows differ in more than when they came. */
  private Optional<Twice> twice(Part part, List<String> keys) {
    List<String> columns =
        witness.columns(part).stream()
            .map(Column::name)
            .filter(name -> !Names.loadMetadata(name, part.loadedAtField()))
            .toList();
    List<String> telling = new ArrayList<>(columns);
    telling.removeAll(ownOfEachRow(part, columns));
    telling.removeAll(keys);
    telling.addAll(keys);
    return columns.isEmpty()
        ? Optional.empty()
        : repeated(part, keys, columns)
            .flatMap(
                all ->
                    repeated(part, keys, telling).map(some -> new Twice(all[0], all[1], some[1])));
  }

  /** With a number of its own each row differs from its copy. */
  private List<String> ownOfEachRow(Part part, List<String> columns) {
    String query =
        "select count(*), "
            + columns.stream()
                .map(column -> "count(distinct " + witness.quoted(part, column) + ")")
                .collect(Collectors.joining(", "))
            + " from "
            + Graph.quoted(part);
    long[] counts = witness.numbers(query).orElse(new long[0]);
    return IntStream.range(1, counts.length)
        .filter(i -> counts[i] == counts[0])
        .mapToObj(i -> columns.get(i - 1))
        .toList();
  }

  private Optional<long[]> repeated(Part part, List<String> keys, List<String> columns) {
    String by = named(part, keys);
    return witness.numbers(
        "select count(*), coalesce(sum(case when kinds > 1 then 1 else 0 end), 0) from (select "
            + by
            + ", count(*) as kinds from (select "
            + by
            + ", count(*) as times_there from "
            + Graph.quoted(part)
            + " where "
            + present(part, keys)
            + " group by "
            + named(part, columns)
            + ") rows_there group by "
            + by
            + " having sum(times_there) > 1) twice");
  }

  private String differing(Part part, List<String> keys, List<String> columns) {
    String by = named(part, keys);
    return "select count(*) from (select "
        + by
        + " from (select distinct "
        + named(part, columns)
        + " from "
        + Graph.quoted(part)
        + " where "
        + present(part, keys)
        + ") rows_read group by "
        + by
        + " having count(*) > 1) differing";
  }

  private String present(Part part, List<String> keys) {
    return keys.stream()
        .map(key -> witness.quoted(part, key) + " is not null")
        .collect(Collectors.joining(" and "));
  }

  private String named(Part part, List<String> columns) {
    return columns.stream()
        .map(column -> witness.quoted(part, column))
        .collect(Collectors.joining(", "));
  }
}
