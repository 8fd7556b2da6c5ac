package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a source's or a model's column by its new name, under the old one: {@code amount} becomes
 * {@code amount_usd as amount} where it is selected as it is, {@code amount_usd} where an
 * expression or a condition reads it. What is downstream of that keeps the old name and is not
 * touched. Where the text does not decide whose column a name is, it is refused.
 */
public final class ColumnRename {
  private final String text;
  private final SourceColumn column;
  private final Dialect dialect;
  private final List<Token> tokens;
  private final SourceCalls calls;

  private ColumnRename(String text, SourceColumn column, Dialect dialect) {
    this.text = text;
    this.column = column;
    this.dialect = dialect;
    this.tokens = Lexer.tokens(text);
    this.calls = SourceCalls.of(column.source(), column.table(), tokens);
  }

  /** Whether the text reads it at all; what cannot be cut into tokens may. */
  public static boolean reads(String text, String source, String table) {
    try {
      List<Token> tokens = Lexer.tokens(text);
      SourceCalls calls = SourceCalls.of(source, table, tokens);
      return tokens.stream().anyMatch(calls::uses);
    } catch (Undecided e) {
      return text.contains(source.isEmpty() ? "ref" : "source") && text.contains(table);
    }
  }

  /** In a model: whoever reads it must find the column under its old name. */
  public static Edited inModel(String text, SourceColumn column, Dialect dialect) {
    return edited(text, column, dialect, Outcome.KEPT);
  }

  /** In a query whose columns nobody reads by name, such as a singular test. */
  public static Edited inTest(String text, SourceColumn column, Dialect dialect) {
    return edited(text, column, dialect, Outcome.FREE);
  }

  /**
   * In a condition or expression on the source alone, such as a test's {@code where}: each word
   * that is the column, outside of strings and of what is qualified by another name. What cannot be
   * cut into tokens stays as it is.
   */
  public static String inExpression(String text, String from, String to, Dialect dialect) {
    try {
      List<Token> tokens = Lexer.tokens(text);
      Splices splices = new Splices();
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        boolean qualified = i > 0 && tokens.get(i - 1).is(".");
        if (token.isNamed(from) && !dialect.isString(token) && !called && !qualified) {
          splices.replace(token.start(), token.end(), Dialect.STANDARD.like(token, to));
        }
      }
      return splices.applyTo(text);
    } catch (Undecided e) {
      return text;
    }
  }

  /** Whether a name that leaves the query through a star must be kept. */
  private enum Outcome {
    KEPT,
    FREE
  }

  private static Edited edited(String text, SourceColumn column, Dialect dialect, Outcome outcome) {
    try {
      String after = new ColumnRename(text, column, dialect).edit(outcome);
      return after.equals(text) ? Edited.unchanged(text) : Edited.to(after);
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  private String edit(Outcome outcome) {
    if (tokens.stream().noneMatch(calls::uses)) {
      return text;
    }
    refuseHiddenUses();
    Map<Integer, Edit> edits = new LinkedHashMap<>();
    Set<Token> seen = new HashSet<>();
    for (List<Token> variant : Branches.of(tokens)) {
      seen.addAll(variant);
      List<Edit> found = of(variant, outcome);
      for (Edit edit : found) {
        Edit there = edits.putIfAbsent(edit.start(), edit);
        if (there != null && !there.equals(edit)) {
          throw new Undecided("branches of the template disagree on " + column.from());
        }
      }
    }
    refuseUnseen(seen);
    Splices splices = new Splices();
    edits.values().forEach(edit -> splices.replace(edit.start(), edit.end(), edit.with()));
    return splices.applyTo(text);
  }

  /** A replacement in the text. */
  record Edit(int start, int end, String with) {}

  private List<Edit> of(List<Token> variant, Outcome outcome) {
    TreeReader reader = new TreeReader(variant);
    Tree.Query query = reader.read();
    Reading first = new Reading(reader, column, dialect, calls, Reading.Stars.PASS);
    boolean leaves = first.read(query) == Reading.Passes.AS_IT_IS;
    if (!leaves || outcome == Outcome.FREE) {
      return first.edits();
    }
    Reading second = new Reading(reader, column, dialect, calls, Reading.Stars.RENAME);
    second.read(query);
    return second.edits();
  }

  /** Uses of the source, or of the column, in Jinja that nobody here can follow. */
  private void refuseHiddenUses() {
    for (Token token : tokens) {
      if (calls.uses(token) && !calls.is(token) && !calls.sets(token)) {
        throw new Undecided("a Jinja block works with the source: " + JinjaText.brief(token));
      }
      if (token.kind() == Token.Kind.STATEMENT
          && JinjaText.strings(token).stream().anyMatch(it -> it.names(column.from()))) {
        throw new Undecided("a Jinja block names the column: " + JinjaText.brief(token));
      }
    }
  }

  /** What stands in no branch that was read may name the column, unseen. */
  private void refuseUnseen(Set<Token> seen) {
    List<Token> unseen = new ArrayList<>(tokens);
    unseen.removeAll(seen);
    for (Token token : unseen) {
      if (token.kind() != Token.Kind.STATEMENT
          && (token.isNamed(column.from()) || calls.uses(token))) {
        throw new Undecided("a Jinja block that cannot be followed holds " + token.text());
      }
    }
  }
}
