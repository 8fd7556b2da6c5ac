package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.How;
import dev.nightshift.activities.query.QueryFacts.Rows;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Distinct;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;

/** Reads one select: what it reads from, its filters, its columns, its rows. */
final class SelectReader {
  /** Functions that give rows, where a warehouse lets them stand among the columns. */
  private static final Pattern ROWS =
      Pattern.compile(
          "(?i)\\b(unnest|(pos)?explode(_outer)?|inline(_outer)?|stack|generate_series"
              + "|generate_subscripts|jsonb?_(array_elements|each|object_keys|path_query)\\w*"
              + "|regexp_split_to_table|regexp_matches|string_to_table|split_to_table)\\s*\\(");

  private final PlainSelect select;
  private final Script script;
  private final Findings findings;
  private final FromClause from;
  private final Columns columns;
  private final Conditions conditions;
  private final Numberings numberings;

  SelectReader(
      PlainSelect select,
      QueryReader queries,
      Scope scope,
      Sources outer,
      Script script,
      Findings findings) {
    if (select.getOracleHierarchical() != null || select.getBigQuerySelectQualifier() != null) {
      throw new Unread("a select that makes rows or columns of another kind");
    }
    this.select = select;
    this.script = script;
    this.findings = findings;
    Sources sources = new Sources(outer, script);
    from = new FromClause(select, queries, scope, sources, script);
    columns = new Columns(sources, select, script, query -> queries.read(query, scope, sources));
    conditions = new Conditions(columns, script);
    numberings = new Numberings(columns, script);
  }

  Output read() {
    List<Expression> where = Conditions.conjuncts(select.getWhere());
    Joins joins = new Joins(columns, conditions, numberings, script, findings, where);
    Block block = from.joined(joins, numberings, where);
    List<Expression> qualify = Conditions.conjuncts(select.getQualify());
    List<Expression> filters = new ArrayList<>(where);
    filters.addAll(Conditions.conjuncts(select.getHaving()));
    filters.addAll(qualify);
    filters.forEach(conditions::apply);
    // Reads subqueries too: what they join and group by counts.
    filters.forEach(filter -> Reads.of(filter, columns));

    boolean grouped = select.getGroupBy() != null && !Grouping.isSets(select.getGroupBy());
    Expressions expressions = new Expressions(columns, script, grouped);
    SelectList list = new SelectList(columns, expressions, script);
    for (SelectItem<?> item : select.getSelectItems()) {
      list.read(item);
    }
    KeyNames names = new KeyNames(list, columns, script, select);
    list.number(names);
    return output(block, list, names, qualify);
  }

  private Output output(Block block, SelectList list, KeyNames names, List<Expression> qualify) {
    List<Grain> grains = new ArrayList<>();
    boolean grouped = select.getGroupBy() != null;
    boolean one = block == null || block.isOnce(Set.of());
    Rows rows = block == null ? Output.NOBODYS : block.rows();
    if (grouped) {
      Grouping grouping = new Grouping(list, names, columns, script, findings);
      grains.addAll(grouping.read(select));
      rows = Output.NOBODYS;
    } else if (isTotal(list)) {
      one = true;
      rows = Output.NOBODYS;
    } else if (block != null) {
      kept(block, names, grains);
    }
    for (Expression conjunct : qualify) {
      List<String> each = firstOfEach(conjunct, names);
      if (each != null) {
        grains.add(new Grain(each, How.FIRST_OF_EACH, script.span(conjunct)));
        one |= each.isEmpty();
      }
    }
    Distinct distinct = select.getDistinct();
    if (distinct != null) {
      grains.addAll(distinct(distinct, list, names));
      rows = isOn(distinct) ? rows : Output.NOBODYS;
    }
    if (repeats() && distinct == null) {
      Rows more = new Rows(rows.relation(), rows.beside(), rows.several(), true);
      return new Output(list.entries(), List.of(), more, false);
    }
    return new Output(list.entries(), Grains.least(grains), rows, one);
  }

  /** Whether an expression makes several rows of one. */
  private boolean repeats() {
    return select.getSelectItems().stream()
        .anyMatch(item -> ROWS.matcher(item.getExpression().toString()).find());
  }

  /** Of aggregates without groups there is one row. */
  private boolean isTotal(SelectList list) {
    return select.getHaving() != null || list.made().stream().anyMatch(SelectList.Made::aggregates);
  }

  private static void kept(Block block, KeyNames names, List<Grain> into) {
    for (Key key : block.keys()) {
      List<String> told = names.ofRefs(key.columns());
      if (told != null) {
        into.add(new Grain(told, key.how(), key.span()));
      }
    }
  }

  /** By which columns only the first row of each is let through, or null. */
  private List<String> firstOfEach(Expression conjunct, KeyNames names) {
    Expression held = Conditions.heldToOne(conjunct);
    if (held == null) {
      return null;
    }
    Column column = Names.column(held);
    if (column == null) {
      AnalyticExpression window = Conditions.rowNumber(held);
      return window == null ? null : names.ofPartition(window);
    }
    Expression alias =
        columns.sources.isQualified(column)
            ? null
            : columns.alias(script.name(column.getColumnName()));
    AnalyticExpression window = alias == null ? null : Conditions.rowNumber(alias);
    return window == null ? null : names.ofPartition(window);
  }

  private List<Grain> distinct(Distinct distinct, SelectList list, KeyNames names) {
    Span span = script.word("distinct", script.range(select));
    if (!isOn(distinct)) {
      return Grains.ofAll(list.entries(), How.DISTINCT, span);
    }
    List<Expression> keys = new ArrayList<>();
    distinct.getOnSelectItems().forEach(item -> keys.add(item.getExpression()));
    List<String> told = names.ofAll(KeyNames.flat(keys));
    return told == null ? List.of() : List.of(new Grain(told, How.FIRST_OF_EACH, span));
  }

  private static boolean isOn(Distinct distinct) {
    return distinct.getOnSelectItems() != null && !distinct.getOnSelectItems().isEmpty();
  }
}
