package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Tells what a select reads in the names of the columns that it makes, or null. */
final class KeyNames {
  private final SelectList list;
  private final Columns columns;
  private final Script script;
  private final PlainSelect select;
  private final Map<Integer, String> written = new HashMap<>();

  KeyNames(SelectList list, Columns columns, Script script, PlainSelect select) {
    this.list = list;
    this.columns = columns;
    this.script = script;
    this.select = select;
  }

  /** Null where one of them cannot be told. */
  List<String> ofAll(Collection<? extends Expression> keys) {
    List<String> names = new ArrayList<>();
    for (Expression key : keys) {
      String name = of(key);
      if (name == null) {
        return null;
      }
      names.add(name);
    }
    return names;
  }

  List<String> ofItem(int item, Collection<String> names) {
    return ofRefs(names.stream().map(name -> new Ref(item, name)).toList());
  }

  List<String> ofRefs(Collection<Ref> refs) {
    List<String> names = new ArrayList<>();
    for (Ref ref : refs) {
      String name = of(ref);
      if (name == null) {
        return null;
      }
      names.add(name);
    }
    return names;
  }

  List<String> ofPartition(AnalyticExpression window) {
    WindowDefinition named = null;
    if (window.getWindowName() != null && select.getWindowDefinitions() != null) {
      for (WindowDefinition definition : select.getWindowDefinitions()) {
        if (window.getWindowName().equalsIgnoreCase(definition.getWindowName())) {
          named = definition;
        }
      }
    }
    if (window.getWindowName() != null && named == null) {
      return null;
    }
    List<Expression> keys = new ArrayList<>();
    Collection<?> partition =
        named == null ? window.getPartitionExpressionList() : named.getPartitionExpressionList();
    if (partition != null) {
      partition.forEach(key -> keys.add((Expression) key));
    }
    return ofAll(flat(keys));
  }

  /** What stands in brackets together is as many keys. */
  static List<Expression> flat(Collection<? extends Expression> keys) {
    List<Expression> flat = new ArrayList<>();
    for (Expression key : keys) {
      if (key instanceof Collection<?> several) {
        several.forEach(each -> flat.add((Expression) each));
      } else {
        flat.add(key);
      }
    }
    return flat;
  }

  private String of(Expression key) {
    Column column = Expressions.exactColumn(key);
    Ref ref = column == null ? null : columns.ref(column);
    if (ref != null && ref.item() != Columns.OWN) {
      return of(ref);
    }
    Column bare = Names.column(key);
    if (bare != null) {
      String name = script.name(bare.getColumnName());
      boolean own = !columns.sources.isQualified(bare) && columns.alias(name) != null;
      return own ? alias(name) : null;
    }
    String text = script.canonical(key);
    for (int i = 0; i < list.entries().size(); i++) {
      Expression expression = list.made().get(i).expression();
      if (expression != null && text.equals(text(i, expression)) && named(i) != null) {
        return named(i);
      }
    }
    return null;
  }

  /** An alias for something of several rows cannot be what these are grouped by. */
  private String alias(String name) {
    for (int i = 0; i < list.entries().size(); i++) {
      if (name.equals(named(i)) && !list.made().get(i).aggregates()) {
        return name;
      }
    }
    return null;
  }

  private String text(int at, Expression expression) {
    return written.computeIfAbsent(at, place -> script.canonical(expression));
  }

  /** The name of the column at a place, where no other has the same. */
  String named(int at) {
    if (!(list.entries().get(at) instanceof Field field) || field.name().isEmpty()) {
      return null;
    }
    return isApart(field.name(), 1) ? field.name() : null;
  }

  private boolean isApart(String name, long times) {
    return list.entries().stream()
            .filter(entry -> entry instanceof Field field && field.name().equals(name))
            .count()
        == times;
  }

  private String of(Ref ref) {
    for (Ref alike : columns.sources.alike(ref)) {
      for (int i = 0; i < list.entries().size(); i++) {
        if (alike.equals(list.made().get(i).column()) && named(i) != null) {
          return named(i);
        }
      }
      if (passes(alike)) {
        return alike.column();
      }
    }
    return null;
  }

  /** Whether a star lets it through without naming it. */
  private boolean passes(Ref ref) {
    if (!isApart(ref.column(), 0)) {
      return false;
    }
    Open holder = columns.sources.items.get(ref.item()).output.holder(ref.column());
    boolean closed =
        columns.sources.items.get(ref.item()).output.fields().stream()
            .anyMatch(field -> field.name().equals(ref.column()));
    int through = 0;
    for (int i = 0; i < list.entries().size(); i++) {
      boolean its =
          list.entries().get(i) instanceof Open open
              && list.made().get(i).item() == ref.item()
              && holder != null
              && Objects.equals(open.relation(), holder.relation())
              && open.could(ref.column());
      through += its ? 1 : 0;
    }
    return !closed && through == 1;
  }
}
