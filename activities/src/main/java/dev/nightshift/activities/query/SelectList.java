package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Making;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.SelectItem;

/** The columns that a select makes, each beside what makes it. */
final class SelectList {
  private final Columns columns;
  private final Sources sources;
  private final Expressions expressions;
  private final Script script;
  private final List<Entry> entries = new ArrayList<>();

  /** Of what the entry at the same place is made. */
  private final List<Made> made = new ArrayList<>();

  /**
   * An expression, or a column of {@code item} passed by a star; {@code column} is the one of an
   * item that it is, or null.
   */
  record Made(Expression expression, Ref column, int item, boolean aggregates) {
    static Made passed(Ref column, int item) {
      return new Made(null, column, item, false);
    }
  }

  SelectList(Columns columns, Expressions expressions, Script script) {
    this.columns = columns;
    this.sources = columns.sources;
    this.expressions = expressions;
    this.script = script;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Made> made() {
    return made;
  }

  void read(SelectItem<?> item) {
    Span span = script.range(item);
    if (item.getExpression() instanceof AllTableColumns star) {
      int named = sources.named(script.parts(star.getTable()));
      if (named < 0) {
        add(Open.of(null, span), Made.passed(null, Columns.OWN));
      } else {
        star(star, List.of(named), Set.of(), span);
      }
    } else if (item.getExpression() instanceof AllColumns star) {
      star(star, span);
    } else {
      expression(item, span);
    }
  }

  private void expression(SelectItem<?> item, Span span) {
    Expression expression = item.getExpression();
    Value value = expressions.of(expression);
    Column exact = Expressions.exactColumn(expression);
    Ref ref = exact == null ? null : columns.ref(exact);
    Column plain = Names.column(expression);
    String name =
        item.getAlias() != null
            ? script.name(item.getAlias().getName())
            : plain == null ? "" : script.name(plain.getColumnName());
    Span because = columns.required(name);
    if (because != null && item.getAlias() != null) {
      value = value.seen(Value.Seen.always(because));
    } else if (value.seen().because() == null) {
      value = value.seen(value.seen().at(span));
    }
    boolean aggregates = Reads.of(expression, columns).aggregates();
    Field field = new Field(name, value, place(expression, value, span));
    add(field, new Made(expression, ref, Columns.OWN, aggregates));
    columns.made(field);
  }

  /** Where the value is made: what only passes it on says nothing of it. */
  private Span place(Expression expression, Value value, Span span) {
    Column column = Expressions.castColumn(expression);
    Ref ref = column == null || value.making() == Making.COLUMN ? null : columns.ref(column);
    if (ref == null) {
      return span;
    }
    Field field = ref.item() == Columns.OWN ? columns.made(ref.column()) : sources.field(ref);
    return field == null || field.span() == null ? span : field.span();
  }

  private void star(AllColumns star, Span span) {
    List<Integer> items = new ArrayList<>();
    Set<String> merged = new LinkedHashSet<>();
    for (int i = 0; i < sources.items.size(); i++) {
      items.add(i);
      merged.addAll(sources.items.get(i).merged);
    }
    // What `using` has merged comes once, and first.
    Set<String> except = except(star);
    for (String name : merged) {
      if (!except.contains(name)) {
        Ref ref = sources.resolve(name, 0, items.size());
        Field field = ref == null ? new Field(name, Value.UNKNOWN, span) : sources.field(ref);
        add(field, Made.passed(ref, Columns.OWN));
      }
    }
    star(star, items, merged, span);
  }

  private void star(AllColumns star, List<Integer> items, Set<String> skipped, Span span) {
    Set<String> left = new LinkedHashSet<>(except(star));
    left.addAll(skipped);
    Map<String, SelectItem<?>> replaced = new LinkedHashMap<>();
    if (star.getReplaceExpressions() != null) {
      for (SelectItem<?> item : star.getReplaceExpressions()) {
        if (item.getAlias() == null) {
          throw new Unread("a star that replaces what it does not name");
        }
        replaced.put(script.name(item.getAlias().getName()), item);
      }
    }
    Set<String> named = new LinkedHashSet<>();
    for (int item : items) {
      sources.items.get(item).output.fields().forEach(field -> named.add(field.name()));
    }
    Set<String> unplaced = new LinkedHashSet<>(replaced.keySet());
    unplaced.removeAll(named);
    Set<String> gone = new LinkedHashSet<>(left);
    gone.removeAll(named);
    gone.addAll(unplaced);
    for (int item : items) {
      Output output = sources.items.get(item).output;
      for (Entry entry : output.entries()) {
        if (entry instanceof Open) {
          Open passed = (Open) sources.passed(item, entry);
          Open open = passed.without(gone, !unplaced.isEmpty());
          add(spanned(open, span), Made.passed(null, item));
        } else if (entry instanceof Field field && !left.contains(field.name())) {
          if (replaced.containsKey(field.name())) {
            replacing(replaced.get(field.name()));
          } else {
            Ref ref = field.equals(output.find(field.name())) ? new Ref(item, field.name()) : null;
            add(sources.passed(item, field), Made.passed(ref, item));
          }
        }
      }
    }
    unplaced.forEach(name -> replacing(replaced.get(name)));
  }

  /** A star that lists what is in a relation is where that passes. */
  private static Open spanned(Open open, Span span) {
    return new Open(
        open.relation(), open.without(), open.known(), open.optional(), open.scattered(), span);
  }

  private void replacing(SelectItem<?> item) {
    expression(item, script.range(item));
  }

  private Set<String> except(AllColumns star) {
    Set<String> names = new LinkedHashSet<>();
    if (star.getExceptColumns() != null) {
      star.getExceptColumns().forEach(column -> names.add(script.name(column.getColumnName())));
    }
    return names;
  }

  /** Of rows for several sets of keys each leaves out what others are grouped by. */
  void leaveOut(Span because) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Field field && !made.get(i).aggregates()) {
        entries.set(i, field.value(field.value().seen(Value.Seen.maybeNot(because))));
      }
    }
  }

  private void add(Entry entry, Made how) {
    entries.add(entry);
    made.add(how);
  }

  /** Which of the columns number rows from one, now that all of them are known. */
  void number(KeyNames names) {
    for (int i = 0; i < entries.size(); i++) {
      if (!(entries.get(i) instanceof Field field)) {
        continue;
      }
      List<String> first = null;
      Made how = made.get(i);
      AnalyticExpression window =
          how.expression() == null ? null : Conditions.rowNumber(how.expression());
      if (window != null) {
        first = names.ofPartition(window);
      } else if (how.column() != null
          && how.column().item() != Columns.OWN
          // Beside others, the first of each may be there more than once.
          && sources.items.size() == 1) {
        List<String> old = sources.field(how.column()).first();
        first = old == null ? null : names.ofItem(how.column().item(), old);
      }
      entries.set(i, new Field(field.name(), field.value(), field.span(), first));
    }
  }
}
