package dev.nightshift.activities.sql;

import dev.nightshift.activities.sql.SyntaxMend.Mend;
import dev.nightshift.activities.sql.SyntaxScan.Fault;
import java.util.List;
import java.util.Set;

/** Mends a comma of a list that is lost or too many. */
final class CommaMending {
  private final Flaw flaw;
  private final String text;
  private final List<Token> tokens;
  private final Fault fault;
  private final SelectList list;

  CommaMending(Flaw flaw) {
    this.flaw = flaw;
    this.text = flaw.text();
    this.tokens = flaw.tokens();
    this.fault = flaw.fault();
    this.list = flaw.list();
  }

  Mend dropComma() {
    Token comma = tokens.get(fault.at());
    boolean lost =
        fault.stop() == fault.at() ? Lines.isLast(text, comma) && startsLine() : isFirstOfList();
    if (lost || (fault.at() > 0 && isBesideSelect())) {
      throw new Undecided("what the comma parts from the rest may be lost, a star for example");
    }
    if (fault.stop() > fault.at()) {
      int start = comma.start();
      int end = comma.end();
      if (Lines.isFirst(text, comma) && flaw.isAloneOnLine(comma)) {
        start = Lines.start(text, comma.start());
        end = text.indexOf('\n', comma.end()) + 1;
      }
      return new Mend(start, end, "", "takes out a comma behind which nothing follows");
    }
    int end = comma.end();
    while (end < text.length() && text.charAt(end) == ' ' && !Lines.isLast(text, comma)) {
      end++;
    }
    return new Mend(comma.start(), end, "", "takes out a comma before which nothing stands");
  }

  /** A line that holds nothing but the comma had an item. */
  private boolean startsLine() {
    return Lines.isFirst(text, tokens.get(fault.at()));
  }

  private boolean isFirstOfList() {
    return fault.clause().equals("select") && tokens.get(fault.at() - 1).is("select");
  }

  /** {@code select , a}: a comma that leads its item begins a line. */
  private boolean isBesideSelect() {
    return fault.clause().equals("select")
        && tokens.get(fault.at() - 1).isOneOf(Set.of("select", "distinct"))
        && !startsLine();
  }

  Mend addComma() {
    Token next = tokens.get(fault.at());
    int end = list.itemEnd(fault.at());
    boolean readable =
        Expression.read(tokens.subList(list.begin(), fault.at()), Expression.Form.ITEMS) != null
            && Expression.read(tokens.subList(fault.at(), end), Expression.Form.ITEMS) != null;
    if (!readable || !list.readsFrom()) {
      throw new Undecided("it cannot be seen that only a comma is lost between the two lines");
    }
    if (!list.hasEnded(fault.at())) {
      throw new Undecided(
          "what stands in the line before has no name yet, so that an operator may be lost between"
              + " the two lines, and no comma");
    }
    if (list.leadsWithCommas()) {
      return new Mend(next.start(), next.start(), ", ", comma());
    }
    Token last = tokens.get(fault.at() - 1);
    return new Mend(last.end(), last.end(), ",", comma());
  }

  private String comma() {
    return "puts a comma between the items of lines "
        + flaw.line(fault.at() - 1)
        + " and "
        + flaw.line(fault.at())
        + "; each is whole by itself, and nothing else can stand between two lines of the list";
  }
}
