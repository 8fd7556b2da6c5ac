package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Item;
import dev.nightshift.activities.sql.Tree.Part;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items of a text's selects that make one column, and which of them are nothing but a case. */
final class CaseItems {
  private final String column;
  private final Map<Integer, Integer> cases = new TreeMap<>();
  private boolean others;
  private TreeReader reader;

  private CaseItems(String column) {
    this.column = column;
  }

  /** The tokens of the one case expression that makes the column, {@code case} to {@code end}. */
  static TokenRow only(String text, List<Token> tokens, String column) {
    CaseItems items = new CaseItems(column);
    for (List<Token> variant : Branches.of(tokens)) {
      items.reader = new TreeReader(variant);
      items.query(items.reader.read());
    }
    if (items.cases.size() > 1) {
      throw new Undecided(items.cases.size() + " case expressions make " + column);
    }
    if (items.cases.isEmpty()) {
      throw new Undecided(
          items.others
              ? column + " is made by something else than a case expression"
              : "no select makes a column " + column);
    }
    Map.Entry<Integer, Integer> only = items.cases.entrySet().iterator().next();
    String inside = text.substring(only.getKey(), only.getValue());
    if (inside.contains("{{") || inside.contains("{%")) {
      throw new Undecided("Jinja stands in the case expression that makes " + column);
    }
    return new TokenRow(
        tokens.stream()
            .filter(it -> it.start() >= only.getKey() && it.end() <= only.getValue())
            .toList());
  }

  private void query(Query query) {
    query.ctes.forEach(cte -> query(cte.query()));
    for (Part part : query.parts) {
      if (part.select() != null) {
        select(part.select());
      } else if (part.query() != null) {
        query(part.query());
      }
    }
  }

  private void select(Select select) {
    for (Relation relation : select.relations) {
      if (relation.query() != null) {
        query(relation.query());
      }
    }
    for (Item item : select.items) {
      if (item.alias() != null && item.alias().isNamed(column)) {
        made(item.expression());
      }
    }
  }

  private void made(Range by) {
    int from = by.from();
    int last = by.to() - 1;
    while (reader.is(from, "(") && reader.partner(from) == last) {
      from++;
      last--;
    }
    if (isCase(from, last)) {
      // What Jinja leaves out of one text may be the end of another's.
      cases.merge(reader.at(from).start(), reader.at(last).end(), Math::max);
    } else {
      others = true;
    }
  }

  private boolean isCase(int from, int last) {
    int depth = 0;
    for (int i = from; i <= last; i++) {
      depth += reader.is(i, "case") ? 1 : reader.is(i, "end") && !reader.is(i - 1, ".") ? -1 : 0;
      if (depth == 0) {
        return i == last && reader.is(from, "case");
      }
    }
    return false;
  }
}
