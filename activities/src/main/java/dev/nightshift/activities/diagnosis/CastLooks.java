package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.BadCast;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For a failed conversion: the casts above the node, and which source values do not fit; where no
 * cast explains it, columns of a source whose type is another one than tables below hold them in.
 */
final class CastLooks {
  /** In this order: a whole number is no fraction, a day no time. */
  private static final List<String> TYPES =
      List.of("INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN");

  private static final Pattern LINE = Pattern.compile("(?m)^\\s*LINE \\d+:(.*)$");

  /** Each costs some questions; a source that came as text as a whole is somebody's decision. */
  private static final int MOST_COLUMNS = 20;

  private static final int HANDFUL = 5;

  /** Two orders of magnitude: what grows passes through what is between. */
  private static final int FAR = 100;

  private final Graph graph;
  private final Witness witness;
  private final OldValues oldValues;

  CastLooks(Graph graph, Witness witness, OldValues oldValues) {
    this.graph = graph;
    this.witness = witness;
    this.oldValues = oldValues;
  }

  List<BadCast> look(Part failing, String message) {
    Map<String, BadCast> found = new LinkedHashMap<>();
    for (Part reader : graph.above(failing)) {
      List<Lineage.Cast> casts = graph.lineage(reader).map(Lineage::casts).orElse(List.of());
      for (Lineage.Cast cast : casts) {
        look(reader, cast)
            .ifPresent(bad -> found.putIfAbsent(bad.source() + "." + bad.column(), bad));
      }
    }
    if (found.isEmpty()) {
      sources(failing).forEach(source -> retyped(failing, source, found));
    }
    if (found.isEmpty()) {
      sources(failing).forEach(source -> remade(failing, source, found));
    }
    if (found.isEmpty()) {
      named(graph.reader(failing), message)
          .forEach(cast -> found.putIfAbsent(cast.subject(), cast));
    }
    return List.copyOf(found.values());
  }

  /**
   * Text of a source that the line names at which the warehouse stopped, where most of it would be
   * of another type: no table says which it had.
   */
  private List<BadCast> named(Part failing, String message) {
    List<BadCast> named = new ArrayList<>();
    Matcher line = LINE.matcher(message);
    if (line.find()) {
      for (String word : line.group(1).toLowerCase(Locale.ROOT).split("\\W+", -1)) {
        graph.parents(failing).stream()
            .flatMap(parent -> inSource(parent, word).stream())
            .flatMap(step -> text(step).stream())
            .map(step -> typed(failing, step))
            .flatMap(Optional::stream)
            .forEach(named::add);
      }
    }
    return named;
  }

  private Optional<Graph.Step> inSource(Part parent, String column) {
    return parent.isSource()
        ? Optional.of(new Graph.Step(parent, Origin.plain("", column)))
        : graph.root(parent, column).filter(step -> step.origin().isPlain());
  }

  private Optional<Graph.Step> text(Graph.Step step) {
    return witness
        .column(step.part(), step.origin().column())
        .filter(now -> Names.family(now.type()).equals("text"))
        .map(now -> step);
  }

  private Optional<BadCast> typed(Part failing, Graph.Step step) {
    Column now = witness.column(step.part(), step.origin().column()).orElseThrow();
    List<BadCast> fits =
        TYPES.stream()
            .filter(type -> !type.equals("BOOLEAN"))
            .map(type -> retyped(failing, step.part(), now, new OldValues.Then("", type, null)))
            .filter(cast -> cast.rows() > 0 && cast.bad() <= cast.rows() / 10)
            .toList();
    long families = fits.stream().map(cast -> Names.family(cast.castTo())).distinct().count();
    // That all are whole tonight does not say that they have to be: the widest of those that fit.
    return families == 1
        ? fits.stream()
            .min(
                Comparator.comparingLong(BadCast::bad)
                    .thenComparing(cast -> -TYPES.indexOf(cast.castTo())))
        : Optional.empty();
  }

  private List<Part> sources(Part failing) {
    return graph.above(failing).stream().filter(Part::isSource).toList();
  }

  private void retyped(Part failing, Part source, Map<String, BadCast> found) {
    oldValues
        .types(source)
        .forEach(
            (name, then) -> {
              Optional<Column> now = witness.column(source, name);
              if (now.isPresent() && !Names.sameFamily(now.get().type(), then.type())) {
                var before = oldValues.again(source, name, then.type()).orElse(null);
                BadCast cast =
                    retyped(
                        failing,
                        source,
                        now.get(),
                        new OldValues.Then(then.relation(), then.type(), before));
                found.put(cast.subject(), cast);
              }
            });
  }

  /**
   * Text that was made into something before, in a way that takes no text: in the type that loses
   * least of it.
   */
  private void remade(Part failing, Part source, Map<String, BadCast> found) {
    witness.columns(source).stream()
        .filter(now -> Names.family(now.type()).equals("text"))
        .limit(MOST_COLUMNS)
        .forEach(
            now ->
                oldValues.remade(source, now.name().toLowerCase(Locale.ROOT), TYPES).stream()
                    .filter(then -> isWhole(then) || !UnfitValues.isInteger(then.type()))
                    .map(then -> retyped(failing, source, now, then))
                    .min(Comparator.comparingLong(BadCast::bad))
                    .ifPresent(cast -> found.put(cast.subject(), cast)));
  }

  /** A whole number is only what makes again all that the table holds. */
  private static boolean isWhole(OldValues.Then then) {
    return then.before() != null && then.before().same() == then.before().compared();
  }

  private BadCast retyped(Part failing, Part source, Column now, OldValues.Then then) {
    String query = UnfitValues.exactly(source, now, then.type());
    long[] numbers = witness.numbers(query).orElse(new long[] {0, 0});
    return new BadCast(
        source.id(),
        source.relation(),
        now.name().toLowerCase(Locale.ROOT),
        now.type(),
        then.type(),
        then.relation(),
        true,
        numbers[0],
        numbers[1],
        query,
        graph.above(failing).stream()
            .filter(part -> part.dependsOn().contains(source.id()) && !part.isTest())
            .map(Part::path)
            .distinct()
            .sorted()
            .toList(),
        then.before(),
        false);
  }

  private Optional<BadCast> look(Part reader, Lineage.Cast cast) {
    Optional<Part> at = graph.at(cast.of().relation());
    if (at.isEmpty()) {
      return Optional.empty();
    }
    String name = cast.of().column();
    Optional<Graph.Step> root =
        at.get().isSource()
            ? Optional.of(new Graph.Step(at.get(), cast.of()))
            : graph.root(at.get(), name);
    return root.filter(step -> step.origin().isPlain())
        .flatMap(step -> counted(step.part(), step.origin().column(), reader, cast.type()));
  }

  private Optional<BadCast> counted(Part source, String name, Part reader, String type) {
    Optional<Column> column = witness.column(source, name);
    if (column.isEmpty()
        || !(Names.family(column.get().type()).equals("text")
            || NarrowCast.isWider(column.get().type(), type))) {
      return Optional.empty();
    }
    String quoted = Relation.quote(column.get().name());
    String query = UnfitValues.query(source, quoted, type);
    return witness
        .numbers(query)
        .filter(numbers -> numbers[0] > 0)
        .map(
            numbers ->
                new BadCast(
                    source.id(),
                    source.relation(),
                    name,
                    column.get().type(),
                    type,
                    reader.id(),
                    false,
                    numbers[0],
                    numbers[1],
                    query,
                    List.of(reader.path()),
                    null,
                    NarrowCast.isWider(column.get().type(), type) && apart(source, quoted, type)));
  }

  /** What cannot be asked is taken for it. */
  private boolean apart(Part source, String column, String type) {
    return witness
        .numbers(UnfitValues.apart(source, column, type))
        .map(it -> it[0] > 0 || (it[1] <= HANDFUL && it[2] / FAR > it[3]))
        .orElse(true);
  }
}
