package dev.nightshift.activities.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a piece of SQL can be read as expressions: operands and operators in turn, brackets and
 * {@code case} closed, functions with the arguments that they can have. What it does not know is
 * undecided, never wrong: from a false «wrong» a false «only reading» would follow.
 */
final class Expression {
  private enum Frame {
    CALL,
    CAST,
    WORDED,
    BRACKET,
    WINDOW,
    CASE
  }

  private record Open(Frame frame, String name, int at) {}

  /** What may stand at the top: one expression with an alias, several by commas, or just one. */
  enum Form {
    ITEMS,
    LIST,
    CONDITION
  }

  /**
   * What a readable piece holds: columns outside of aggregates, whether there is an aggregate or a
   * window, and the commas at the top.
   */
  record Read(List<String> loose, boolean aggregate, boolean window, List<Token> commas) {}

  private final List<Token> tokens;
  private final TokenRow row;
  private final Phrases phrases;
  private final Form form;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<String> loose = new ArrayList<>();
  private final List<Token> commas = new ArrayList<>();
  private boolean aggregate;
  private boolean window;
  private boolean operand = true;
  private boolean named;
  private int at;

  private Expression(List<Token> tokens, Form form) {
    this.tokens = tokens;
    this.row = new TokenRow(tokens);
    this.phrases = new Phrases(row);
    this.form = form;
  }

  /** Null where it cannot be read so. */
  static Read read(List<Token> tokens, Form form) {
    Expression expression = new Expression(tokens, form);
    return expression.isReadable()
        ? new Read(expression.loose, expression.aggregate, expression.window, expression.commas)
        : null;
  }

  private boolean isReadable() {
    while (at < tokens.size()) {
      boolean goesOn = operand ? operand(tokens.get(at)) : operator(tokens.get(at));
      if (!goesOn) {
        return false;
      }
    }
    return !operand && open.isEmpty();
  }

  private boolean is(int i, String word) {
    return row.is(i, word);
  }

  private boolean took(int count, boolean operandNext) {
    at += count;
    operand = operandNext;
    return true;
  }

  private boolean in(Frame frame) {
    return !open.isEmpty() && open.peek().frame() == frame;
  }

  private boolean operand(Token token) {
    switch (token.kind()) {
      case NUMBER, STRING, JINJA -> {
        return took(1, false);
      }
      case QUOTED -> {
        return name(token);
      }
      case WORD -> {
        return word(token);
      }
      case SYMBOL -> {
        return opening(token);
      }
      default -> throw new Undecided("a Jinja block stands in it");
    }
  }

  private boolean opening(Token token) {
    switch (token.text()) {
      case "(" -> {
        open.push(new Open(Frame.BRACKET, "", at));
        return took(1, true);
      }
      case "-", "+", "~" -> {
        return took(1, true);
      }
      case "*" -> {
        // count(*), and a star that is an item.
        return took(1, false);
      }
      case ")" -> {
        boolean empty = is(at - 1, "(") && in(Frame.CALL) && takesNothing(open.peek().name());
        return (empty || (is(at - 1, "(") && in(Frame.WINDOW))) && closed();
      }
      case "[", "{", ":", "?", "$", "#" ->
          throw new Undecided("there stands " + token.text() + ", which is not read here");
      default -> {
        return false;
      }
    }
  }

  private static boolean takesNothing(String function) {
    return function.equals("count") || !SqlWords.ONE_ARGUMENT.contains(function);
  }

  private boolean word(Token token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    if (SqlWords.LITERAL_TYPES.contains(word)
        && next != null
        && (next.kind() == Token.Kind.STRING || word.equals("interval"))) {
      return literal(word);
    }
    if (word.equals("case")) {
      open.push(new Open(Frame.CASE, "", at));
      return is(at + 1, "when") ? took(2, true) : took(1, true);
    }
    if (word.equals("not") || word.equals("exists")) {
      return took(1, true);
    }
    if (word.equals("distinct")) {
      return is(at - 1, "(") && in(Frame.CALL) && took(1, true);
    }
    if (in(Frame.WINDOW) && is(at - 1, "(") && beginsClause(word)) {
      return took(word.equals("where") ? 1 : 2, true);
    }
    if (in(Frame.WORDED) && Set.of("both", "leading", "trailing").contains(word)) {
      throw new Undecided("there stands " + word + ", which is not read here");
    }
    boolean called = next != null && next.is("(");
    if (token.isOneOf(SqlWords.RESERVED)
        && !(called && Set.of("left", "right", "replace").contains(word))) {
      if (Set.of("any", "some", "all", "lambda", "select", "with", "values", "first", "last")
          .contains(word)) {
        throw new Undecided("there stands " + word + ", which is not read here");
      }
      return false;
    }
    return name(token);
  }

  private boolean beginsClause(String word) {
    return word.equals("where")
        || ((word.equals("partition") || word.equals("order")) && is(at + 1, "by"));
  }

  /** {@code interval '1' day}, {@code date '2024-01-01'}. */
  private boolean literal(String type) {
    int end = at + 2;
    Token.Kind kind = tokens.get(at + 1).kind();
    if (kind != Token.Kind.STRING && kind != Token.Kind.NUMBER) {
      throw new Undecided("an interval is not read here");
    }
    if (type.equals("interval") && end < tokens.size() && SqlWords.isGiven(tokens.get(end))) {
      end++;
    }
    return took(end - at, false);
  }

  private boolean name(Token token) {
    if (is(at + 1, "(") && token.kind() == Token.Kind.WORD) {
      String name = token.text().toLowerCase(Locale.ROOT);
      Frame frame =
          SqlWords.CASTS.contains(name)
              ? Frame.CAST
              : SqlWords.WORDED.contains(name) ? Frame.WORDED : Frame.CALL;
      if (SqlWords.AGGREGATES.contains(name) && !is(at - 1, ".")) {
        if (open.stream().anyMatch(it -> SqlWords.AGGREGATES.contains(it.name()))) {
          return false;
        }
        aggregate = true;
      }
      open.push(new Open(frame, name, at + 1));
      return took(2, true);
    }
    if (!is(at + 1, ".")
        && !token.isOneOf(SqlWords.CONSTANTS)
        && open.stream().noneMatch(it -> SqlWords.AGGREGATES.contains(it.name()))) {
      loose.add(token.name().toLowerCase(Locale.ROOT));
    }
    return took(1, false);
  }

  private boolean operator(Token token) {
    return switch (token.kind()) {
      case NUMBER, STRING -> false;
      case JINJA -> throw new Undecided("a Jinja expression stands where none can be read");
      case QUOTED -> alias();
      case WORD -> connecting(token);
      case SYMBOL -> binary(token);
      default -> throw new Undecided("a Jinja block stands in it");
    };
  }

  private boolean binary(Token token) {
    switch (token.text()) {
      case ")" -> {
        return closed();
      }
      case "," -> {
        return comma(token);
      }
      case "." -> {
        return at + 1 < tokens.size()
            && (tokens.get(at + 1).isName() || is(at + 1, "*"))
            && tokens.get(at - 1).kind() != Token.Kind.NUMBER
            && took(1, true);
      }
      case "::" -> {
        return type(at + 1);
      }
      case "(" -> {
        return false;
      }
      default -> {
        if (SqlWords.BINARY.contains(token.text())) {
          return took(1, true);
        }
        throw new Undecided("there stands " + token.text() + ", which is not read here");
      }
    }
  }

  private boolean closed() {
    if (open.isEmpty() || in(Frame.CASE)) {
      return false;
    }
    Open last = open.peek();
    if (last.frame() == Frame.CAST) {
      return false;
    }
    open.pop();
    return took(1, false);
  }

  private boolean comma(Token token) {
    if (open.isEmpty()) {
      commas.add(token);
      named = false;
      return form != Form.CONDITION && took(1, true);
    }
    Open last = open.peek();
    boolean single = last.frame() == Frame.CALL && SqlWords.ONE_ARGUMENT.contains(last.name());
    if (last.frame() == Frame.BRACKET && !is(last.at() - 1, "in")) {
      return tuple(last.at() - 1);
    }
    return !single && last.frame() != Frame.CAST && last.frame() != Frame.CASE && took(1, true);
  }

  /** Several values in brackets are no operand of arithmetic and no argument. */
  private boolean tuple(int before) {
    if (before >= 0 && tokens.get(before).kind() == Token.Kind.SYMBOL) {
      return false;
    }
    throw new Undecided("several values stand in brackets");
  }

  /** A type, and behind it the bracket of the cast where it stands in one. */
  private boolean type(int from) {
    int i = phrases.typeEnd(from);
    if (i < 0) {
      return false;
    }
    if (in(Frame.CAST) && is(at, "as")) {
      if (!is(i, ")")) {
        return false;
      }
      open.pop();
      i++;
    }
    return took(i - at, false);
  }

  private boolean connecting(Token token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    if (word.equals("as")) {
      return in(Frame.CAST) ? type(at + 1) : open.isEmpty() && form == Form.ITEMS && alias();
    }
    if (SqlWords.OPERATORS.contains(word)) {
      if (word.equals("is") && (is(at + 1, "distinct") || is(at + 2, "distinct"))) {
        throw new Undecided("is distinct from is not read here");
      }
      return took(1, true);
    }
    if (word.equals("not")) {
      return at + 1 < tokens.size()
          && tokens.get(at + 1).isOneOf(SqlWords.OPERATORS)
          && took(1, false);
    }
    if (in(Frame.CASE) && (word.equals("when") || word.equals("then") || word.equals("else"))) {
      return took(1, true);
    }
    if (word.equals("end")) {
      if (!in(Frame.CASE)) {
        return false;
      }
      open.pop();
      return took(1, false);
    }
    if (in(Frame.WORDED) && (word.equals("from") || word.equals("for"))) {
      return took(1, true);
    }
    if (word.equals("over") || word.equals("filter") || word.equals("within")) {
      return suffix(word);
    }
    boolean sorts = in(Frame.WINDOW) || in(Frame.CALL) || (open.isEmpty() && form == Form.LIST);
    if (sorts && (word.equals("asc") || word.equals("desc"))) {
      return took(1, false);
    }
    if (sorts && word.equals("nulls") && (is(at + 1, "first") || is(at + 1, "last"))) {
      return took(2, false);
    }
    if ((in(Frame.WINDOW) || in(Frame.CALL)) && word.equals("order") && is(at + 1, "by")) {
      return took(2, true);
    }
    if (in(Frame.WINDOW) && Set.of("rows", "range", "groups").contains(word)) {
      int end = phrases.frameEnd(at + 1);
      return end > 0 && took(end - at, false);
    }
    if (token.isOneOf(SqlWords.RESERVED)) {
      if (SqlWords.UNREAD.contains(word)) {
        throw new Undecided("there stands " + word + ", which is not read here");
      }
      return false;
    }
    return alias();
  }

  /** What may follow a call: a window, a filter, an order. */
  private boolean suffix(String word) {
    if (!is(at - 1, ")")) {
      return false;
    }
    if (word.equals("over")) {
      window = true;
      if (at + 1 < tokens.size() && SqlWords.isGiven(tokens.get(at + 1))) {
        return took(2, false);
      }
    }
    int bracket = word.equals("within") && is(at + 1, "group") ? at + 2 : at + 1;
    if (!is(bracket, "(")) {
      return false;
    }
    open.push(new Open(Frame.WINDOW, word, bracket));
    return took(bracket + 1 - at, true);
  }

  /** An alias ends an item. */
  private boolean alias() {
    if (!open.isEmpty() || form != Form.ITEMS || named) {
      return false;
    }
    int name = is(at, "as") ? at + 1 : at;
    boolean given =
        name < tokens.size()
            && (tokens.get(name).isName() || tokens.get(name).kind() == Token.Kind.JINJA);
    named = true;
    int next = name + 1;
    return given && (next == tokens.size() || is(next, ",")) && took(next - at, false);
  }
}
