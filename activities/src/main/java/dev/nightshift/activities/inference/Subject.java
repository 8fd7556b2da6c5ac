package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.query.QueryFacts;
import dev.nightshift.activities.query.QueryFacts.Made;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The model that is judged, as if it had no tests of its own. */
final class Subject {
  private final Ground ground;
  private final Ground.Model model;
  private final QueryOf query;
  private final List<String> columns;
  private final Habits habits;
  private final List<String> described;

  Subject(Ground ground, String id) {
    this(ground, id, ground.models().get(id).documented());
  }

  /** As if these of its columns were described, and no other. */
  Subject(Ground ground, String id, List<String> described) {
    this.ground = ground;
    this.model = ground.models().get(id);
    this.described = described;
    this.query = ground.query(id);
    this.columns = List.copyOf(columns());
    this.habits = new Habits(ground, model, columns.size());
  }

  private Set<String> columns() {
    Set<String> all = new LinkedHashSet<>();
    query.facts().ifPresent(facts -> made(facts, all));
    all.addAll(described);
    return all;
  }

  private void made(QueryFacts facts, Set<String> all) {
    facts.passed().stream()
        .flatMap(passed -> ground.behind(passed.relation()).stream())
        .flatMap(id -> ground.node(id).stream())
        .flatMap(node -> node.columns().keySet().stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .forEach(all::add);
    List<String> named = new ArrayList<>(facts.columns().stream().map(Made::name).toList());
    all.addAll(named);
  }

  Ground ground() {
    return ground;
  }

  /** The columns that its properties describe, in their order. */
  List<String> described() {
    return described;
  }

  Ground.Model model() {
    return model;
  }

  Manifest.Node node() {
    return ground.node(model.id()).orElseThrow();
  }

  Habits habits() {
    return habits;
  }

  QueryOf query() {
    return query;
  }

  Optional<QueryFacts> facts() {
    return query.facts();
  }

  /** All that is known, those that its query makes first. */
  List<String> names() {
    return columns;
  }

  /** What its query says of a column. */
  Optional<Made> made(String column) {
    return facts().stream()
        .flatMap(facts -> facts.columns().stream())
        .filter(made -> made.name().equals(column))
        .findFirst();
  }

  /** The columns that have the value of a source's column. */
  List<String> from(QueryFacts.Source source) {
    return facts().stream()
        .flatMap(facts -> facts.columns().stream())
        .filter(made -> source.equals(made.from()))
        .map(Made::name)
        .toList();
  }

  /** Whether a resource is known to have one row for each of these columns. */
  boolean isUniqueBy(String id, Set<String> columns) {
    return ground.isUniqueBy(id, columns, model.id());
  }
}
