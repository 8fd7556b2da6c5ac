package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;

/** What a select reads from: first each item by itself, then how they are joined. */
final class FromClause {
  /** Kinds of joins that the parser takes for the alias of what stands before them. */
  private static final Set<String> UNKNOWN_JOINS = Set.of("anti", "semi", "positional", "asof");

  private static final List<String> FLATTENED =
      List.of("seq", "key", "path", "index", "value", "this");

  private final QueryReader queries;
  private final Scope scope;
  private final Sources sources;
  private final Script script;
  private final Tree tree;
  private final Span place;
  private final List<Integer> views = new ArrayList<>();

  /** An item, or several in brackets of their own. */
  private record Tree(int item, Tree first, List<Branch> joins) {}

  private record Branch(Join join, Tree tree) {}

  FromClause(PlainSelect select, QueryReader queries, Scope scope, Sources sources, Script script) {
    this.queries = queries;
    this.scope = scope;
    this.sources = sources;
    this.script = script;
    FromItem from = select.getFromItem();
    place = from == null ? null : script.range(from);
    tree = from == null ? null : tree(from, select.getJoins());
    if (select.getLateralViews() != null) {
      select.getLateralViews().forEach(view -> views.add(view(view, place)));
    }
  }

  private Tree tree(FromItem from, List<Join> joins) {
    Tree first = tree(from);
    if (joins == null || joins.isEmpty()) {
      return first;
    }
    List<Branch> branches = new ArrayList<>();
    for (Join join : joins) {
      if (join.isSemi() || join.isNatural() || join.isArray() || join.isWindowJoin()) {
        throw new Unread("a join that does not say by what it joins");
      }
      branches.add(new Branch(join, tree(join.getFromItem())));
    }
    return new Tree(-1, first, branches);
  }

  private Tree tree(FromItem from) {
    if (from instanceof ParenthesedFromItem several && several.getAlias() == null) {
      return tree(several.getFromItem(), several.getJoins());
    }
    Output output = output(from);
    List<String> columns = columns(from.getAlias());
    List<String> names = names(from);
    if (names.size() == 1 && UNKNOWN_JOINS.contains(names.get(0)) && from.getAlias() != null) {
      throw new Unread("a join of the kind " + names.get(0));
    }
    sources.items.add(new Item(names, output.renamed(columns, script.range(from))));
    return new Tree(sources.items.size() - 1, null, List.of());
  }

  private List<String> names(FromItem from) {
    Alias alias = from.getAlias();
    if (alias == null && from.getPivot() != null) {
      alias = from.getPivot().getAlias();
    }
    if (alias == null && from.getUnPivot() != null) {
      alias = from.getUnPivot().getAlias();
    }
    if (alias != null) {
      return List.of(script.name(alias.getName()));
    }
    return from instanceof Table table ? script.parts(table) : List.of();
  }

  private List<String> columns(Alias alias) {
    if (alias == null || alias.getAliasColumns() == null) {
      return List.of();
    }
    return alias.getAliasColumns().stream().map(column -> script.name(column.name)).toList();
  }

  private Output output(FromItem from) {
    Span span = script.range(from);
    if (from.getPivot() != null || from.getUnPivot() != null) {
      if (from instanceof Select select) {
        queries.read(select, scope, sources);
      }
      return Output.unknown(span);
    }
    if (from instanceof ParenthesedFromItem one
        && (one.getJoins() == null || one.getJoins().isEmpty())) {
      return output(one.getFromItem());
    }
    if (from instanceof TableFunction function) {
      return generated(function, span);
    }
    if (from instanceof Select select) {
      Output output = queries.read(select, scope, sources);
      return from instanceof LateralSubSelect && !output.single() ? output.repeated() : output;
    }
    if (from instanceof Table table) {
      List<String> parts = script.parts(table);
      Output cte = parts.size() == 1 ? scope.cte(parts.get(0)) : null;
      return cte == null ? Output.relation(script.relation(table), span) : cte;
    }
    return Output.unknown(span).repeated();
  }

  private static Output generated(TableFunction function, Span span) {
    String name =
        function.getFunction() == null || function.getFunction().getName() == null
            ? ""
            : function.getFunction().getName().toLowerCase(Locale.ROOT);
    return Output.generated(name.equals("flatten") ? FLATTENED : List.of(), span);
  }

  private int view(LateralView view, Span span) {
    Alias table = view.getTableAlias();
    Alias column = view.getColumnAlias();
    List<String> columns = new ArrayList<>();
    if (column != null && column.getName() != null) {
      columns.add(script.name(column.getName()));
    }
    List<String> names =
        table == null || table.getName() == null
            ? List.of()
            : List.of(script.name(table.getName()));
    sources.items.add(new Item(names, Output.generated(columns, span)));
    return sources.items.size() - 1;
  }

  /** All of it as one; null where nothing is read from. */
  Block joined(Joins joins, Numberings numberings, List<Expression> where) {
    if (tree == null) {
      return null;
    }
    Block block = block(tree, joins, numberings, where);
    for (int view : views) {
      block = joins.beside(block, item(view, numberings, where), place);
    }
    return block;
  }

  private Block block(Tree tree, Joins joins, Numberings numberings, List<Expression> where) {
    if (tree.first() == null) {
      return item(tree.item(), numberings, where);
    }
    Block block = block(tree.first(), joins, numberings, where);
    for (Branch branch : tree.joins()) {
      Block other = block(branch.tree(), joins, numberings, where);
      block = joins.join(block, other, branch.join());
    }
    return block;
  }

  private Block item(int item, Numberings numberings, List<Expression> where) {
    Output output = sources.items.get(item).output;
    Set<Key> keys = new LinkedHashSet<>();
    for (Grain grain : output.grains()) {
      Set<Ref> refs = new LinkedHashSet<>();
      grain.columns().forEach(column -> refs.add(new Ref(item, column)));
      keys.add(new Key(refs, grain.how(), grain.span()));
    }
    Block block = new Block(item, item + 1, output.rows(), List.copyOf(keys), output.single());
    return block.with(numberings.keys(item, where));
  }
}
