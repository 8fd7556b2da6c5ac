package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxScan.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What stands around a fault in its select: the other items, the group, how lines are used. */
final class SelectList {
  private static final Set<String> CLAUSES =
      Set.of("from", "where", "group", "having", "qualify", "order", "limit", "window");

  private final String text;
  private final List<Token> tokens;
  private final TokenRow row;
  private final Fault fault;
  private final int select;

  SelectList(String text, List<Token> tokens, Fault fault) {
    this.text = text;
    this.tokens = tokens;
    this.row = new TokenRow(tokens);
    this.fault = fault;
    this.select = select();
  }

  private boolean is(int i, String word) {
    return row.is(i, word);
  }

  /** The select that the fault is in, or -1. */
  private int select() {
    int depth = 0;
    for (int i = Math.min(fault.begin(), tokens.size()) - 1; i >= 0; i--) {
      depth += is(i, ")") ? 1 : is(i, "(") ? -1 : 0;
      if (depth < 0) {
        return -1;
      }
      if (depth == 0 && is(i, "select")) {
        return i;
      }
    }
    return -1;
  }

  Expression.Form form() {
    return switch (fault.clause()) {
      case "select" -> Expression.Form.ITEMS;
      case "group by", "order by" -> Expression.Form.LIST;
      case "where", "having", "qualify", "from" -> Expression.Form.CONDITION;
      default -> throw new Undecided("what is broken is no item and no condition");
    };
  }

  /** Where the item or the condition begins. */
  int begin() {
    if (!fault.clause().equals("from")) {
      return fault.begin();
    }
    for (int i = Math.min(fault.at(), tokens.size()) - 1; i >= fault.begin(); i--) {
      if (is(i, "on")) {
        return i + 1;
      }
    }
    throw new Undecided("what is broken is no item and no condition");
  }

  /**
   * Whether the item is the first, or the one before it has a name: else the comma between them may
   * have stood in a bracket.
   */
  boolean beginsForSure() {
    int begin = begin();
    if (!is(begin - 1, ",")) {
      return true;
    }
    if (form() != Expression.Form.ITEMS
        || Lines.of(text, tokens.get(begin - 2).start())
            == Lines.of(text, tokens.get(begin).start())) {
      return false;
    }
    Token last = tokens.get(begin - 2);
    boolean bare = is(begin - 3, ",") || begin - 3 == select || is(begin - 3, ".");
    return last.isName() && (bare || is(begin - 3, "as"));
  }

  /**
   * Whether the item before the token can be whole: it has an alias, or is a plain column and what
   * follows is not set in deeper, as the rest of an expression would be.
   */
  boolean hasEnded(int next) {
    int last = next - 1;
    int begin = begin();
    if (is(last, "*")) {
      return true;
    }
    boolean name = SqlWords.isGiven(tokens.get(last));
    if (!name && tokens.get(last).kind() != Token.Kind.JINJA) {
      return false;
    }
    if (is(last - 1, "as")) {
      return true;
    }
    boolean column = last == begin || (is(last - 1, ".") && isPath(begin, last));
    if (column) {
      return !isDeeper(tokens.get(next), tokens.get(begin));
    }
    return name && (is(last - 1, ")") || tokens.get(last - 1).kind() != Token.Kind.SYMBOL);
  }

  private boolean isPath(int from, int to) {
    for (int i = from; i < to; i += 2) {
      if (!tokens.get(i).isName() || !is(i + 1, ".")) {
        return false;
      }
    }
    return true;
  }

  private boolean isDeeper(Token token, Token begin) {
    int start = Lines.start(text, begin.start());
    boolean onlyItem = text.substring(start, begin.start()).matches("[\\s,]*");
    return onlyItem && token.start() - Lines.start(text, token.start()) > begin.start() - start;
  }

  /** The index behind the item or condition that the token is in. */
  int itemEnd(int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      if (depth == 0 && (is(i, ",") || is(i, ")") || is(i, ";") || isClause(i))) {
        return i;
      }
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    }
    return tokens.size();
  }

  private boolean isClause(int i) {
    Token token = tokens.get(i);
    return (token.isOneOf(CLAUSES) || token.isOneOf(SqlWords.SET_OPERATORS) || token.is("join"))
        && !is(i - 1, ".")
        && !is(i - 1, "as")
        && !(is(i, "from") && is(i - 1, "distinct"));
  }

  boolean readsFrom() {
    return clause("from") >= 0;
  }

  /** Where a clause of this select begins, behind the fault, or -1. */
  private int clause(String word) {
    int depth = 0;
    for (int i = fault.at(); i < tokens.size() && depth >= 0; i++) {
      if (depth == 0 && is(i, word) && !is(i - 1, ".")) {
        return i;
      }
      if (depth == 0 && tokens.get(i).isOneOf(SqlWords.SET_OPERATORS)) {
        return -1;
      }
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    }
    return -1;
  }

  /**
   * Whether the reading has, beside an aggregate, a column that the select is not grouped by: no
   * warehouse takes that.
   */
  boolean isUngrouped(Expression.Read read) {
    if (!fault.clause().equals("select")
        || !read.aggregate()
        || read.window()
        || !read.commas().isEmpty()
        || select < 0
        || !isClosedQuery()) {
      return false;
    }
    Set<String> grouped = grouped();
    return grouped != null && read.loose().stream().anyMatch(name -> !grouped.contains(name));
  }

  /** A subquery within an expression may read columns of the query around it. */
  private boolean isClosedQuery() {
    int depth = 0;
    for (int i = select - 1; i >= 0; i--) {
      depth += is(i, ")") ? 1 : is(i, "(") ? -1 : 0;
      if (depth < 0) {
        return is(i - 1, "as")
            || is(i - 1, "from")
            || is(i - 1, "join")
            || is(i - 1, "materialized");
      }
    }
    return true;
  }

  /** Names by which the select is grouped; null where that cannot be seen. */
  private Set<String> grouped() {
    int group = clause("group");
    // Many warehouses let an item read the alias of another, whatever that is made of.
    Set<String> names = aliases();
    if (group < 0) {
      return endsInJinja() ? null : names;
    }
    int end = group + 2;
    int depth = 0;
    while (end < tokens.size() && depth >= 0) {
      if (depth == 0 && end > group + 2 && isClause(end)) {
        break;
      }
      Token token = tokens.get(end);
      if (token.kind() == Token.Kind.JINJA || token.is("all")) {
        return null;
      }
      if (token.kind() == Token.Kind.NUMBER) {
        names.addAll(ofOtherItems());
      }
      if (token.isName()) {
        names.add(token.name().toLowerCase(java.util.Locale.ROOT));
      }
      depth += is(end, "(") ? 1 : is(end, ")") ? -1 : 0;
      end++;
    }
    return names;
  }

  private Set<String> aliases() {
    Set<String> names = new HashSet<>();
    for (List<Token> item : otherItems()) {
      Token last = item.get(item.size() - 1);
      if (item.size() > 1 && last.isName() && !item.get(item.size() - 2).is(".")) {
        names.add(last.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return names;
  }

  /** {@code dbt_utils.group_by(2)} behind what is read: a clause that only Jinja knows. */
  private boolean endsInJinja() {
    int depth = 0;
    for (int i = Math.max(clause("from"), 0) + 2; i < tokens.size() && depth >= 0; i++) {
      Token before = tokens.get(i - 1);
      if (depth == 0 && tokens.get(i).isOneOf(SqlWords.SET_OPERATORS)) {
        return false;
      }
      boolean ended =
          SqlWords.isGiven(before)
              || before.is(")")
              || before.kind() == Token.Kind.JINJA
              || before.kind() == Token.Kind.NUMBER
              || before.kind() == Token.Kind.STRING;
      if (depth == 0 && tokens.get(i).kind() == Token.Kind.JINJA && ended) {
        return true;
      }
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    }
    return false;
  }

  /** Columns that other items read outside of aggregates: {@code group by 1} means one of them. */
  private Set<String> ofOtherItems() {
    Set<String> names = new HashSet<>();
    for (List<Token> item : otherItems()) {
      Expression.Read read;
      try {
        read = Expression.read(item, Expression.Form.ITEMS);
      } catch (Undecided e) {
        read = null;
      }
      if (read != null) {
        names.addAll(read.loose());
      } else {
        item.stream()
            .filter(Token::isName)
            .forEach(token -> names.add(token.name().toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return names;
  }

  private List<List<Token>> otherItems() {
    List<List<Token>> items = new ArrayList<>();
    split(select + 1, fault.begin() - 1, items);
    int from = clause("from");
    int next = itemEnd(fault.at());
    if (from > next) {
      split(next + 1, from, items);
    }
    return items;
  }

  private void split(int from, int to, List<List<Token>> items) {
    int start = from;
    int depth = 0;
    for (int i = from; i <= to; i++) {
      if (i >= to || (depth == 0 && is(i, ","))) {
        if (i > start && i <= tokens.size()) {
          items.add(tokens.subList(start, i));
        }
        start = i + 1;
      } else {
        depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
      }
    }
  }

  /**
   * Whether the reading makes items within one line of a list that gives each item a line of its
   * own.
   */
  boolean breaksLayout(Expression.Read read) {
    if (!fault.clause().equals("select") || read.commas().isEmpty() || select < 0) {
      return false;
    }
    boolean within =
        read.commas().stream()
            .noneMatch(comma -> Lines.isFirst(text, comma) || Lines.isLast(text, comma));
    List<Token> others = separators();
    return within
        && !others.isEmpty()
        && others.stream()
            .allMatch(comma -> Lines.isFirst(text, comma) || Lines.isLast(text, comma));
  }

  boolean leadsWithCommas() {
    List<Token> others = separators();
    return !others.isEmpty() && others.stream().allMatch(comma -> Lines.isFirst(text, comma));
  }

  /** The commas between the other items of the select. */
  private List<Token> separators() {
    List<Token> commas = new ArrayList<>();
    separators(select + 1, fault.begin(), commas);
    int from = clause("from");
    separators(Math.min(fault.at(), tokens.size()), from < 0 ? fault.at() : from, commas);
    return commas;
  }

  private void separators(int from, int to, List<Token> commas) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      if (depth == 0 && is(i, ",")) {
        commas.add(tokens.get(i));
      }
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    }
  }
}
