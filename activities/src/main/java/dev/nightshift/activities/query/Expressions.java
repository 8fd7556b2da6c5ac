package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Making;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/** What expressions have for a value. */
record Expressions(Names names, Script script, boolean grouped) {
  private static final Set<String> TEXT =
      Set.of("varchar", "text", "string", "nvarchar", "character varying", "char varying", "uuid");

  Value of(Expression expression) {
    Expression bare = Names.bare(expression);
    Column column = Names.column(bare);
    if (column != null) {
      return names.column(column);
    }
    if (bare instanceof CastExpression cast && cast.getColDataType() != null) {
      Value value = of(cast.getLeftExpression());
      Value typed = keepsApart(cast.getColDataType()) ? value : value.exact(false);
      return Presences.isSoft(cast)
          ? typed.seen(Value.Seen.maybeNot(script.span(expression)))
          : typed;
    }
    return new Value(
        making(bare),
        function(bare),
        null,
        false,
        Reads.of(bare, names).inputs(),
        new Presences(names, script, grouped).of(bare),
        texts(bare));
  }

  /** The column that an expression is, without a cast that could make two values one; or null. */
  static Column exactColumn(Expression expression) {
    Expression bare = Names.bare(expression);
    while (bare instanceof CastExpression cast
        && cast.getColDataType() != null
        && !Presences.isSoft(cast)
        && keepsApart(cast.getColDataType())) {
      bare = Names.bare(cast.getLeftExpression());
    }
    return Names.column(bare);
  }

  /** The column that an expression is, whatever it is cast to; or null. */
  static Column castColumn(Expression expression) {
    Expression bare = Names.bare(expression);
    while (bare instanceof CastExpression cast) {
      bare = Names.bare(cast.getLeftExpression());
    }
    return Names.column(bare);
  }

  /** Two values are two texts, where the text has room for them. */
  private static boolean keepsApart(ColDataType type) {
    boolean bounded =
        type.getArgumentsStringList() != null && !type.getArgumentsStringList().isEmpty();
    return !bounded
        && type.getDataType() != null
        && TEXT.contains(type.getDataType().toLowerCase(Locale.ROOT));
  }

  private static Making making(Expression expression) {
    if (expression instanceof CaseExpression) {
      return Making.CASE;
    }
    if (isLiteral(expression)) {
      return Making.LITERAL;
    }
    if (expression instanceof AnalyticExpression window) {
      return window.getType() == AnalyticType.OVER ? Making.WINDOW : Making.AGGREGATE;
    }
    if (function(expression).isEmpty()) {
      return Making.EXPRESSION;
    }
    return Functions.aggregates(function(expression)) ? Making.AGGREGATE : Making.FUNCTION;
  }

  private static boolean isLiteral(Expression expression) {
    return expression instanceof StringValue
        || expression instanceof LongValue
        || expression instanceof DoubleValue
        || expression instanceof BooleanValue
        || expression instanceof NullValue
        || expression instanceof HexValue
        || expression instanceof DateTimeLiteralExpression
        || (expression instanceof SignedExpression signed && isLiteral(signed.getExpression()));
  }

  private static String function(Expression expression) {
    if (expression instanceof Function function && function.getName() != null) {
      return function.getName().toLowerCase(Locale.ROOT);
    }
    if (expression instanceof AnalyticExpression window) {
      return window.getName().toLowerCase(Locale.ROOT);
    }
    if (expression instanceof TrimFunction) {
      return "trim";
    }
    if (expression instanceof ExtractExpression) {
      return "extract";
    }
    return expression instanceof TimeKeyExpression time
        ? time.getStringValue().toLowerCase(Locale.ROOT).replace("()", "")
        : "";
  }

  /** All the texts that it can have, or none where others may be. */
  private List<String> texts(Expression expression) {
    Set<String> texts = new LinkedHashSet<>();
    for (Expression branch : branches(expression)) {
      if (Names.bare(branch) instanceof NullValue) {
        continue;
      }
      List<String> own =
          Names.bare(branch) instanceof StringValue value
              ? literal(value)
              : branch.equals(expression) ? List.of() : of(branch).literals();
      if (own.isEmpty()) {
        return List.of();
      }
      texts.addAll(own);
    }
    return List.copyOf(texts);
  }

  private List<String> literal(StringValue value) {
    String text = script.literal(value);
    return text == null ? List.of() : List.of(text);
  }

  /** What it can be: of a choice each of its ends. */
  private static List<Expression> branches(Expression expression) {
    if (expression instanceof CaseExpression chosen) {
      List<Expression> branches = new ArrayList<>();
      for (WhenClause when : chosen.getWhenClauses()) {
        branches.add(when.getThenExpression());
      }
      if (chosen.getElseExpression() != null) {
        branches.add(chosen.getElseExpression());
      }
      return List.copyOf(branches);
    }
    String name = function(expression);
    if (expression instanceof Function function && function.getParameters() != null) {
      List<Expression> arguments = List.copyOf(function.getParameters());
      if (Functions.chooses(name) && arguments.size() == 3) {
        return arguments.subList(1, 3);
      }
      if (Functions.takesFirstThere(name) && arguments.size() > 1) {
        return arguments;
      }
    }
    return List.of(expression);
  }
}
