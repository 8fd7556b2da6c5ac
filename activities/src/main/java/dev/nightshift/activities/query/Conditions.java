package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.schema.Column;

/** What conditions say of columns in the rows that they let through. */
record Conditions(Columns columns, Script script) {
  /** The only texts that a column can have. */
  record Confined(Ref ref, List<String> texts) {}

  static List<Expression> conjuncts(Expression condition) {
    List<Expression> all = new ArrayList<>();
    collect(condition, all);
    return all;
  }

  private static void collect(Expression condition, List<Expression> into) {
    Expression bare = condition == null ? null : Names.bare(condition);
    if (bare instanceof AndExpression both) {
      collect(both.getLeftExpression(), into);
      collect(both.getRightExpression(), into);
    } else if (bare != null) {
      into.add(bare);
    }
  }

  /** Keeps in mind what a filter lets through. */
  void apply(Expression conjunct) {
    Span span = script.span(conjunct);
    Set<Ref> required = required(conjunct);
    required.stream()
        .filter(ref -> ref.item() == Columns.OWN)
        .forEach(ref -> columns.require(ref.column(), span));
    required.removeIf(ref -> ref.item() == Columns.OWN);
    columns.sources.require(required, span);
    Confined confined = confined(conjunct);
    if (confined != null && confined.ref().item() != Columns.OWN) {
      columns.sources.confine(confined.ref(), confined.texts());
    }
  }

  /** The columns of which each must be there for the condition to hold. */
  Set<Ref> required(Expression condition) {
    Expression bare = Names.bare(condition);
    Set<Ref> refs = new LinkedHashSet<>();
    if (bare instanceof AndExpression both) {
      refs.addAll(required(both.getLeftExpression()));
      refs.addAll(required(both.getRightExpression()));
    } else if (bare instanceof OrExpression either) {
      refs.addAll(required(either.getLeftExpression()));
      refs.retainAll(required(either.getRightExpression()));
    } else if (bare instanceof IsNullExpression isNull) {
      if (isNull.isNot()) {
        strict(isNull.getLeftExpression(), refs);
      }
    } else if (bare instanceof NotExpression not) {
      Expression inner = Names.bare(not.getExpression());
      if (inner instanceof IsNullExpression isNull && !isNull.isNot()) {
        strict(isNull.getLeftExpression(), refs);
      } else if (isComparison(inner)) {
        refs.addAll(required(inner));
      }
    } else {
      compared(bare, refs);
    }
    return refs;
  }

  /** Of these also the contrary holds only where there is a value. */
  private static boolean isComparison(Expression expression) {
    return expression instanceof ComparisonOperator
        || expression instanceof Between
        || expression instanceof InExpression
        || expression instanceof LikeExpression
        || Names.column(expression) != null;
  }

  private void compared(Expression condition, Set<Ref> refs) {
    if (condition instanceof ComparisonOperator comparison) {
      if (!comparison.getStringExpression().equals("<=>")) {
        strict(comparison.getLeftExpression(), refs);
        strict(comparison.getRightExpression(), refs);
      }
    } else if (condition instanceof LikeExpression like) {
      strict(like.getLeftExpression(), refs);
      strict(like.getRightExpression(), refs);
    } else if (condition instanceof Between between) {
      strict(between.getLeftExpression(), refs);
    } else if (condition instanceof InExpression in) {
      // `x not in (select …)` lets all through where the subquery finds nothing.
      if (!in.isNot() || in.getRightExpression() instanceof ExpressionList<?>) {
        strict(in.getLeftExpression(), refs);
      }
    } else if (Names.column(condition) != null) {
      strict(condition, refs);
    }
  }

  /** The columns of which each is there where the expression has a value. */
  private void strict(Expression expression, Set<Ref> into) {
    Expression bare = Names.bare(expression);
    Column column = Names.column(bare);
    if (column != null) {
      Ref ref = columns.ref(column);
      if (ref != null) {
        into.add(ref);
      }
    } else if (bare instanceof CastExpression cast) {
      strict(cast.getLeftExpression(), into);
    } else if (bare instanceof SignedExpression signed) {
      strict(signed.getExpression(), into);
    } else if (bare instanceof TrimFunction trim && trim.getExpression() != null) {
      strict(trim.getExpression(), into);
    } else if (bare instanceof Addition
        || bare instanceof Subtraction
        || bare instanceof Multiplication
        || bare instanceof Division) {
      strict(((BinaryExpression) bare).getLeftExpression(), into);
      strict(((BinaryExpression) bare).getRightExpression(), into);
    } else if (bare instanceof Function function
        && function.getName() != null
        && function.getParameters() != null) {
      String name = function.getName().toLowerCase(Locale.ROOT);
      if (Functions.isStrict(name) && !Functions.takesUnit(name)) {
        function.getParameters().forEach(argument -> strict(argument, into));
      }
    }
  }

  private Confined confined(Expression conjunct) {
    Expression bare = Names.bare(conjunct);
    if (bare instanceof OrExpression either) {
      Confined one = confined(either.getLeftExpression());
      Confined other = confined(either.getRightExpression());
      if (one == null || other == null || !one.ref().equals(other.ref())) {
        return null;
      }
      Set<String> both = new LinkedHashSet<>(one.texts());
      both.addAll(other.texts());
      return new Confined(one.ref(), List.copyOf(both));
    }
    if (bare instanceof EqualsTo equal) {
      Confined one = confined(equal.getLeftExpression(), List.of(equal.getRightExpression()));
      return one == null
          ? confined(equal.getRightExpression(), List.of(equal.getLeftExpression()))
          : one;
    }
    if (bare instanceof InExpression in
        && !in.isNot()
        && in.getRightExpression() instanceof ExpressionList<?> list) {
      return confined(in.getLeftExpression(), List.copyOf(list));
    }
    return null;
  }

  private Confined confined(Expression expression, List<? extends Expression> values) {
    Column column = Names.column(expression);
    Ref ref = column == null ? null : columns.ref(column);
    Set<String> texts = new LinkedHashSet<>();
    for (Expression value : values) {
      String text =
          Names.bare(value) instanceof StringValue literal ? script.literal(literal) : null;
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return ref == null ? null : new Confined(ref, List.copyOf(texts));
  }

  /** What a condition holds to one, or null. */
  static Expression heldToOne(Expression conjunct) {
    Expression bare = Names.bare(conjunct);
    if (bare instanceof EqualsTo equal) {
      if (isNumber(equal.getRightExpression(), 1)) {
        return Names.bare(equal.getLeftExpression());
      }
      return isNumber(equal.getLeftExpression(), 1) ? Names.bare(equal.getRightExpression()) : null;
    }
    if (bare instanceof MinorThanEquals upTo && isNumber(upTo.getRightExpression(), 1)) {
      return Names.bare(upTo.getLeftExpression());
    }
    if (bare instanceof MinorThan below && isNumber(below.getRightExpression(), 2)) {
      return Names.bare(below.getLeftExpression());
    }
    return null;
  }

  private static boolean isNumber(Expression expression, int number) {
    return Names.bare(expression) instanceof LongValue value
        && value.getStringValue().equals(Integer.toString(number));
  }

  /** The window that numbers rows from one, or null. */
  static AnalyticExpression rowNumber(Expression expression) {
    return Names.bare(expression) instanceof AnalyticExpression window
            && window.getName().equalsIgnoreCase("row_number")
        ? window
        : null;
  }
}
