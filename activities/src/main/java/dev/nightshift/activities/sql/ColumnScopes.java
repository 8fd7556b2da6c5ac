package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Surroundings.Bound;
import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Cte;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at each place that reads the wrong name with the columns that are in scope there. */
final class ColumnScopes {
  private static final Pattern CALL =
      Pattern.compile(
          "\\{\\{[-+]?\\s*(ref|source)\\s*\\(\\s*['\"]([^'\"]+)['\"]"
              + "(?:\\s*,\\s*['\"]([^'\"]+)['\"])?\\s*\\)\\s*[-+]?\\}\\}");

  /** What was meant at a place, and what has it. */
  record Meant(String column, String scope) {}

  private final TreeReader reader;
  private final String wrong;
  private final Dialect dialect;
  private final ColumnSlip.Known known;
  private final Question question;
  private Map<Integer, Meant> found;

  /** A place: its token, the clause, and whether the token is all of an item of the select. */
  record Spot(Token token, String clause, boolean bare) {}

  /** What is asked of a place where the name stands; null for one that is right. */
  interface Question {
    Meant qualified(String name, Token qualifier, boolean longer, Surroundings around);

    Meant unqualified(String name, Spot spot, Surroundings around);

    /** Whether a clause of this kind may say the name as it is. */
    default boolean leaves(String clause, Surroundings around) {
      return false;
    }
  }

  ColumnScopes(
      TreeReader reader, String wrong, Dialect dialect, ColumnSlip.Known known, Question question) {
    this.reader = reader;
    this.wrong = wrong;
    this.dialect = dialect;
    this.known = known;
    this.question = question;
  }

  void read(Map<Integer, Meant> into) {
    found = into;
    query(reader.read(), Map.of(), null);
  }

  private Set<String> query(Query query, Map<String, Set<String>> outerCtes, Surroundings outer) {
    Map<String, Set<String>> ctes = new LinkedHashMap<>(outerCtes);
    for (Cte cte : query.ctes) {
      String name = lower(cte.name());
      ctes.put(name, null);
      Set<String> columns = query(cte.query(), ctes, outer);
      ctes.put(name, cte.columns() == null ? columns : names(cte.columns()));
    }
    Set<String> first = null;
    boolean isFirst = true;
    for (Part part : query.parts) {
      Set<String> columns = part(part, ctes, outer);
      first = isFirst ? columns : first;
      isFirst = false;
    }
    return first;
  }

  private Set<String> part(Part part, Map<String, Set<String>> ctes, Surroundings outer) {
    if (part.select() != null) {
      return select(part.select(), ctes, outer);
    }
    if (part.opaque() != null) {
      refuseNamed(part.opaque());
    }
    return part.query() == null ? null : query(part.query(), ctes, outer);
  }

  private void refuseNamed(Range range) {
    for (int i = range.from(); i < range.to(); i++) {
      if (isWrong(reader.at(i))) {
        throw new Undecided("a part of the query that cannot be followed reads " + wrong);
      }
    }
  }

  private Set<String> select(Select select, Map<String, Set<String>> ctes, Surroundings outer) {
    Surroundings around =
        new Surroundings(outer, select, new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
    for (Relation relation : select.relations) {
      around.bounds().add(bound(relation, ctes, around));
    }
    for (Item item : select.items) {
      name(item).ifPresent(around.aliases()::add);
      if (item.alias() != null) {
        name(item).ifPresent(around.given()::add);
      }
    }
    for (Item item : select.items) {
      references(item.expression(), "select", ctes, around);
    }
    for (Clause clause : select.clauses) {
      if (clause.kind().equals("using")) {
        refuseNamed(clause.range());
      } else if (!question.leaves(clause.kind(), around)) {
        references(clause.range(), clause.kind(), ctes, around);
      }
    }
    return output(select, around);
  }

  private Bound bound(Relation relation, Map<String, Set<String>> ctes, Surroundings around) {
    Set<String> columns;
    String own = "";
    String says;
    if (relation.query() != null) {
      Surroundings seen = relation.join().contains("lateral") ? around : around.outer();
      columns = query(relation.query(), ctes, seen);
      says = "its subquery";
    } else {
      Token last = reader.at(relation.name().to() - 1);
      boolean single = relation.name().to() - relation.name().from() == 1;
      own = last.isName() ? last.name() : "";
      String cte = own.toLowerCase(Locale.ROOT);
      boolean isCte = single && last.isName() && ctes.containsKey(cte);
      Matcher call = CALL.matcher(last.text());
      if (isCte) {
        columns = ctes.get(cte);
        says = "its CTE " + own;
      } else if (single && call.matches()) {
        String name = call.group(3) == null ? call.group(2) : call.group(3);
        boolean source = call.group(1).equals("source");
        columns = known.columns(source ? call.group(2) : "", name).orElse(null);
        says = (source ? call.group(2) + "." : "") + name;
      } else {
        columns = null;
        says = own;
      }
    }
    if (relation.columns() != null) {
      columns = names(relation.columns());
    }
    String name = relation.alias() == null ? own : relation.alias().name();
    return new Bound(List.of(name), columns, says);
  }

  private Set<String> output(Select select, Surroundings around) {
    Set<String> columns = new LinkedHashSet<>();
    boolean whole = !select.reshaped;
    for (Item item : select.items) {
      Range range = item.expression();
      int last = range.to() - 1;
      int star = range.from();
      while (reader.is(star + 1, ".")) {
        star += 2;
      }
      if (reader.is(star, "*")) {
        whole &= star == last;
        for (Bound bound : over(range.from(), star, around)) {
          whole &= bound.columns() != null;
          columns.addAll(bound.columns() == null ? Set.of() : bound.columns());
        }
      } else if (reader.at(last).kind() == Token.Kind.JINJA && item.alias() == null) {
        whole = false;
      } else if (item.alias() != null && item.alias().kind() == Token.Kind.JINJA) {
        whole = false;
      } else {
        name(item).map(name -> put(name, last)).ifPresent(columns::add);
      }
    }
    return whole ? columns : null;
  }

  /** A bare column whose name was put right leaves the select under its right name. */
  private String put(String name, int last) {
    Meant meant = found.get(reader.at(last).start());
    return meant == null || !name.equals(wrong) ? name : meant.column();
  }

  private List<Bound> over(int from, int star, Surroundings around) {
    if (star == from) {
      return around.bounds();
    }
    Bound bound = around.named(reader.at(star - 2));
    return bound == null ? List.of(new Bound(List.of(), null, "")) : List.of(bound);
  }

  /** The name under which the item leaves the select. */
  private Optional<String> name(Item item) {
    if (item.alias() != null) {
      return item.alias().isName() ? Optional.of(lower(item.alias())) : Optional.empty();
    }
    Range range = item.expression();
    for (int i = range.from(); i < range.to(); i += 2) {
      if (!reader.at(i).isName()) {
        return Optional.empty();
      }
      if (i + 1 < range.to() && !reader.is(i + 1, ".")) {
        return Optional.empty();
      }
    }
    return range.isEmpty() ? Optional.empty() : Optional.of(lower(reader.at(range.to() - 1)));
  }

  private void references(
      Range range, String clause, Map<String, Set<String>> ctes, Surroundings around) {
    for (int i = range.from(); i < range.to(); i++) {
      Token token = reader.at(i);
      if (reader.is(i, "(") && reader.beginsQuery(i + 1)) {
        query(reader.query(i + 1, reader.partner(i)), ctes, around);
        i = reader.partner(i);
      } else if (token.kind() == Token.Kind.JINJA) {
        if (JinjaText.strings(token).stream().anyMatch(it -> it.names(wrong))) {
          throw new Undecided("a macro is told the name: " + JinjaText.brief(token));
        }
      } else if (isWrong(token) && isColumn(i, range) && !reader.is(i + 1, ".")) {
        place(i, range, clause, around);
      }
    }
  }

  private boolean isWrong(Token token) {
    return token.isNamed(wrong) && !dialect.isString(token);
  }

  /** The last item of a select stands before {@code from} too, and is no part of a date. */
  private boolean isColumn(int i, Range range) {
    boolean last = i == range.to() - 1 && reader.is(i + 1, "from");
    return last
        ? !reader.is(i - 1, "::") && !reader.is(i - 1, "as") && !reader.is(i - 1, ":")
        : References.mayBeColumn(reader, i);
  }

  private void place(int i, Range range, String clause, Surroundings around) {
    Meant meant =
        reader.is(i - 1, ".")
            ? question.qualified(wrong, reader.at(i - 2), reader.is(i - 3, "."), around)
            : question.unqualified(wrong, spot(i, range, clause), around);
    if (meant == null) {
      return;
    }
    Token token = reader.at(i);
    if (token.kind() == Token.Kind.QUOTED && !dialect.foldsQuoted()) {
      throw new Undecided(token.text() + " is quoted, and its letters' case counts");
    }
    boolean qualified = reader.is(i - 1, ".");
    String qualifier = qualified ? reader.at(i - 2).text() : "";
    boolean itself =
        isOperand(i - (qualified ? 3 : 1), -1, qualifier, meant)
            || isOperand(i + 1, 1, qualifier, meant);
    if (itself) {
      throw new Undecided(meant.column() + " would stand on both sides of an operator");
    }
    boolean bare =
        range.to() - 1 == i
            && name(new Item(range, null)).isPresent()
            && around.aliases().contains(wrong);
    boolean another = !meant.column().equals(wrong);
    if (bare && another && around.aliases().contains(meant.column())) {
      throw new Undecided("the select gives a column " + meant.column() + " already");
    }
    found.put(token.start(), meant);
  }

  private Spot spot(int i, Range range, String clause) {
    boolean bare = clause.equals("select") && range.to() - range.from() == 1;
    return new Spot(reader.at(i), clause, bare);
  }

  /** Whether the very column that is meant stands on the other side of an operator. */
  private boolean isOperand(int operator, int direction, String qualifier, Meant meant) {
    if (operator <= 0
        || operator + 1 >= reader.tokens.size()
        || reader.at(operator).kind() != Token.Kind.SYMBOL
        || reader.is(operator, ",")
        || reader.is(operator, "(")
        || reader.is(operator, ")")) {
      return false;
    }
    int name = operator + direction;
    if (direction > 0 && reader.is(name + 1, ".")) {
      name += 2;
    }
    String other = reader.is(name - 1, ".") ? reader.at(name - 2).text() : "";
    return name < reader.tokens.size()
        && reader.at(name).isNamed(meant.column())
        && other.equalsIgnoreCase(qualifier);
  }

  private static Set<String> names(List<Token> tokens) {
    Set<String> names = new LinkedHashSet<>();
    tokens.forEach(token -> names.add(lower(token)));
    return names;
  }

  private static String lower(Token token) {
    return token.name().toLowerCase(Locale.ROOT);
  }
}
