package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;

/** The columns of the joined side that a condition sets equal to something. */
final class JoinColumns {
  private JoinColumns() {}

  static List<Column> of(Expression condition, String joined) {
    List<Column> columns = new ArrayList<>();
    collect(condition, joined, columns);
    return columns;
  }

  /** Whether it is one column equal to another, or several such: each is handed on. */
  static boolean isEquality(Expression condition, BiConsumer<Column, Column> each) {
    if (condition instanceof AndExpression both) {
      return isEquality(both.getLeftExpression(), each)
          && isEquality(both.getRightExpression(), each);
    }
    if (condition instanceof ParenthesedExpressionList<?> inner && inner.size() == 1) {
      return isEquality(inner.get(0), each);
    }
    if (condition instanceof EqualsTo equal
        && equal.getLeftExpression() instanceof Column one
        && equal.getRightExpression() instanceof Column other) {
      each.accept(one, other);
      return true;
    }
    return false;
  }

  static boolean isOf(Column column, String relation) {
    return column.getTable() != null
        && relation.equalsIgnoreCase(column.getTable().getUnquotedName());
  }

  private static void collect(Expression condition, String joined, List<Column> columns) {
    if (condition instanceof AndExpression both) {
      collect(both.getLeftExpression(), joined, columns);
      collect(both.getRightExpression(), joined, columns);
    } else if (condition instanceof ParenthesedExpressionList<?> inner && inner.size() == 1) {
      collect(inner.get(0), joined, columns);
    } else if (condition instanceof EqualsTo equal) {
      add(equal.getLeftExpression(), joined, columns);
      add(equal.getRightExpression(), joined, columns);
    }
  }

  private static void add(Expression side, String joined, List<Column> columns) {
    if (side instanceof Column column && isOf(column, joined)) {
      columns.add(column);
    }
  }
}
