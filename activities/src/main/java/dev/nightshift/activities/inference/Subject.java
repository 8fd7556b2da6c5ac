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
  private final List<String> listed;

  Subject(Ground ground, String id) {
    this(ground, ground.models().get(id), false);
  }

  /** As if its properties said nothing of it. */
  static Subject fresh(Ground ground, String id) {
    return new Subject(ground, ground.models().get(id), true);
  }

  private Subject(Ground ground, Ground.Model model, boolean fresh) {
    this.ground = ground;
    this.model = model;
    this.listed = fresh ? List.of() : model.documented();
    this.described = fresh ? List.of() : model.described();
    this.query = ground.query(model.id());
    this.columns = List.copyOf(columns());
    this.habits = new Habits(ground, model, columns.size());
  }

  private Set<String> columns() {
    Set<String> all = new LinkedHashSet<>();
    query.facts().ifPresent(facts -> made(facts, all));
    // What the query makes no more is gone, though it is listed.
    if (!query.facts().map(QueryFacts::complete).orElse(false)) {
      all.addAll(listed);
    }
    all.remove("");
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

  /** The columns that its properties say something of besides their tests, in their order. */
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
