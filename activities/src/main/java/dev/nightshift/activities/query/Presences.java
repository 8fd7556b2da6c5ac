package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Value.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.schema.Column;

/** Whether an expression has a value in each row; {@code grouped} that no group is empty. */
record Presences(Names names, Script script, boolean grouped) {
  Seen of(Expression expression) {
    Expression bare = Names.bare(expression);
    Column column = Names.column(bare);
    if (column != null) {
      Seen seen = names.column(column).seen();
      return seen.isAlways() || seen.isMaybeNot() ? seen : Seen.UNKNOWN;
    }
    if (bare instanceof NullValue) {
      return Seen.maybeNot(script.span(bare));
    }
    if (isConstant(bare)) {
      return Seen.always(script.span(bare));
    }
    if (bare instanceof CastExpression cast) {
      return isSoft(cast) ? Seen.maybeNot(script.span(cast)) : of(cast.getLeftExpression());
    }
    if (bare instanceof CaseExpression chosen) {
      return chosen(chosen);
    }
    if (bare instanceof AnalyticExpression window) {
      return window(window);
    }
    if (bare instanceof Function function) {
      return function(function);
    }
    return operation(bare);
  }

  private Seen operation(Expression expression) {
    if (expression instanceof SignedExpression signed) {
      return strict(expression, List.of(signed.getExpression()));
    }
    if (expression instanceof TrimFunction trim && trim.getExpression() != null) {
      return strict(expression, List.of(trim.getExpression()));
    }
    if (expression instanceof ExtractExpression extract) {
      return strict(expression, List.of(extract.getExpression()));
    }
    if (expression instanceof NotExpression not) {
      return strict(expression, List.of(not.getExpression()));
    }
    if (expression instanceof Concat concat) {
      return total(concat, List.of(concat.getLeftExpression(), concat.getRightExpression()));
    }
    if (expression instanceof AndExpression || expression instanceof OrExpression) {
      BinaryExpression both = (BinaryExpression) expression;
      return total(both, List.of(both.getLeftExpression(), both.getRightExpression()));
    }
    // Of a division it is each warehouse's own what it makes of nought.
    if (expression instanceof Addition
        || expression instanceof Subtraction
        || expression instanceof Multiplication
        || expression instanceof ComparisonOperator) {
      BinaryExpression both = (BinaryExpression) expression;
      return strict(both, List.of(both.getLeftExpression(), both.getRightExpression()));
    }
    return Seen.UNKNOWN;
  }

  private static boolean isConstant(Expression expression) {
    return expression instanceof StringValue
        || expression instanceof LongValue
        || expression instanceof DoubleValue
        || expression instanceof BooleanValue
        || expression instanceof HexValue
        || expression instanceof DateTimeLiteralExpression
        || expression instanceof TimeKeyExpression
        || (expression instanceof IntervalExpression interval && interval.getParameter() != null)
        || expression instanceof IsNullExpression
        || expression instanceof IsBooleanExpression
        || expression instanceof IsDistinctExpression
        || expression instanceof ExistsExpression;
  }

  static boolean isSoft(CastExpression cast) {
    return cast.keyword != null
        && (cast.keyword.equalsIgnoreCase("try_cast")
            || cast.keyword.equalsIgnoreCase("safe_cast"));
  }

  private Seen chosen(CaseExpression chosen) {
    List<Expression> ends = new ArrayList<>();
    chosen.getWhenClauses().forEach(when -> ends.add(when.getThenExpression()));
    if (chosen.getElseExpression() == null) {
      return Seen.maybeNot(script.range(chosen));
    }
    ends.add(chosen.getElseExpression());
    return oneOf(chosen, ends);
  }

  /** Of a column that may be null it is not told whether that end is reached then. */
  private Seen oneOf(Expression whole, List<Expression> ends) {
    Seen worst = Seen.always(script.range(whole));
    for (Expression end : ends) {
      Seen seen = of(end);
      boolean guarded = seen.isMaybeNot() && !isNull(end) && !isChoice(end);
      worst = worst.orWorse(guarded ? Seen.UNKNOWN : seen);
    }
    return worst;
  }

  private static boolean isNull(Expression expression) {
    Expression bare = Names.bare(expression);
    while (bare instanceof CastExpression cast) {
      bare = Names.bare(cast.getLeftExpression());
    }
    return bare instanceof NullValue;
  }

  private static boolean isChoice(Expression expression) {
    return Names.bare(expression) instanceof CaseExpression;
  }

  private Seen window(AnalyticExpression window) {
    String name = window.getName().toLowerCase(Locale.ROOT);
    boolean filtered = window.getFilterExpression() != null;
    if (Functions.numbers(name) || Functions.counts(name)) {
      return Seen.always(script.range(window));
    }
    if (name.equals("lag") || name.equals("lead")) {
      Expression otherwise = window.getDefaultValue();
      return otherwise == null
          ? Seen.maybeNot(script.range(window))
          : total(window, List.of(window.getExpression(), otherwise));
    }
    if (filtered) {
      return Seen.maybeNot(script.range(window));
    }
    boolean framed = window.getWindowElement() != null;
    boolean ofSome = Functions.hasValueOfSome(name) || name.endsWith("t_value");
    boolean over = window.getType() == AnalyticType.OVER;
    return ofSome && !framed && (over || grouped) && window.getExpression() != null
        ? total(window, List.of(window.getExpression()))
        : Seen.UNKNOWN;
  }

  private Seen function(Function function) {
    String name = function.getName() == null ? "" : function.getName().toLowerCase(Locale.ROOT);
    List<Expression> arguments =
        function.getParameters() == null ? List.of() : List.copyOf(function.getParameters());
    if (Functions.counts(name) || Functions.generates(name)) {
      return Seen.always(script.range(function));
    }
    if (Functions.hasValueOfSome(name)) {
      return grouped ? total(function, arguments) : Seen.UNKNOWN;
    }
    if (name.equals("nullif")) {
      return Seen.maybeNot(script.range(function));
    }
    if (Functions.takesFirstThere(name)) {
      return firstThere(function, name, arguments);
    }
    if ((Functions.chooses(name) || name.equals("nvl2")) && arguments.size() == 3) {
      return oneOf(function, arguments.subList(1, 3));
    }
    if (Functions.isStrict(name)) {
      return strict(function, arguments);
    }
    return Functions.isTotal(name) ? total(function, arguments) : Seen.UNKNOWN;
  }

  private Seen firstThere(Function function, String name, List<Expression> arguments) {
    if (name.equals("isnull") && arguments.size() == 1) {
      return Seen.always(script.range(function));
    }
    for (Expression argument : arguments) {
      if (of(argument).isAlways()) {
        return Seen.always(script.range(function));
      }
    }
    Expression last = arguments.isEmpty() ? function : arguments.get(arguments.size() - 1);
    return isNull(last) ? of(last) : Seen.UNKNOWN;
  }

  /** Null where one of them is, and nowhere else. */
  private Seen strict(Expression whole, List<Expression> arguments) {
    if (arguments.isEmpty()) {
      // Some stand between words, as in substring(a from 1 for 3), where nobody looks.
      return Seen.UNKNOWN;
    }
    Seen worst = Seen.always(script.span(whole));
    for (Expression argument : arguments) {
      if (!(argument instanceof DateUnitExpression)) {
        worst = worst.orWorse(of(argument));
      }
    }
    return worst;
  }

  /** There where all of them are; else it is not told. */
  private Seen total(Expression whole, List<Expression> arguments) {
    Seen worst = strict(whole, arguments);
    return worst.isAlways() ? worst : Seen.UNKNOWN;
  }
}
