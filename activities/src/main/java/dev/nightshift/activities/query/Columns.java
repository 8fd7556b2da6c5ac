package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/** The columns that a select can name: of what it reads from, its own aliases, and those around. */
final class Columns implements Names {
  /** In the place of an item: an alias of the select. */
  static final int OWN = -1;

  /** Functions that are called without brackets: no column, where none is known of the name. */
  private static final Set<String> CALLED_BARE =
      Set.of(
          "sysdate",
          "systimestamp",
          "current_user",
          "session_user",
          "current_role",
          "rownum",
          "current_schema",
          "current_database",
          "current_catalog");

  final Sources sources;
  private final Script script;
  private final Function<Select, Output> subqueries;
  private final Map<String, Expression> aliases = new LinkedHashMap<>();
  private final Map<Ref, Boolean> readsItself = new LinkedHashMap<>();
  private final Map<String, Field> made = new LinkedHashMap<>();
  private final Map<String, Span> required = new LinkedHashMap<>();

  Columns(Sources sources, PlainSelect select, Script script, Function<Select, Output> subqueries) {
    this.sources = sources;
    this.script = script;
    this.subqueries = subqueries;
    for (SelectItem<?> item : select.getSelectItems()) {
      if (item.getAlias() != null) {
        aliases.putIfAbsent(script.name(item.getAlias().getName()), item.getExpression());
      }
    }
  }

  /** What an alias stands for, or null. */
  Expression alias(String name) {
    return aliases.get(name);
  }

  void made(Field field) {
    made.putIfAbsent(field.name(), field);
  }

  Field made(String name) {
    return made.get(name);
  }

  void require(String alias, Span because) {
    required.putIfAbsent(alias, because);
  }

  Span required(String alias) {
    return required.get(alias);
  }

  /** The column meant; null where it is none of these, or could be a column or an alias. */
  Ref ref(Column column) {
    Ref ref = sources.resolve(column);
    String name = script.name(column.getColumnName());
    if (ref == null) {
      boolean own = !sources.isQualified(column) && aliases.containsKey(name);
      return own && !couldBeRead(name) ? new Ref(OWN, name) : null;
    }
    return isDoubtful(column, ref) || isCalled(column, ref) ? null : ref;
  }

  private boolean isCalled(Column column, Ref ref) {
    return CALLED_BARE.contains(ref.column())
        && !sources.isQualified(column)
        && !sources.isCertain(ref);
  }

  private boolean couldBeRead(String name) {
    return sources.items.stream().anyMatch(item -> item.output.could(name));
  }

  /** Whether an alias says the same name, and nothing says that the relation has it too. */
  private boolean isDoubtful(Column column, Ref ref) {
    Expression alias = aliases.get(ref.column());
    if (alias == null || sources.isQualified(column) || sources.isCertain(ref)) {
      return false;
    }
    return !readsItself.computeIfAbsent(ref, read -> reads(alias, read));
  }

  private boolean reads(Expression alias, Ref ref) {
    return Reads.of(alias, blind()).columns().stream()
        .anyMatch(column -> ref.equals(sources.resolve(column)));
  }

  /** Only for what an expression names, not what that is. */
  private Names blind() {
    return new Names() {
      @Override
      public Value column(Column column) {
        return Value.UNKNOWN;
      }

      @Override
      public Output subquery(Select select) {
        return Output.unknown(null);
      }
    };
  }

  @Override
  public Value column(Column column) {
    if (isWord(column, "true") || isWord(column, "false")) {
      return Value.UNKNOWN.seen(Value.Seen.always(script.range(column)));
    }
    Ref ref = ref(column);
    if (ref != null) {
      if (ref.item() != OWN) {
        return sources.field(ref).value();
      }
      Field own = made.get(ref.column());
      return own == null ? Value.UNKNOWN : own.value();
    }
    boolean own = sources.resolve(column) != null;
    boolean open = !sources.isQualified(column) && couldBeRead(script.name(column.getColumnName()));
    return own || open || sources.isBlended(script.name(column.getColumnName()))
        ? Value.UNKNOWN
        : around(column);
  }

  private Value around(Column column) {
    for (Sources around = sources.outer; around != null; around = around.outer) {
      Ref ref = around.resolve(column);
      if (ref != null) {
        return around.field(ref).value();
      }
    }
    return Value.UNKNOWN;
  }

  @Override
  public Output subquery(Select select) {
    return subqueries.apply(select);
  }

  private static boolean isWord(Column column, String word) {
    return column.getTable() == null
        && column.getColumnName().toLowerCase(Locale.ROOT).equals(word);
  }
}
