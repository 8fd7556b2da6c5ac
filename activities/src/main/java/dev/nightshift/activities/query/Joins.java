package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Beside;
import dev.nightshift.activities.query.QueryFacts.Rows;
import dev.nightshift.activities.query.QueryFacts.Side;
import dev.nightshift.activities.query.QueryFacts.Source;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;

/** Joins one block to another: what becomes of rows, keys and columns. */
final class Joins {
  private final Columns columns;
  private final Sources sources;
  private final Conditions conditions;
  private final Numberings numberings;
  private final Script script;
  private final Findings findings;
  private final List<Expression> where;

  Joins(
      Columns columns,
      Conditions conditions,
      Numberings numberings,
      Script script,
      Findings findings,
      List<Expression> where) {
    this.columns = columns;
    this.sources = columns.sources;
    this.conditions = conditions;
    this.numberings = numberings;
    this.script = script;
    this.findings = findings;
    this.where = where;
  }

  Block join(Block base, Block other, Join join) {
    Span span = script.range(join);
    List<Expression> on = new ArrayList<>();
    join.getOnExpressions().forEach(each -> on.addAll(Conditions.conjuncts(each)));
    boolean bare =
        on.isEmpty() && (join.getUsingColumns() == null || join.getUsingColumns().isEmpty());
    // Reads subqueries too: what they join and group by counts.
    on.forEach(condition -> Reads.of(condition, columns));
    Side side = side(join);
    Block joined = other;
    if (other.isOneItem() && (side == Side.LEFT || side == Side.INNER)) {
      joined = other.with(numberings.keys(other.from(), on));
    }
    Equalities equal = new Equalities(base, joined, columns, script);
    // Of `from a, b` the condition stands in the where clause.
    (side == Side.CROSS && bare ? where : on).forEach(equal::read);
    if (side == Side.CROSS && !equal.isEmpty()) {
      side = Side.INNER;
    }
    Set<Ref> merged = using(join, base, joined, equal, side, span);
    mind(side, base, joined, on, equal, span);
    if (side == Side.INNER) {
      sources.require(merged, span);
    }
    equal.report(side, findings);
    boolean onceJoined = join.isAsOf() || joined.isOnce(equal.fixed);
    boolean onceBase = base.isOnce(equal.fixed);
    Block first = side == Side.RIGHT ? joined : base;
    Block second = side == Side.RIGHT ? base : joined;
    boolean once = side == Side.RIGHT ? onceBase : onceJoined;
    return new Block(
        base.from(),
        joined.to(),
        rows(first, second, side, equal, once, span),
        keys(side, base, joined, onceBase, onceJoined),
        base.single() && joined.single());
  }

  /** Each row with all rows of another. */
  Block beside(Block base, Block joined, Span span) {
    Equalities none = new Equalities(base, joined, columns, script);
    Rows rows = rows(base, joined, Side.CROSS, none, joined.single(), span);
    List<Key> keys = keys(Side.CROSS, base, joined, base.single(), joined.single());
    return new Block(base.from(), joined.to(), rows, keys, base.single() && joined.single());
  }

  private static Side side(Join join) {
    if (join.isLeft() || (join.isOuter() && join.isApply())) {
      return Side.LEFT;
    }
    if (join.isRight()) {
      return Side.RIGHT;
    }
    if (join.isFull() || join.isOuter()) {
      return Side.FULL;
    }
    return join.isCross() || join.isSimple() || join.isApply() ? Side.CROSS : Side.INNER;
  }

  private Set<Ref> using(
      Join join, Block base, Block joined, Equalities equal, Side side, Span span) {
    Set<Ref> merged = new LinkedHashSet<>();
    if (join.getUsingColumns() == null) {
      return merged;
    }
    for (Column column : join.getUsingColumns()) {
      String name = script.name(column.getColumnName());
      Ref ofBase = sources.resolve(name, base.from(), base.to());
      Ref ofJoined = sources.resolve(name, joined.from(), joined.to());
      if (ofBase == null || ofJoined == null) {
        continue;
      }
      Span at = script.range(column);
      equal.merged(ofBase, ofJoined, at == null ? span : at);
      merged.add(ofBase);
      merged.add(ofJoined);
      Ref hidden = side == Side.RIGHT ? ofBase : ofJoined;
      sources.items.get(hidden.item()).merged.add(name);
      if (side == Side.FULL) {
        sources.blend(name);
      }
    }
    return merged;
  }

  /** What the join says of single columns from here on. */
  private void mind(
      Side side, Block base, Block joined, List<Expression> on, Equalities equal, Span span) {
    if (side == Side.RIGHT || side == Side.FULL) {
      sources.loosen(base.from(), base.to(), span);
    }
    if (side == Side.LEFT || side == Side.FULL) {
      sources.loosen(joined.from(), joined.to(), span);
    }
    if (side == Side.INNER || side == Side.CROSS) {
      on.forEach(conditions::apply);
      for (Equalities.Pair pair : equal.exact) {
        sources.equate(pair.base(), pair.joined());
      }
    }
  }

  private Rows rows(
      Block first, Block second, Side side, Equalities equal, boolean once, Span span) {
    String relation = second.rows().relation();
    Set<Beside> beside = new LinkedHashSet<>(first.rows().beside());
    beside.add(new Beside(side, relation, names(second, relation, equal.across), once, span));
    if (!once) {
      beside.addAll(second.rows().beside());
    }
    boolean repeats = !once && (equal.isEmpty() || second.rows().multiplied());
    return new Rows(
        side == Side.FULL ? null : first.rows().relation(),
        List.copyOf(beside),
        first.rows().several(),
        first.rows().multiplied() || repeats);
  }

  /** As the relation has them, or the subquery where its rows are no relation's. */
  private List<String> names(Block block, String relation, Set<Ref> refs) {
    Set<String> names = new LinkedHashSet<>();
    for (Ref ref : refs) {
      if (!block.holds(ref)) {
        continue;
      }
      Value value = sources.field(ref).value();
      Source from = value.from();
      if (relation == null) {
        names.add(ref.column());
      } else if (from != null && value.exact() && from.relation().equals(relation)) {
        names.add(from.column());
      }
    }
    return List.copyOf(names);
  }

  private static List<Key> keys(
      Side side, Block base, Block joined, boolean onceBase, boolean onceJoined) {
    Set<Key> keys = new LinkedHashSet<>();
    boolean keepsBase = side != Side.RIGHT && side != Side.FULL && onceJoined;
    boolean keepsJoined = side != Side.LEFT && side != Side.FULL && onceBase;
    if (keepsBase) {
      keys.addAll(base.keys());
    }
    if (keepsJoined) {
      keys.addAll(joined.keys());
    }
    return List.copyOf(keys);
  }
}
