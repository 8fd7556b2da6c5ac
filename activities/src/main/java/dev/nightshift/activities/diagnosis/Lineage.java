package dev.nightshift.activities.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * Where the columns of one select come from: each from one column of one relation, or not told.
 * Relations are named as the SQL does, unquoted and in lower case.
 */
final class Lineage {
  /** Columns of a relation that are known from elsewhere; empty when they are not. */
  @FunctionalInterface
  interface Known extends Function<String, Set<String>> {}

  /** A cast of one column that stops the query on a value that does not fit. */
  record Cast(Origin of, String type) {}

  /** A join by equal columns; {@code columns} are those of the joined relation. */
  record JoinKey(String relation, List<String> columns) {}

  /**
   * A join that keeps the rows that find none here; {@code left} and {@code right} are what it sets
   * equal, column by column, {@code right} of the joined relation.
   */
  record OuterJoin(List<Origin> left, List<Origin> right) {}

  private final Known known;
  private final List<OuterJoin> outerJoins = new ArrayList<>();
  private final List<Cast> casts = new ArrayList<>();
  private final List<JoinKey> joins = new ArrayList<>();
  private final Set<Origin> reads = new HashSet<>();
  private final Set<String> aliases = new HashSet<>();
  private Shape result = new Shape();

  private Lineage(Known known) {
    this.known = known;
  }

  /** Empty when the SQL does not parse: then nothing is concluded from it. */
  static Optional<Lineage> of(String sql, Known known) {
    return SqlText.parsed(sql).flatMap(select -> of(select, known));
  }

  private static Optional<Lineage> of(Select select, Known known) {
    try {
      Lineage lineage = new Lineage(known);
      lineage.result = lineage.shape(select, new HashMap<>());
      return Optional.of(lineage);
    } catch (RuntimeException untold) {
      return Optional.empty();
    }
  }

  Optional<Origin> origin(String column) {
    return Optional.ofNullable(result.column(Shape.folded(column)));
  }

  /** The columns that the select names; those behind a star are not among them. */
  Map<String, Origin> columns() {
    Map<String, Origin> told = new LinkedHashMap<>();
    result.columns.forEach(
        (name, origin) -> {
          if (origin != null) {
            told.put(name, origin);
          }
        });
    return told;
  }

  List<Cast> casts() {
    return casts;
  }

  /** Whether an item of a select, here or in a query within, is made of this column. */
  boolean reads(String relation, String column) {
    return reads.contains(Origin.plain(relation, Shape.folded(column)));
  }

  /** What items of a select, here or in a query within, are made of in a relation. */
  Set<String> readOf(String relation) {
    return reads.stream()
        .filter(origin -> origin.relation().equals(relation))
        .map(Origin::column)
        .collect(Collectors.toSet());
  }

  /** Whether an item of a select gets this name by the code itself. */
  boolean givesName(String name) {
    return aliases.contains(Shape.folded(name));
  }

  /** Joins with rows of a relation as they are; what was grouped before it is joined is not. */
  List<JoinKey> joins() {
    return joins;
  }

  /** Those that are equalities of columns and nothing else. */
  List<OuterJoin> outerJoins() {
    return outerJoins;
  }

  /** The names of all columns that it is known to have. */
  Set<String> names() {
    return Set.copyOf(result.columns.keySet());
  }

  /** Whether the select has a column of this name, whatever it is made of. */
  boolean gives(String column) {
    return result.names(Shape.folded(column));
  }

  private Shape shape(Select select, Map<String, Shape> outer) {
    Map<String, Shape> names = new HashMap<>(outer);
    if (select.getWithItemsList() != null) {
      for (WithItem<?> item : select.getWithItemsList()) {
        Select inner = item.getSelect();
        names.put(
            Shape.folded(item.getUnquotedAliasName()),
            inner == null ? new Shape() : shape(inner, names));
      }
    }
    if (select instanceof ParenthesedSelect parenthesed) {
      return shape(parenthesed.getSelect(), names);
    }
    // The branches of a union may differ: nothing is told of its columns.
    return select instanceof PlainSelect plain ? shape(plain, names) : new Shape();
  }

  private Shape shape(PlainSelect select, Map<String, Shape> names) {
    Map<String, Shape> from = new LinkedHashMap<>();
    if (select.getFromItem() != null) {
      add(select.getFromItem(), names, from);
    }
    if (select.getJoins() != null) {
      for (Join join : select.getJoins()) {
        add(join.getFromItem(), names, from);
      }
    }
    if (select.getJoins() != null) {
      select.getJoins().forEach(join -> note(join, from));
      select.getJoins().stream().filter(Join::isLeft).forEach(join -> noteOuter(join, from));
    }
    Shape shape = new Shape();
    shape.grouped =
        select.getGroupBy() != null
            || select.getDistinct() != null
            || select.getQualify() != null
            || select.getWhere() != null
            || from.values().stream().anyMatch(item -> item.grouped);
    for (SelectItem<?> item : select.getSelectItems()) {
      add(item, from, shape);
    }
    return shape;
  }

  private void note(Join join, Map<String, Shape> from) {
    FromItem joined = join.getFromItem();
    String alias = alias(joined, "");
    Shape right = from.get(alias);
    if (right == null || right.grouped) {
      return;
    }
    List<Origin> keys = new ArrayList<>();
    join.getUsingColumns()
        .forEach(column -> keys.add(right.column(Shape.folded(column.getUnquotedColumnName()))));
    for (Expression on : join.getOnExpressions()) {
      for (Column column : JoinColumns.of(on, alias)) {
        keys.add(right.column(Shape.folded(column.getUnquotedColumnName())));
      }
    }
    if (keys.isEmpty() || keys.contains(null) || keys.stream().anyMatch(key -> !key.isPlain())) {
      return;
    }
    String relation = keys.get(0).relation();
    if (keys.stream().allMatch(key -> key.relation().equals(relation))) {
      joins.add(new JoinKey(relation, keys.stream().map(Origin::column).distinct().toList()));
    }
  }

  private void noteOuter(Join join, Map<String, Shape> from) {
    String alias = alias(join.getFromItem(), "");
    Shape joined = from.get(alias);
    if (joined == null) {
      return;
    }
    Map<String, Shape> others = new LinkedHashMap<>(from);
    others.remove(alias);
    List<Origin> left = new ArrayList<>();
    List<Origin> right = new ArrayList<>();
    for (Column column : join.getUsingColumns()) {
      left.add(Shape.origin(column, others));
      right.add(joined.column(Shape.folded(column.getUnquotedColumnName())));
    }
    for (Expression on : join.getOnExpressions()) {
      if (!JoinColumns.isEquality(
          on, (one, other) -> noteEqual(one, other, alias, from, left, right))) {
        return;
      }
    }
    if (!left.isEmpty() && !left.contains(null) && !right.contains(null)) {
      outerJoins.add(new OuterJoin(left, right));
    }
  }

  private static void noteEqual(
      Column one,
      Column other,
      String alias,
      Map<String, Shape> from,
      List<Origin> left,
      List<Origin> right) {
    boolean first = JoinColumns.isOf(one, alias);
    left.add(Shape.origin(first ? other : one, from));
    right.add(
        first || JoinColumns.isOf(other, alias) ? Shape.origin(first ? one : other, from) : null);
  }

  private static String alias(FromItem item, String otherwise) {
    if (item.getAlias() != null) {
      return Shape.folded(item.getAlias().getUnquotedName());
    }
    return item instanceof Table table ? Shape.folded(table.getUnquotedName()) : otherwise;
  }

  private void add(FromItem item, Map<String, Shape> names, Map<String, Shape> from) {
    String alias = alias(item, "#" + from.size());
    if (item instanceof Table table) {
      String name = Shape.folded(table.getUnquotedName());
      boolean named = table.getUnquotedSchemaName() == null && names.containsKey(name);
      from.put(alias, named ? names.get(name) : base(table));
    } else if (item instanceof Select inner) {
      from.put(alias, shape(inner, names));
    } else {
      from.put(alias, new Shape());
    }
  }

  private Shape base(Table table) {
    String relation =
        Graph.key(
            table.getUnquotedDatabaseName(),
            table.getUnquotedSchemaName(),
            table.getUnquotedName());
    Shape shape = new Shape();
    shape.stars.add(relation);
    known
        .apply(relation)
        .forEach(column -> shape.columns.put(column, Origin.plain(relation, column)));
    return shape;
  }

  private void add(SelectItem<?> item, Map<String, Shape> from, Shape shape) {
    Expression expression = item.getExpression();
    if (expression instanceof AllTableColumns star) {
      Shape one = from.get(Shape.folded(star.getTable().getUnquotedName()));
      addStar(star, one == null ? List.of() : List.of(one), from, shape);
    } else if (expression instanceof AllColumns star) {
      addStar(star, List.copyOf(from.values()), from, shape);
    } else {
      String name =
          item.getAlias() != null
              ? item.getAlias().getUnquotedName()
              : expression instanceof Column column ? column.getUnquotedColumnName() : null;
      Origin origin = origin(expression, from);
      if (item.getAlias() != null) {
        aliases.add(Shape.folded(name));
      }
      if (name != null) {
        shape.columns.put(Shape.folded(name), origin);
      }
    }
  }

  private void addStar(AllColumns star, List<Shape> items, Map<String, Shape> from, Shape shape) {
    if (star.getExceptColumns() != null) {
      star.getExceptColumns()
          .forEach(column -> shape.columns.put(Shape.folded(column.getUnquotedColumnName()), null));
    }
    if (star.getReplaceExpressions() != null) {
      star.getReplaceExpressions().forEach(item -> add(item, from, shape));
    }
    items.forEach(shape::addAll);
  }

  private Origin read(Origin origin) {
    if (origin != null) {
      reads.add(Origin.plain(origin.relation(), origin.column()));
    }
    return origin;
  }

  private Origin origin(Expression expression, Map<String, Shape> from) {
    ExpressionScan scan = new ExpressionScan(column -> read(Shape.origin(column, from)));
    Origin origin = scan.origin(expression);
    casts.addAll(scan.casts());
    return origin;
  }
}
