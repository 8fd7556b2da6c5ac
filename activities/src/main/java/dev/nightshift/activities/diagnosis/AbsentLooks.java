package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.activities.diagnosis.JoinFacts.Absent;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.warehouse.Production.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reference that leads nowhere accuses who refers and who should have been there alike. Who was
 * there once is still in what was built of it before; who is referred to from elsewhere as well was
 * hardly made up.
 */
final class AbsentLooks {
  /** Each is a question to production. */
  private static final int MOST_HOLDERS = 8;

  private final Graph graph;
  private final Witness witness;

  AbsentLooks(Graph graph, Witness witness) {
    this.graph = graph;
    this.witness = witness;
  }

  /** Where the references come from a source, and what they refer to from another. */
  Optional<Absent> of(Part tested, List<String> columns, Part parent, String field, Hop source) {
    Optional<Graph.Step> from = root(tested, columns.get(0));
    Optional<Graph.Step> to = root(parent, field);
    if (source.bad() == 0
        || from.isEmpty()
        || to.isEmpty()
        || from.get().part().equals(to.get().part())) {
      return Optional.empty();
    }
    String missing = missing(from.get(), to.get());
    return witness
        .numbers("select count(*) from (" + missing + ") missing")
        .filter(numbers -> numbers[0] > 0)
        .map(numbers -> look(from.get(), to.get(), missing, numbers[0]));
  }

  private Absent look(Graph.Step from, Graph.Step to, String missing, long keys) {
    String folded =
        "select count(*) from ("
            + missing
            + ") missing where "
            + folded("key")
            + " in (select "
            + folded("value")
            + " from ("
            + values(to, "value")
            + ") there)";
    Absent best =
        new Absent(
            to.part().id(),
            to.part().relation(),
            to.origin().column(),
            keys,
            "",
            0,
            "",
            0,
            null,
            missing,
            witness.numbers(folded).map(numbers -> numbers[0]).orElse(0L),
            folded);
    for (Graph.Step holder : holders(to)) {
      String query = found(missing, values(holder));
      long kept = witness.numbers(query).map(numbers -> numbers[0]).orElse(0L);
      if (kept > best.kept()) {
        best = best.keptIn(holder.part().relation(), kept, query);
      }
    }
    for (Graph.Step other : others(from, to)) {
      String query = found(missing, values(other));
      long named = witness.numbers(query).map(numbers -> numbers[0]).orElse(0L);
      if (named > best.named()) {
        best = best.namedBy(other.part().relation(), named, query);
      }
    }
    return best;
  }

  /** Tables below the parent's source with its column as the test compares it. */
  private List<Graph.Step> holders(Graph.Step to) {
    List<Graph.Step> holders = new ArrayList<>();
    for (Part part : graph.below(to.part())) {
      if (holders.size() == MOST_HOLDERS) {
        break;
      }
      if (part.hasRelation() && !part.config("materialized").equals("view")) {
        witness.columns(part).stream()
            .map(Column::name)
            .filter(name -> graph.root(part, lower(name)).filter(to::equals).isPresent())
            .findFirst()
            .ifPresent(name -> holders.add(new Graph.Step(part, Origin.plain("", name))));
      }
    }
    return holders;
  }

  /** What else refers to the same column of the same source, by the project's own tests. */
  private List<Graph.Step> others(Graph.Step from, Graph.Step to) {
    List<Graph.Step> others = new ArrayList<>();
    for (Part part : graph.run().parts().values()) {
      Test test = part.test();
      if (!part.isTest() || test == null || TestLooks.columns(test).size() != 1) {
        continue;
      }
      boolean same =
          graph.parents(part).stream()
              .anyMatch(
                  parent ->
                      TestLooks.refersTo(part, parent, test.argument("field"))
                          && root(parent, test.argument("field")).filter(to::equals).isPresent());
      if (same) {
        graph
            .part(test.attachedNode())
            .flatMap(child -> root(child, TestLooks.columns(test).get(0)))
            .filter(root -> !root.part().equals(from.part()) && !others.contains(root))
            .ifPresent(others::add);
      }
    }
    return others;
  }

  private Optional<Graph.Step> root(Part part, String column) {
    String name = lower(column);
    return part.isSource()
        ? Optional.of(new Graph.Step(part, Origin.plain("", name)))
        : graph.root(part, name);
  }

  private String missing(Graph.Step from, Graph.Step to) {
    String key = value(from);
    return "select distinct "
        + key
        + " as key from "
        + Graph.quoted(from.part())
        + " where "
        + key
        + " is not null and "
        + key
        + " not in ("
        + values(to)
        + ")";
  }

  private static String found(String missing, String values) {
    return "select count(*) from (" + missing + ") missing where key in (" + values + ")";
  }

  private String value(Graph.Step step) {
    return step.origin().filled(witness.quoted(step.part(), step.origin().column()));
  }

  private String values(Graph.Step step) {
    return Graph.values(step.part(), value(step));
  }

  private String values(Graph.Step step, String name) {
    return "select "
        + value(step)
        + " as "
        + name
        + " from "
        + Graph.quoted(step.part())
        + " where "
        + value(step)
        + " is not null";
  }

  private static String folded(String value) {
    return "lower(trim(cast(" + value + " as varchar)))";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
