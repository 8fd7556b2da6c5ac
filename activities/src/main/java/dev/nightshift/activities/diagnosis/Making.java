package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * How one column of a select is made, as a text: its expression and what that reads of the queries
 * within, and of which rows. Where two texts make it alike, it is the same column, whatever else
 * they give.
 */
final class Making {
  private static final String ALL = "*";

  /** A query, and those that it may name. */
  private record Query(Select select, Map<String, Query> outer) {
    Map<String, Query> names() {
      Map<String, Query> names = new HashMap<>(outer);
      if (select.getWithItemsList() != null) {
        for (WithItem<?> item : select.getWithItemsList()) {
          names.put(
              Shape.folded(item.getUnquotedAliasName()),
              new Query(item.getSelect(), Map.copyOf(names)));
        }
      }
      return names;
    }
  }

  // Many may read the same query: each tells once, or a text of some queries would have no end.
  private final IdentityHashMap<Select, Set<String>> told = new IdentityHashMap<>();

  private Making() {}

  /** Empty where the SQL does not parse, or gives no such column. */
  static Optional<String> of(String sql, String column) {
    return SqlText.parsed(sql)
        .flatMap(select -> new Making().made(new Query(select, Map.of()), Shape.folded(column)));
  }

  private Optional<String> made(Query query, String column) {
    if (query.select() instanceof ParenthesedSelect inner) {
      return made(new Query(inner.getSelect(), query.names()), column);
    }
    if (!isNew(query.select(), column)) {
      return Optional.of("");
    }
    if (!(query.select() instanceof PlainSelect select)) {
      return whole(query);
    }
    Map<String, Query> from = from(select, query.names());
    for (SelectItem<?> item : select.getSelectItems()) {
      if (column.equals(name(item))) {
        Expression expression = item.getExpression();
        return Optional.of(expression + read(expression, from) + rows(select, from));
      }
    }
    String stars =
        select.getSelectItems().stream()
            .filter(item -> item.getExpression() instanceof AllColumns)
            .map(SelectItem::toString)
            .collect(Collectors.joining(", "));
    return stars.isEmpty()
        ? Optional.empty()
        : Optional.of(stars + made(from.values().stream(), column) + rows(select, from));
  }

  private boolean isNew(Select select, String column) {
    return told.computeIfAbsent(select, it -> new HashSet<>()).add(column);
  }

  /** Of a union, or what else it may be, all counts. */
  private static Optional<String> whole(Query query) {
    return Optional.ofNullable(query.select()).map(Select::toString);
  }

  private String made(Stream<Query> queries, String column) {
    return queries
        .map(query -> made(query, column))
        .flatMap(Optional::stream)
        .map(made -> " [" + column + ": " + made + "]")
        .collect(Collectors.joining());
  }

  private static String name(SelectItem<?> item) {
    if (item.getAlias() != null) {
      return Shape.folded(item.getAlias().getUnquotedName());
    }
    return item.getExpression() instanceof Column column
        ? Shape.folded(column.getUnquotedColumnName())
        : "";
  }

  private String read(Expression expression, Map<String, Query> from) {
    List<Column> columns = new ArrayList<>();
    expression.accept(
        new ExpressionVisitorAdapter<Void>() {
          @Override
          public <S> Void visit(Column column, S context) {
            columns.add(column);
            return null;
          }

          @Override
          public <S> Void visit(ParenthesedSelect select, S context) {
            return null;
          }

          @Override
          public <S> Void visit(Select select, S context) {
            return null;
          }
        },
        null);
    return columns.stream()
        .map(column -> made(owners(column, from), Shape.folded(column.getUnquotedColumnName())))
        .collect(Collectors.joining());
  }

  /** Where it is not said whose it is, any of them that has it. */
  private static Stream<Query> owners(Column column, Map<String, Query> from) {
    return column.getTable() == null || column.getTable().getName() == null
        ? from.values().stream()
        : Stream.ofNullable(from.get(Shape.folded(column.getTable().getUnquotedName())));
  }

  private String rows(Query query) {
    if (query.select() instanceof ParenthesedSelect inner) {
      return rows(new Query(inner.getSelect(), query.names()));
    }
    if (!isNew(query.select(), ALL)) {
      return "";
    }
    return query.select() instanceof PlainSelect select
        ? rows(select, from(select, query.names()))
        : whole(query).orElse("");
  }

  private String rows(PlainSelect select, Map<String, Query> from) {
    String clauses =
        Stream.of(
                select.getDistinct(),
                select.getFromItem(),
                select.getJoins(),
                select.getWhere(),
                select.getGroupBy(),
                select.getHaving(),
                select.getQualify(),
                select.getLimit())
            .map(String::valueOf)
            .collect(Collectors.joining(" ", " from ", ""));
    return clauses + from.values().stream().map(this::rows).collect(Collectors.joining());
  }

  /** What a select reads that is a query itself, by the name that it has there. */
  private static Map<String, Query> from(PlainSelect select, Map<String, Query> names) {
    List<FromItem> items = new ArrayList<>();
    items.add(select.getFromItem());
    if (select.getJoins() != null) {
      select.getJoins().stream().map(Join::getFromItem).forEach(items::add);
    }
    Map<String, Query> from = new LinkedHashMap<>();
    for (FromItem item : items) {
      if (item instanceof Select inner) {
        from.put(alias(item, "#" + from.size()), new Query(inner, names));
      } else if (item instanceof Table table && table.getUnquotedSchemaName() == null) {
        String name = Shape.folded(table.getUnquotedName());
        if (names.containsKey(name)) {
          from.put(alias(item, name), names.get(name));
        }
      }
    }
    return from;
  }

  private static String alias(FromItem item, String otherwise) {
    return item.getAlias() == null ? otherwise : Shape.folded(item.getAlias().getUnquotedName());
  }
}
