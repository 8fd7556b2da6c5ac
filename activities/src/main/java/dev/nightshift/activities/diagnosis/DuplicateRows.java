package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.TestFacts.Duplicates;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at rows of a source that share a key: in what they differ, and when they came. */
final class DuplicateRows {
  private static final int MOST_COLUMNS = 80;

  private final Witness witness;

  DuplicateRows(Witness witness) {
    this.witness = witness;
  }

  Optional<Duplicates> of(Part source, Hop hop) {
    List<Column> others =
        witness.columns(source).stream()
            .filter(column -> hop.columns().stream().noneMatch(column.name()::equalsIgnoreCase))
            .limit(MOST_COLUMNS)
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    String keys = hop.columns().stream().map(Relation::quote).collect(Collectors.joining(", "));
    String query = differences(source, keys, hop.columns(), others);
    return witness.numbers(query).map(counts -> told(source, hop, others, counts, query));
  }

  /** For each column: in how many keys its values differ, nulls counting as a value. */
  private static String differences(
      Part source, String keys, List<String> columns, List<Column> others) {
    StringBuilder outer = new StringBuilder();
    StringBuilder inner = new StringBuilder();
    for (int i = 0; i < others.size(); i++) {
      String name = Relation.quote(others.get(i).name());
      outer
          .append(i == 0 ? "" : ", ")
          .append("coalesce(sum(case when d")
          .append(i)
          .append(" > 1 then 1 else 0 end), 0)");
      inner
          .append(", count(distinct ")
          .append(name)
          .append(") + max(case when ")
          .append(name)
          .append(" is null then 1 else 0 end) as d")
          .append(i);
    }
    String present =
        columns.stream()
            .map(column -> Relation.quote(column) + " is not null")
            .collect(Collectors.joining(" and "));
    return "select "
        + outer
        + " from (select count(*) as n"
        + inner
        + " from "
        + Graph.quoted(source)
        + " where "
        + present
        + " group by "
        + keys
        + " having count(*) > 1) twice";
  }

  private Duplicates told(Part source, Hop hop, List<Column> others, long[] counts, String query) {
    List<String> same = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      (counts[i] == 0 ? same : different).add(others.get(i).name());
    }
    boolean metadata =
        different.stream().allMatch(name -> Names.loadMetadata(name, source.loadedAtField()));
    List<String> loaded = loaded(source, hop);
    return new Duplicates(same, different, metadata, loaded.get(0), loaded.get(1), query);
  }

  private List<String> loaded(Part source, Hop hop) {
    List<String> unknown = List.of("", "");
    if (!source.loadedAtField().matches("\\w+")) {
      return unknown;
    }
    String keys = hop.columns().stream().map(Relation::quote).collect(Collectors.joining(", "));
    String query =
        "select min(l), max(l) from (select max("
            + Relation.quote(source.loadedAtField())
            + ") as l from "
            + Graph.quoted(source)
            + " group by "
            + keys
            + " having count(*) > 1) twice";
    return witness
        .ask(query, 1)
        .filter(answer -> !answer.rows().isEmpty() && !answer.rows().get(0).contains(null))
        .map(answer -> answer.rows().get(0))
        .orElse(unknown);
  }
}
