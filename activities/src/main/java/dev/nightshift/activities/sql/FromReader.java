package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Tree.Clause;
import dev.nightshift.activities.sql.Tree.Query;
import dev.nightshift.activities.sql.Tree.Range;
import dev.nightshift.activities.sql.Tree.Relation;
import dev.nightshift.activities.sql.Tree.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what stands in a {@code from} clause: relations, their aliases, joins and conditions. */
final class FromReader {
  private static final Set<String> JOIN_WORDS =
      Set.of(
          "natural",
          "inner",
          "left",
          "right",
          "full",
          "cross",
          "semi",
          "anti",
          "asof",
          "outer",
          "any",
          "positional",
          "global",
          "straight_join",
          "join");
  private static final Set<String> RESHAPING = Set.of("pivot", "unpivot", "match_recognize");
  private static final Set<String> AFTER_RELATION =
      Set.of("tablesample", "sample", "at", "before", "for", "changes", "with", "use", "final");

  private final TreeReader reader;
  private final Select select;

  FromReader(TreeReader reader, Select select) {
    this.reader = reader;
    this.select = select;
  }

  void read(int from, int to) {
    int i = from;
    String join = "from";
    while (i < to) {
      i = relation(join, i, to);
      i = conditions(i, to);
      if (i >= to) {
        return;
      }
      int next = joinEnd(i, to);
      join = reader.words(i, next);
      if (join.contains("natural")) {
        select.natural = true;
      }
      i = next;
    }
  }

  private int relation(String join, int from, int to) {
    int i = from;
    String how = join;
    while (reader.is(i, "lateral") || reader.is(i, "only")) {
      how = reader.is(i, "lateral") ? join + " lateral" : how;
      i++;
    }
    if (i >= to) {
      throw new Undecided("a join has no relation");
    }
    Query query = null;
    Range name = null;
    if (reader.is(i, "(")) {
      if (!reader.beginsQuery(i)) {
        if (reader.is(i + 1, "values")) {
          query = null;
          name = new Range(i, reader.skip(i));
        } else {
          read(i + 1, reader.partner(i));
          return reader.skip(i);
        }
      } else {
        query = reader.query(i + 1, reader.partner(i));
      }
      i = reader.skip(i);
    } else {
      int end = nameEnd(i);
      name = new Range(i, end);
      i = end;
      if (reader.is(i, "(")) {
        select.clauses.add(new Clause("argument", new Range(i + 1, reader.partner(i))));
        i = reader.skip(i);
      }
    }
    i = afterRelation(i, to);
    return alias(how, name, query, i, to);
  }

  private int nameEnd(int from) {
    Token first = reader.at(from);
    if (!first.isName() && first.kind() != Token.Kind.JINJA && first.kind() != Token.Kind.STRING) {
      throw new Undecided("a relation begins with " + first.text());
    }
    int i = from + 1;
    while (reader.is(i, ".")) {
      i += 2;
    }
    if (i > reader.tokens.size()) {
      throw new Undecided("a relation's name ends with a dot");
    }
    return i;
  }

  private int afterRelation(int from, int to) {
    int i = from;
    while (i < to) {
      Token token = reader.at(i);
      if (token.isOneOf(RESHAPING)) {
        select.reshaped = true;
        i = reader.is(i + 1, "(") ? reader.skip(i + 1) : i + 1;
      } else if (token.isOneOf(AFTER_RELATION) && !reader.is(i + 1, "on")) {
        i++;
        while (i < to && !isJoin(i) && !reader.is(i, ",") && !reader.is(i, ")")) {
          boolean last = reader.is(i, "(");
          i = reader.skip(i);
          if (last) {
            break;
          }
        }
      } else {
        break;
      }
    }
    return i;
  }

  private int alias(String join, Range name, Query query, int from, int to) {
    int i = from;
    if (reader.is(i, "as")) {
      i++;
    }
    Token alias = null;
    List<Token> columns = null;
    boolean conditionOrJoin = i < to && (isCondition(i) || isJoin(i) || reader.is(i, ","));
    if (i < to && !conditionOrJoin) {
      Token token = reader.at(i);
      if (!token.isName() && token.kind() != Token.Kind.JINJA) {
        throw new Undecided("after a relation stands " + token.text());
      }
      alias = token;
      i++;
      if (reader.is(i, "(")) {
        columns = reader.names(i);
        i = reader.skip(i);
      }
    }
    select.relations.add(new Relation(join, name, query, alias, columns, new ArrayList<>()));
    return afterRelation(i, to);
  }

  private int conditions(int from, int to) {
    int i = from;
    while (i < to && isCondition(i)) {
      if (reader.is(i, "using")) {
        if (!reader.is(i + 1, "(")) {
          throw new Undecided("using has no columns");
        }
        select.using.addAll(reader.names(i + 1));
        Range columns = new Range(i + 2, reader.partner(i + 1));
        select.clauses.add(new Clause("using", columns));
        select.relations.get(select.relations.size() - 1).on().add(columns);
        i = reader.skip(i + 1);
        if (reader.is(i, "as")) {
          i += 2;
        }
        continue;
      }
      int start = i + 1;
      i = start;
      while (i < to && !isJoin(i) && !reader.is(i, ",")) {
        i = reader.skip(i);
      }
      Range condition = new Range(start, i);
      select.clauses.add(new Clause("on", condition));
      if (!select.relations.isEmpty()) {
        select.relations.get(select.relations.size() - 1).on().add(condition);
      }
    }
    return i;
  }

  private boolean isCondition(int i) {
    return reader.is(i, "on") || reader.is(i, "using") || reader.is(i, "match_condition");
  }

  /** {@code left(} is a function; {@code left join} is not. */
  private boolean isJoin(int i) {
    if (!reader.at(i).isOneOf(JOIN_WORDS) || reader.is(i - 1, ".") || reader.is(i + 1, ".")) {
      return false;
    }
    int next = i;
    while (next < reader.tokens.size() && reader.at(next).isOneOf(JOIN_WORDS)) {
      if (reader.is(next, "join") || reader.is(next, "straight_join")) {
        return true;
      }
      next++;
    }
    return false;
  }

  private int joinEnd(int from, int to) {
    if (reader.is(from, ",")) {
      return from + 1;
    }
    if (!isJoin(from)) {
      throw new Undecided("in the from clause stands " + reader.at(from).text());
    }
    int i = from;
    while (i < to && !reader.is(i, "join") && !reader.is(i, "straight_join")) {
      i++;
    }
    return i + 1;
  }
}
