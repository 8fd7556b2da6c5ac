package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.List;
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
    if (side instanceof Column column
        && column.getTable() != null
        && joined.equalsIgnoreCase(column.getTable().getUnquotedName())) {
      columns.add(column);
    }
  }
}
