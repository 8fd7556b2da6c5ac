package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.QueryFacts.Making;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;

/** Reads queries of all kinds, each once: what a CTE gives is known where others read it. */
final class QueryReader {
  private final Script script;
  private final Findings findings;
  private final IdentityHashMap<Select, Output> read = new IdentityHashMap<>();

  QueryReader(Script script, Findings findings) {
    this.script = script;
    this.findings = findings;
  }

  /** What a query gives that sees these CTEs and, as a subquery, these columns around it. */
  Output read(Select query, Scope around, Sources outer) {
    Output known = read.get(query);
    if (known != null) {
      return known;
    }
    Scope scope = scope(query, around, outer);
    Output output = limited(query, body(query, scope, outer));
    read.put(query, output);
    return output;
  }

  private Scope scope(Select query, Scope around, Sources outer) {
    if (query.getWithItemsList() == null || query.getWithItemsList().isEmpty()) {
      return around;
    }
    boolean recursive = query.getWithItemsList().stream().anyMatch(WithItem::isRecursive);
    Scope scope = new Scope(around);
    for (WithItem<?> cte : query.getWithItemsList()) {
      if (!(cte.getParenthesedStatement() instanceof ParenthesedSelect select)) {
        throw new Unread("a CTE that is no query");
      }
      String name = script.name(cte.getAliasName());
      Span span = script.range(select);
      if (recursive) {
        scope.define(name, Output.unknown(span));
      }
      scope.define(name, read(select, scope, outer).renamed(columns(cte), span));
    }
    return scope;
  }

  private List<String> columns(WithItem<?> cte) {
    if (cte.getWithItemList() == null) {
      return List.of();
    }
    return cte.getWithItemList().stream()
        .map(item -> script.name(item.getExpression().toString()))
        .toList();
  }

  private Output body(Select query, Scope scope, Sources outer) {
    if (query instanceof ParenthesedSelect inner) {
      return read(inner.getSelect(), scope, outer);
    }
    if (query instanceof SetOperationList several) {
      List<Output> branches = new ArrayList<>();
      several.getSelects().forEach(branch -> branches.add(read(branch, scope, outer)));
      return new SetOperations(script, several).of(branches);
    }
    if (query instanceof Values values) {
      return values(values);
    }
    if (query instanceof PlainSelect select) {
      return new SelectReader(select, this, scope, outer, script, findings).read();
    }
    throw new Unread("a query of the kind " + query.getClass().getSimpleName());
  }

  /** Rows that stand in the query itself; their columns have the names that an alias gives. */
  private Output values(Values values) {
    Span span = script.range(values);
    ExpressionList<?> rows = values.getExpressions();
    int width = !rows.isEmpty() && rows.get(0) instanceof ExpressionList<?> row ? row.size() : 1;
    Value literal =
        new Value(Making.LITERAL, "", null, false, List.of(), Value.Seen.UNKNOWN, List.of());
    List<Entry> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(new Field("", literal, span));
    }
    return new Output(columns, List.of(), Output.NOBODYS, rows.size() == 1);
  }

  private static Output limited(Select query, Output output) {
    boolean one =
        query.getLimit() != null
            && query.getLimit().getRowCount() instanceof LongValue count
            && count.getStringValue().equals("1");
    return one ? new Output(output.entries(), output.grains(), output.rows(), true) : output;
  }
}
