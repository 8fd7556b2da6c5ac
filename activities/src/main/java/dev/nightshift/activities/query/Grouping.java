package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.Grouped;
import dev.nightshift.activities.query.QueryFacts.How;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** By what the rows of a select are grouped. */
record Grouping(
    SelectList list, KeyNames names, Columns columns, Script script, Findings findings) {

  List<Grain> read(PlainSelect select) {
    GroupByElement groupBy = select.getGroupBy();
    List<Expression> keys = keys(groupBy);
    if (isSets(groupBy)) {
      list.leaveOut(script.word("group", script.range(select)));
      return List.of();
    }
    Span span = null;
    List<String> by = new ArrayList<>();
    for (Expression key : keys) {
      Span at = script.span(key);
      span = Script.around(span, at);
      by.addAll(key(key, at));
    }
    if (by.isEmpty() || by.contains("")) {
      return List.of();
    }
    return List.of(new Grain(by, How.GROUPED, script.fromWord("group", span)));
  }

  private static List<Expression> keys(GroupByElement groupBy) {
    return groupBy.getGroupByExpressionList() == null
        ? List.of()
        : KeyNames.flat(groupBy.getGroupByExpressionList());
  }

  /** Whether there are rows for several sets of keys, and one of them perhaps for no row at all. */
  static boolean isSets(GroupByElement groupBy) {
    return (groupBy.getGroupingSets() != null && !groupBy.getGroupingSets().isEmpty())
        || groupBy.isMysqlWithRollup()
        || keys(groupBy).stream().anyMatch(Grouping::isSet);
  }

  private static boolean isSet(Expression key) {
    String name =
        key instanceof Function function && function.getName() != null
            ? function.getName().toLowerCase(Locale.ROOT)
            : "";
    return name.equals("rollup") || name.equals("cube");
  }

  /** Its names among the columns made, "" where one cannot be told. */
  private List<String> key(Expression key, Span span) {
    if (key instanceof AllValue) {
      return all(span);
    }
    if (key instanceof LongValue position) {
      return List.of(position(position, span));
    }
    Column column = Expressions.exactColumn(key);
    if (column != null) {
      report(columns.column(column), span);
    }
    List<String> told = names.ofAll(List.of(key));
    if (told == null) {
      return List.of("");
    }
    return told;
  }

  private List<String> all(Span span) {
    List<String> by = new ArrayList<>();
    for (int i = 0; i < list.entries().size(); i++) {
      if (!list.made().get(i).aggregates()) {
        by.add(at(i, span));
      }
    }
    return by;
  }

  private String position(LongValue position, Span span) {
    String digits = position.getStringValue();
    int at = digits.length() > 4 ? -1 : Integer.parseInt(digits) - 1;
    boolean counted =
        at >= 0
            && at < list.entries().size()
            && list.entries().subList(0, at).stream().noneMatch(Open.class::isInstance);
    return counted ? at(at, span) : "";
  }

  private String at(int place, Span span) {
    if (list.entries().get(place) instanceof Entry.Field field) {
      report(field.value(), span);
    }
    String name = names.named(place);
    return name == null ? "" : name;
  }

  private void report(Value value, Span span) {
    if (value.from() != null && value.exact() && span != null) {
      findings.add(new Grouped(value.from(), span));
    }
  }
}
