package dev.nightshift.activities.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One value and what it is mapped to; several are written as {@code 'a': 'b', 7: null}. */
record Mapped(Literal value, Literal result) {
  /** Whoever has more of them keeps them in a seed; the text is read anew for each. */
  private static final int MOST = 50;

  Mapped {
    if (value.isNull()) {
      throw new Undecided("nothing is equal to null, so that it cannot be mapped");
    }
  }

  static List<Mapped> of(Map<?, ?> given) {
    List<Mapped> all = new ArrayList<>();
    given.forEach((value, result) -> all.add(new Mapped(Literal.of(value), Literal.of(result))));
    return counted(all);
  }

  static String written(List<Mapped> all) {
    return String.join(
        ", ", all.stream().map(it -> it.value.text() + ": " + it.result.text()).toList());
  }

  static List<Mapped> read(String written) {
    TokenRow row = new TokenRow(Lexer.tokens(written));
    List<Mapped> all = new ArrayList<>();
    for (int from = 0; from < row.size(); ) {
      int colon = row.next(from, ":");
      int end = row.next(colon, ",");
      all.add(new Mapped(literal(row, from, colon), literal(row, colon + 1, end)));
      from = end + 1;
    }
    return counted(all);
  }

  /** Whether a warehouse reads it as it is written. */
  void ask(Dialect dialect) {
    for (Literal literal : List.of(value, result)) {
      if (literal.value().contains("'") && !dialect.doublesQuotes()) {
        throw new Undecided("this warehouse does not read the quote in " + literal.text());
      }
    }
  }

  private static Literal literal(TokenRow row, int from, int to) {
    return Literal.in(row, from, to)
        .orElseThrow(() -> new Undecided("the value is not one or more of value: result"));
  }

  private static List<Mapped> counted(List<Mapped> all) {
    if (all.isEmpty() || all.size() > MOST) {
      throw new Undecided("it maps " + all.size() + " values, where 1 to " + MOST + " are taken");
    }
    return all;
  }
}
