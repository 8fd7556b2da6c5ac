package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.Literal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case expression whose every branch compares one operand with values and gives one of its own:
 * {@code case x when 'a' then 'b' …}, or {@code case when x = 'a' then 'b' …}. One of any other
 * shape is undecided.
 */
final class CaseReading {
  private final TokenRow row;
  private final List<Branch> branches = new ArrayList<>();
  private List<Token> operand;

  /**
   * One branch by its places: {@code by} is where the value stands, or the {@code in} before its
   * list; {@code end} is where its result has ended. Of nothing but null it has no values.
   */
  record Branch(int when, int by, List<Literal> values, int then, Literal result, int end) {
    boolean holds(Literal value) {
      return values.stream().anyMatch(value::is);
    }
  }

  /** Of the tokens from {@code case} to its {@code end}. */
  CaseReading(TokenRow row) {
    this.row = row;
    if (row.next(1, "case") < row.size()) {
      throw new Undecided("a case expression stands within the case expression");
    }
    int first = row.next(1, "when");
    this.operand = row.tokens().subList(1, first);
    boolean searched = operand.isEmpty();
    for (int i = first; row.is(i, "when"); i = branches.get(branches.size() - 1).end()) {
      branches.add(branch(i, searched));
    }
    if (branches.isEmpty()) {
      throw new Undecided("the case expression has no branch");
    }
  }

  TokenRow row() {
    return row;
  }

  List<Branch> branches() {
    return branches;
  }

  /** The branch that is for a value. */
  Optional<Branch> of(Literal value) {
    return branches.stream().filter(branch -> branch.holds(value)).findFirst();
  }

  private Branch branch(int when, boolean searched) {
    int then = row.next(when, "then");
    int end = resultEnd(then);
    if (end == row.size()) {
      throw new Undecided("a branch of the case expression has no end");
    }
    Literal result =
        Literal.in(row, then + 1, end)
            .orElseThrow(
                () -> new Undecided("a branch gives more than a value: " + said(then, end)));
    if (searched) {
      int by = comparison(when + 1, then);
      askOperand(when + 1, by);
      return new Branch(when, isList(by) ? by : by + 1, compared(by, then), then, result, end);
    }
    Literal value = literal(when + 1, then);
    return new Branch(when, when + 1, List.of(value), then, result, end);
  }

  private int resultEnd(int then) {
    int i = then;
    while (i < row.size() && !row.is(i, "when") && !row.is(i, "else") && !row.is(i, "end")) {
      i++;
    }
    return i;
  }

  /** Where the operand has ended and what it is compared by begins. */
  private int comparison(int from, int then) {
    int depth = 0;
    for (int i = from; i < then; i++) {
      if (depth == 0 && (row.is(i, "=") || row.is(i, "in") || row.is(i, "is"))) {
        return i;
      }
      if (depth == 0 && !isOfName(i)) {
        break;
      }
      depth += row.is(i, "(") ? 1 : row.is(i, ")") ? -1 : 0;
    }
    throw otherShape(from, then);
  }

  /** A name, a call, a cast: with {@code not} or {@code and} it would be more than an operand. */
  private boolean isOfName(int i) {
    Token token = row.at(i);
    boolean called = row.is(i + 1, "(") && !token.isOneOf(SqlWords.NO_CALL);
    return SqlWords.isGiven(token)
        || (token.kind() == Token.Kind.WORD && called)
        || row.is(i, ".")
        || row.is(i, "::")
        || row.is(i, "(")
        || row.is(i, ")");
  }

  private void askOperand(int from, int to) {
    List<Token> here = row.tokens().subList(from, to);
    if (operand.isEmpty()) {
      operand = here;
    }
    if (here.isEmpty() || !alike(here).equals(alike(operand))) {
      throw new Undecided(
          "its branches compare different things: " + said(from - 1, to) + " is not the first one");
    }
  }

  private static List<String> alike(List<Token> tokens) {
    return tokens.stream()
        .map(it -> it.kind() == Token.Kind.WORD ? it.text().toLowerCase(Locale.ROOT) : it.text())
        .toList();
  }

  private boolean isList(int by) {
    return row.is(by, "in");
  }

  private List<Literal> compared(int by, int then) {
    if (row.is(by, "is")) {
      // Whatever is added, it is equal to something, so that such a branch is not for it.
      if (row.is(by + 1, "null") && by + 2 == then) {
        return List.of();
      }
      throw otherShape(by, then);
    }
    if (!isList(by)) {
      return List.of(literal(by + 1, then));
    }
    if (!row.is(by + 1, "(") || !row.is(then - 1, ")")) {
      throw otherShape(by, then);
    }
    List<Literal> values = new ArrayList<>();
    for (int from = by + 2; from < then; ) {
      int end = Math.min(row.next(from, ","), then - 1);
      values.add(literal(from, end));
      from = end + 1;
    }
    return values;
  }

  private Literal literal(int from, int to) {
    return Literal.in(row, from, to)
        .filter(it -> !it.isNull())
        .orElseThrow(() -> otherShape(from, to));
  }

  private Undecided otherShape(int from, int to) {
    return new Undecided(
        "a branch does more than compare with = or in: " + said(from - 1, Math.max(from, to)));
  }

  /** Some words behind a place. */
  private String said(int before, int to) {
    StringBuilder words = new StringBuilder();
    for (int i = before + 1; i < Math.min(to, before + 9); i++) {
      boolean apart = i > before + 1 && row.at(i).start() > row.at(i - 1).end();
      words.append(apart ? " " : "").append(row.at(i).text());
    }
    return words.toString();
  }

  /** What keeps a value from being mapped here beside the others. */
  void ask(Mapped mapped) {
    askKind("compare with", values(), mapped.value());
    askKind("give", results(), mapped.result());
    String value = mapped.value().value();
    boolean never =
        (isCall("lower") && !value.equals(value.toLowerCase(Locale.ROOT)))
            || (isCall("upper") && !value.equals(value.toUpperCase(Locale.ROOT)));
    if (never) {
      throw new Undecided("what it compares is never " + mapped.value().text() + ", by its case");
    }
  }

  private Stream<Literal> values() {
    return branches.stream().flatMap(branch -> branch.values().stream());
  }

  private Stream<Literal> results() {
    int otherwise = branches.get(branches.size() - 1).end();
    return Stream.concat(
        branches.stream().map(Branch::result),
        Literal.in(row, otherwise + 1, row.size() - 1).stream());
  }

  private static void askKind(String verb, Stream<Literal> others, Literal one) {
    Set<Kind> kinds =
        others.filter(it -> !it.isNull()).map(Literal::kind).collect(Collectors.toSet());
    boolean fits = one.isNull() || kinds.isEmpty() || kinds.equals(Set.of(one.kind()));
    if (!fits) {
      throw new Undecided(
          "its branches "
              + verb
              + " "
              + kinds.stream().sorted().map(Kind::says).collect(Collectors.joining(" or "))
              + ", and "
              + one.text()
              + " is "
              + one.kind().says());
    }
  }

  /** Whether the operand is one call of this, and no more. */
  private boolean isCall(String name) {
    TokenRow called = new TokenRow(operand);
    int depth = 0;
    for (int i = 1; i < called.size(); i++) {
      depth += called.is(i, "(") ? 1 : called.is(i, ")") ? -1 : 0;
      if (depth == 0) {
        return i == called.size() - 1 && called.is(0, name) && called.is(1, "(");
      }
    }
    return false;
  }
}
