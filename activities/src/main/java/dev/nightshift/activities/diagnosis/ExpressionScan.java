package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.util.deparser.ExpressionDeParser;

/** Reads one expression: from which single column it is made, if it is made row by row. */
final class ExpressionScan extends ExpressionVisitorAdapter<Void> {
  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "count",
          "avg",
          "min",
          "max",
          "any_value",
          "first",
          "last",
          "array_agg",
          "list",
          "string_agg",
          "listagg",
          "median",
          "mode",
          "stddev",
          "variance",
          "bool_or",
          "bool_and",
          "arg_min",
          "arg_max",
          "min_by",
          "max_by",
          "count_if",
          "approx_count_distinct",
          "unnest");

  private final Function<Column, Origin> resolve;
  private final List<Lineage.Cast> casts = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private boolean opaque;

  ExpressionScan(Function<Column, Origin> resolve) {
    this.resolve = resolve;
  }

  Origin origin(Expression expression) {
    if (expression instanceof Column column) {
      return resolve.apply(column);
    }
    expression.accept(this, null);
    if (opaque || origins.isEmpty() || origins.contains(null)) {
      return null;
    }
    Origin first = origins.get(0);
    Set<Origin> all = new HashSet<>(origins);
    return all.size() == 1 ? new Origin("", "", template(expression)).over(first) : null;
  }

  List<Lineage.Cast> casts() {
    return casts;
  }

  private static String template(Expression expression) {
    ExpressionDeParser deparser =
        new ExpressionDeParser() {
          @Override
          public <S> StringBuilder visit(Column column, S context) {
            return getBuilder().append(Origin.HOLE);
          }
        };
    expression.accept(deparser, null);
    return deparser.getBuilder().toString();
  }

  @Override
  public <S> Void visit(Column column, S context) {
    origins.add(resolve.apply(column));
    return null;
  }

  @Override
  public <S> Void visit(net.sf.jsqlparser.expression.Function function, S context) {
    opaque |= AGGREGATES.contains(function.getName().toLowerCase(Locale.ROOT));
    return super.visit(function, context);
  }

  @Override
  public <S> Void visit(AnalyticExpression window, S context) {
    opaque = true;
    return super.visit(window, context);
  }

  @Override
  public <S> Void visit(CastExpression cast, S context) {
    boolean forgiving =
        cast.keyword != null && cast.keyword.toLowerCase(Locale.ROOT).matches("(try|safe)_cast");
    if (!forgiving
        && cast.getLeftExpression() instanceof Column column
        && cast.getColDataType() != null) {
      Origin origin = resolve.apply(column);
      if (origin != null && origin.isPlain()) {
        casts.add(new Lineage.Cast(origin, cast.getColDataType().toString()));
      }
    }
    return super.visit(cast, context);
  }

  @Override
  public <S> Void visit(ParenthesedSelect select, S context) {
    opaque = true;
    return null;
  }

  @Override
  public <S> Void visit(Select select, S context) {
    opaque = true;
    return null;
  }
}
