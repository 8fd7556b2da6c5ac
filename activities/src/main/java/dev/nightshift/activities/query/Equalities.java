package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Joined;
import dev.nightshift.activities.query.QueryFacts.Side;
import dev.nightshift.activities.query.QueryFacts.Source;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.schema.Column;

/** Which columns of two blocks the conditions of a join make equal to something. */
final class Equalities {
  /** A column of the base and one of what is joined. */
  record Pair(Ref base, Ref joined, Span span) {}

  private final Block base;
  private final Block joined;
  private final Columns columns;
  private final Script script;

  /** Columns that equal something of the other block. */
  final Set<Ref> across = new LinkedHashSet<>();

  /** Those, and the ones that equal a constant. */
  final Set<Ref> fixed = new LinkedHashSet<>();

  /** Equal as they are, without a cast. */
  final List<Pair> exact = new ArrayList<>();

  private final List<Pair> pairs = new ArrayList<>();

  Equalities(Block base, Block joined, Columns columns, Script script) {
    this.base = base;
    this.joined = joined;
    this.columns = columns;
    this.script = script;
  }

  void read(Expression condition) {
    Expression bare = Names.bare(condition);
    if (bare instanceof EqualsTo equal) {
      read(equal.getLeftExpression(), equal.getRightExpression(), script.span(condition));
    } else if (bare instanceof IsDistinctExpression distinct && distinct.isNot()) {
      read(distinct.getLeftExpression(), distinct.getRightExpression(), script.span(condition));
    }
  }

  private void read(Expression left, Expression right, Span span) {
    fix(left, right);
    fix(right, left);
    Ref one = ref(Expressions.castColumn(left));
    Ref other = ref(Expressions.castColumn(right));
    boolean isExact =
        Expressions.exactColumn(left) != null && Expressions.exactColumn(right) != null;
    if (base.holds(one) && joined.holds(other)) {
      pair(new Pair(one, other, span), isExact);
    } else if (base.holds(other) && joined.holds(one)) {
      pair(new Pair(other, one, span), isExact);
    }
  }

  /** By the name that both have, as {@code using} says. */
  void merged(Ref ofBase, Ref ofJoined, Span span) {
    across.add(ofBase);
    across.add(ofJoined);
    fixed.addAll(List.of(ofBase, ofJoined));
    pair(new Pair(ofBase, ofJoined, span), true);
  }

  private void pair(Pair pair, boolean isExact) {
    pairs.add(pair);
    if (isExact) {
      exact.add(pair);
    }
  }

  private void fix(Expression expression, Expression other) {
    Ref ref = ref(Expressions.exactColumn(expression));
    if (!base.holds(ref) && !joined.holds(ref)) {
      return;
    }
    Block opposite = base.holds(ref) ? joined : base;
    Reads reads = Reads.of(other, columns);
    boolean reaches =
        !reads.columns().isEmpty()
            && reads.columns().stream().allMatch(column -> opposite.holds(columns.ref(column)));
    if (reaches) {
      across.add(ref);
    }
    if (reaches || reads.isConstant()) {
      fixed.add(ref);
    }
  }

  private Ref ref(Column column) {
    return column == null ? null : columns.ref(column);
  }

  boolean isEmpty() {
    return across.isEmpty() && pairs.isEmpty();
  }

  void report(Side side, Findings findings) {
    for (Pair pair : pairs) {
      Source left = columns.sources.field(pair.base()).value().from();
      Source right = columns.sources.field(pair.joined()).value().from();
      if (left != null && right != null && pair.span() != null) {
        findings.add(new Joined(side, left, right, pair.span()));
      }
    }
  }
}
