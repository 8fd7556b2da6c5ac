package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.JoinReading.Site;
import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The select that joins: by which columns, and which others of the joined relation it takes. */
final class JoinScan {
  private static final Set<String> HOW =
      Set.of("left join", "left outer join", "join", "inner join");

  private final TreeReader reader;
  private final Select select;
  private final Relation joined;
  private final String alias;
  private Set<String> columns = Set.of();
  private final List<String> keys = new ArrayList<>();
  private final Map<String, List<Site>> sites = new TreeMap<>();
  private final Set<String> bare = new TreeSet<>();
  private final Set<String> ownNames = new TreeSet<>();

  JoinScan(TreeReader reader, Select select, Relation joined, String alias) {
    this.reader = reader;
    this.select = select;
    this.joined = joined;
    this.alias = alias;
  }

  List<String> keys() {
    return keys;
  }

  Map<String, List<Site>> sites() {
    return new LinkedHashMap<>(sites);
  }

  Set<String> bare() {
    return bare;
  }

  void read(Set<String> known) {
    columns = known;
    if (!HOW.contains(joined.join())) {
      throw new Undecided("the join is a " + joined.join());
    }
    if (select.natural || select.reshaped) {
      throw new Undecided(select.natural ? "a join is natural" : "the joined rows are pivoted");
    }
    joined.on().forEach(this::condition);
    if (keys.isEmpty()) {
      throw new Undecided("the join has no condition");
    }
    select.items.forEach(this::item);
    for (Clause clause : select.clauses) {
      if (!joined.on().contains(clause.range())) {
        elsewhere(clause);
      }
    }
  }

  private void condition(Range range) {
    boolean using = reader.is(range.from() - 2, "using");
    int start = range.from();
    for (int i = range.from(); i <= range.to(); i = i < range.to() ? reader.skip(i) : i + 1) {
      if (i == range.to() || reader.is(i, using ? "," : "and")) {
        if (using) {
          keys.add(Carried.folded(reader.at(start)));
        } else {
          equality(unwrapped(new Range(start, i)));
        }
        start = i + 1;
      }
    }
  }

  private Range unwrapped(Range range) {
    if (reader.is(range.from(), "(") && reader.partner(range.from()) == range.to() - 1) {
      Range inner = new Range(range.from() + 1, range.to() - 1);
      for (int i = inner.from(); i < inner.to(); i = reader.skip(i)) {
        if (reader.is(i, "and")) {
          condition(inner);
          return null;
        }
      }
      return unwrapped(inner);
    }
    return range;
  }

  /** {@code a.x = b.y}: any further condition may be what singles a row out. */
  private void equality(Range range) {
    if (range == null) {
      return;
    }
    int equals = range.from();
    while (equals < range.to() && !reader.is(equals, "=")) {
      equals = reader.skip(equals);
    }
    Token left = equals < range.to() ? ours(new Range(range.from(), equals)) : null;
    Token right = equals < range.to() ? ours(new Range(equals + 1, range.to())) : null;
    boolean columns =
        isColumn(new Range(range.from(), equals)) && isColumn(new Range(equals + 1, range.to()));
    if (!columns || (left == null) == (right == null)) {
      throw new Undecided(
          "the join has a condition that is no equality of two columns: " + text(range));
    }
    keys.add(Carried.folded(left == null ? right : left));
  }

  private boolean isColumn(Range range) {
    for (int i = range.from(); i < range.to(); i += 2) {
      boolean last = i + 1 == range.to();
      if (!reader.at(i).isName() || (!last && !reader.is(i + 1, "."))) {
        return false;
      }
    }
    return range.to() > range.from() && (range.to() - range.from()) % 2 == 1;
  }

  /** The joined relation's column, where the range is one and nothing else. */
  private Token ours(Range range) {
    boolean qualified =
        range.to() - range.from() == 3
            && isAlias(range.from())
            && reader.at(range.from() + 2).isName();
    if (qualified) {
      return reader.at(range.from() + 2);
    }
    boolean alone = range.to() - range.from() == 1 && isOurBareName(range.from());
    return alone ? reader.at(range.from()) : null;
  }

  private boolean isAlias(int i) {
    return reader.at(i).isNamed(alias) && reader.is(i + 1, ".") && !reader.is(i - 1, ".");
  }

  private boolean isOurBareName(int i) {
    return reader.at(i).isName()
        && !reader.is(i - 1, ".")
        && !reader.is(i + 1, ".")
        && columns.contains(Carried.folded(reader.at(i)));
  }

  private void item(Item item) {
    Range range = item.expression();
    if (item.alias() != null) {
      ownNames.add(Carried.folded(item.alias()));
    }
    Token alone = ours(range);
    if (alone != null && !isMerged(alone, range)) {
      note(alone, item.alias());
      return;
    }
    for (int i = range.from(); i < range.to(); i++) {
      star(i, range);
      jinja(reader.at(i));
      Token column = columnAt(i);
      if (column != null) {
        note(column, null);
      }
    }
  }

  /** A column that both sides are joined by with {@code using} belongs to neither. */
  private boolean isMerged(Token column, Range range) {
    boolean merged =
        range.to() - range.from() == 1
            && select.using.stream().anyMatch(it -> it.isNamed(column.name()));
    if (merged) {
      bare.add(Carried.folded(column));
    }
    return merged;
  }

  private void note(Token column, Token as) {
    sites
        .computeIfAbsent(Carried.folded(column), key -> new ArrayList<>())
        .add(new Site(column, as));
  }

  private void star(int i, Range range) {
    boolean first = i == range.from() && reader.is(i, "*");
    boolean ours = isAlias(i) && reader.is(i + 2, "*");
    if (first || ours) {
      throw new Undecided("it takes all columns of what is joined, by a star");
    }
  }

  private void jinja(Token token) {
    if (token.kind() != Token.Kind.JINJA) {
      return;
    }
    for (JinjaText.Literal literal : JinjaText.strings(token)) {
      if (literal.names(alias) || columns.stream().anyMatch(literal::names)) {
        throw new Undecided("a macro is told of the joined columns: " + JinjaText.brief(token));
      }
    }
  }

  /** The joined relation's column that is named here, or null. */
  private Token columnAt(int i) {
    if (isAlias(i)) {
      Token column = reader.at(i + 2);
      if (!column.isName()) {
        throw new Undecided("which column of it is read cannot be seen: " + column.text());
      }
      return column;
    }
    Token token = reader.at(i);
    boolean name =
        token.isName()
            && !reader.is(i - 1, ".")
            && !reader.is(i + 1, ".")
            && !reader.is(i + 1, "(")
            && !reader.is(i - 1, "::")
            && !reader.is(i - 1, "as");
    if (!name) {
      return null;
    }
    bare.add(Carried.folded(token));
    boolean merged = select.using.stream().anyMatch(it -> it.isNamed(token.name()));
    return isOurBareName(i) && !merged ? token : null;
  }

  /** Conditions and further joins on the joined columns would choose among its rows. */
  private void elsewhere(Clause clause) {
    if (clause.kind().equals("using")) {
      return;
    }
    for (int i = clause.range().from(); i < clause.range().to(); i++) {
      boolean ownName =
          clause.kind().equals("order by")
              && !isAlias(i)
              && reader.at(i).isName()
              && ownNames.contains(Carried.folded(reader.at(i)));
      jinja(reader.at(i));
      if (!ownName && columnAt(i) != null) {
        throw new Undecided(
            "its " + clause.kind() + " reads the joined columns: " + text(clause.range()));
      }
    }
  }

  private String text(Range range) {
    String text = reader.words(range.from(), range.to()).replaceAll(" ?\\. ?", ".");
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
