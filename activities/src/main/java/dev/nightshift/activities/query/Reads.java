package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.QueryFacts.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;

/** All that an expression reads, in the order in which it does. */
final class Reads extends ExpressionVisitorAdapter<Void> {
  private final Names names;
  private final Set<Source> inputs = new LinkedHashSet<>();
  private final List<Column> columns = new ArrayList<>();
  private boolean subqueries;
  private boolean aggregates;

  private Reads(Names names) {
    this.names = names;
  }

  static Reads of(Expression expression, Names names) {
    Reads reads = new Reads(names);
    expression.accept(reads, null);
    return reads;
  }

  List<Source> inputs() {
    return List.copyOf(inputs);
  }

  /** Whether it is made of several rows: a window keeps them apart. */
  boolean aggregates() {
    return aggregates;
  }

  List<Column> columns() {
    return List.copyOf(columns);
  }

  /** Whether it is the same in each row. */
  boolean isConstant() {
    return columns.isEmpty() && !subqueries && !aggregates;
  }

  @Override
  public <S> Void visit(Column column, S context) {
    columns.add(column);
    inputs.addAll(names.column(column).inputs());
    return null;
  }

  @Override
  public <S> Void visit(DateUnitExpression unit, S context) {
    return visit(Names.column(unit), context);
  }

  @Override
  public <S> Void visit(Function function, S context) {
    String name = function.getName() == null ? "" : function.getName().toLowerCase(Locale.ROOT);
    aggregates |= Functions.aggregates(name);
    if (function.getNamedParameters() != null) {
      function.getNamedParameters().forEach(argument -> argument.accept(this, context));
      return null;
    }
    if (!Functions.takesUnit(name) || function.getParameters() == null) {
      return super.visit(function, context);
    }
    for (Expression argument : function.getParameters()) {
      if (!(argument instanceof DateUnitExpression)) {
        argument.accept(this, context);
      }
    }
    return null;
  }

  @Override
  public <S> Void visit(AnalyticExpression window, S context) {
    aggregates |= window.getType() != AnalyticType.OVER;
    return super.visit(window, context);
  }

  @Override
  public <S> Void visit(ParenthesedSelect select, S context) {
    return subquery(select);
  }

  @Override
  public <S> Void visit(Select select, S context) {
    return subquery(select);
  }

  private Void subquery(Select select) {
    subqueries = true;
    for (Field field : names.subquery(select).fields()) {
      inputs.addAll(field.value().inputs());
    }
    return null;
  }
}
