package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Names;
import dev.nightshift.activities.sql.CaseReading.Branch;
import dev.nightshift.activities.sql.Literal.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** How the branches of a case expression are written, and where one more of them goes. */
final class CaseLayout {
  private final String text;
  private final TokenRow row;
  private final List<Branch> branches;

  /** What is to stand at an offset. */
  record Piece(int at, String text) {}

  CaseLayout(String text, CaseReading reading) {
    this.text = text;
    this.row = reading.row();
    this.branches = reading.branches();
  }

  /** In the list of a branch with that very result, where there is one; else a branch more. */
  Piece with(Mapped mapped) {
    for (Branch branch : branches) {
      if (isList(branch) && branch.result().is(mapped.result()) && isOpen(branch)) {
        return new Piece(row.at(branch.then() - 2).end(), comma(branch) + text(mapped.value()));
      }
    }
    return behindLast(branch(mapped));
  }

  private boolean isList(Branch branch) {
    return row.is(branch.by(), "in");
  }

  /** A comment at the end of its list is about the last value: behind another it would not be. */
  private boolean isOpen(Branch branch) {
    return gap(branch.then() - 2).isBlank() && comma(branch).matches("\\s*,\\s*");
  }

  /** As between the last two of its list. */
  private String comma(Branch branch) {
    if (branch.values().size() == 1) {
      return ", ";
    }
    int comma = branch.then() - 2;
    while (!row.is(comma, ",")) {
      comma--;
    }
    return text.substring(row.at(comma - 1).end(), row.at(comma + 1).start());
  }

  private String branch(Mapped mapped) {
    Branch like = like();
    String head =
        text.substring(row.at(like.when()).start(), row.at(like.by()).start())
            + (isList(like) ? "= " : "")
            + text(mapped.value());
    int width = isAligned() ? column(like.then()) - column(like.when()) - head.length() : 0;
    return head
        + (isAligned() ? " ".repeat(Math.max(1, width)) : gap(like.then() - 1))
        + row.at(like.then()).text()
        + gap(like.then())
        + text(mapped.result());
  }

  /** Words in the case of those that stand there. */
  private String text(Literal literal) {
    boolean word = literal.kind() == Kind.BOOLEAN || literal.kind() == Kind.NULL;
    return word ? Names.like(row.at(0).text(), literal.value()) : literal.text();
  }

  /** The last one that compares with one value, or else with a list. */
  private Branch like() {
    List<Branch> lastFirst = new ArrayList<>(branches);
    Collections.reverse(lastFirst);
    Predicate<Branch> compares = branch -> !branch.values().isEmpty() && isUncommented(branch);
    return lastFirst.stream()
        .filter(compares.and(branch -> !isList(branch)))
        .findFirst()
        .or(() -> lastFirst.stream().filter(compares).findFirst())
        .orElseThrow(() -> new Undecided("no branch shows how one more is written"));
  }

  private boolean isUncommented(Branch branch) {
    for (int i = branch.when(); i < branch.end() - 1; i++) {
      if (!gap(i).isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Whether each {@code then} stands below the other, for which some are set farther off. */
  private boolean isAligned() {
    return branches.size() > 1
        && branches.stream().map(Branch::then).map(this::column).distinct().count() == 1
        && branches.stream().noneMatch(it -> breaks(it.when(), it.then()))
        && branches.stream().anyMatch(it -> gap(it.then() - 1).length() > 1);
  }

  private Piece behindLast(String branch) {
    Branch last = branches.get(branches.size() - 1);
    Token when = row.at(last.when());
    int end = row.at(last.end() - 1).end();
    boolean ends = breaks(last.end() - 1, last.end());
    boolean only =
        branches.size() == 1 || breaks(branches.get(branches.size() - 2).when(), last.when());
    if (!Lines.isFirst(text, when) && !(ends && only)) {
      return new Piece(end, " " + branch);
    }
    String indent = text.substring(Lines.start(text, when.start()), when.start());
    return new Piece(
        ends ? Lines.end(text, end) : end,
        Lines.lineBreak(text) + indent.replaceAll("\\S", " ") + branch);
  }

  /** What stands between a token and the next. */
  private String gap(int i) {
    return text.substring(row.at(i).end(), row.at(i + 1).start());
  }

  private boolean breaks(int from, int to) {
    return text.substring(row.at(from).end(), row.at(to).start()).contains("\n");
  }

  private int column(int i) {
    return row.at(i).start() - Lines.start(text, row.at(i).start());
  }
}
