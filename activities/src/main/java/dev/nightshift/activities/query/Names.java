package dev.nightshift.activities.query;

import java.util.Locale;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;

/** What is meant by names in the expressions of a select. */
interface Names {
  Value column(Column column);

  Output subquery(Select select);

  /** What stands in brackets of its own. */
  static Expression bare(Expression expression) {
    Expression bare = expression;
    while (bare instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      bare = list.get(0);
    }
    return bare;
  }

  /** The column that this is and nothing else, or null; the parser takes {@code day} for a unit. */
  static Column column(Expression expression) {
    Expression bare = bare(expression);
    if (bare instanceof DateUnitExpression unit) {
      return new Column(unit.getType().name().toLowerCase(Locale.ROOT));
    }
    return bare instanceof Column column ? column : null;
  }
}
