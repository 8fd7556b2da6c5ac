package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import dev.nightshift.activities.sql.SyntaxScan.Fault;
import dev.nightshift.activities.sql.SyntaxScan.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A slip in a model's text at which the warehouse's parser stops, and its remedy where the text
 * proves that there is only one: {@code fault} says what is wrong in {@code line}, {@code says}
 * what the edit did and why nothing else can be meant. Where two readings are possible the edit is
 * refused.
 */
public record SyntaxMend(Edited edited, int line, String fault, String says) {
  /**
   * {@code stop} is the word at which the parser stopped and {@code lines} the lines where it may
   * have; empty where it did not say.
   */
  public static SyntaxMend of(String text, String stop, Set<Integer> lines) {
    try {
      return new Search(text, stop, lines).mend();
    } catch (Undecided e) {
      return new SyntaxMend(Edited.refused(text, e.getMessage()), 0, "", "");
    }
  }

  private static final class Search {
    private static final Set<String> END =
        Set.of("", ";", ")", "end of input", "<eof>", "end of statement", "end of script");

    private final String text;
    private final String stop;
    private final Set<Integer> lines;
    private final List<Token> tokens;

    Search(String text, String stop, Set<Integer> lines) {
      this.text = text;
      this.stop = stop;
      this.lines = lines;
      this.tokens = Lexer.tokens(text);
    }

    SyntaxMend mend() {
      SyntaxMend agreed = null;
      for (List<Token> variant : Branches.of(tokens)) {
        SyntaxMend mend = in(variant);
        if (agreed != null && !agreed.equals(mend)) {
          throw new Undecided("branches of the template are broken in different ways");
        }
        agreed = mend;
      }
      return agreed;
    }

    private SyntaxMend in(List<Token> variant) {
      List<Fault> faults = new ArrayList<>();
      boolean others = false;
      for (Fault fault : SyntaxScan.faults(text, variant)) {
        if (fits(fault, variant)) {
          faults.add(fault);
        } else if (fault.kind() != Kind.STRAY_COMMA) {
          others = true;
        }
      }
      if (faults.isEmpty()) {
        throw new Undecided(
            "no bracket or comma that is lost or too many explains why the parser stops"
                + (stop.isEmpty() ? "" : " at " + stop));
      }
      if (faults.size() > 1 || others) {
        throw new Undecided("more than one bracket or comma is wrong");
      }
      return mended(faults.get(0), variant);
    }

    /** Whether the parser can have stopped because of it. Many warehouses bear a stray comma. */
    private boolean fits(Fault fault, List<Token> variant) {
      if (fault.kind() == Kind.STRAY_COMMA && besideStatement(variant.get(fault.at()))) {
        return false;
      }
      if (stop.isEmpty()) {
        return true;
      }
      boolean there = lines.isEmpty();
      boolean same = false;
      for (int i = fault.at(); i <= fault.stop() && i < variant.size(); i++) {
        there |= lines.contains(line(variant.get(i)));
        same |= variant.get(i).text().equalsIgnoreCase(stop);
      }
      return (there && same)
          || (fault.stop() >= variant.size()
              && END.contains(stop.toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@code {% if not loop.last %},{% endif %}} is a comma that comes and goes. */
    private boolean besideStatement(Token token) {
      int i = tokens.indexOf(token);
      return isStatement(i - 1) || isStatement(i + 1);
    }

    private boolean isStatement(int i) {
      return i >= 0 && i < tokens.size() && tokens.get(i).kind() == Token.Kind.STATEMENT;
    }

    private SyntaxMend mended(Fault fault, List<Token> variant) {
      int line = fault.at() < variant.size() ? line(variant.get(fault.at())) : 0;
      String what = what(fault, variant);
      try {
        refuseStatements(fault, variant);
        Mend mend = new Mending(Flaw.of(text, variant, fault), tokens).mend();
        String after = new Splices().replace(mend.start(), mend.end(), mend.with()).applyTo(text);
        refuseUnreadable(after);
        return new SyntaxMend(Edited.to(after), line, what, mend.says());
      } catch (Undecided e) {
        return new SyntaxMend(Edited.refused(text, e.getMessage()), line, what, "");
      }
    }

    /** What is mended stands in one block of the template, or around whole ones. */
    private void refuseStatements(Fault fault, List<Token> variant) {
      int from = fault.kind() == Kind.OPEN_QUERY ? fault.bracket() : fault.begin();
      if (from >= variant.size()) {
        return;
      }
      int start = variant.get(from).start();
      int end = fault.at() < variant.size() ? variant.get(fault.at()).start() : text.length();
      Deque<Integer> brackets = new ArrayDeque<>();
      for (Token token : tokens) {
        if (token.start() <= start || token.start() >= end) {
          continue;
        }
        if (token.kind() == Token.Kind.STATEMENT) {
          if (fault.kind() != Kind.OPEN_QUERY) {
            throw new Undecided("a Jinja block begins or ends in it: " + JinjaText.brief(token));
          }
          enter(token, brackets);
        } else if (!brackets.isEmpty() && (token.is("(") || token.is(")"))) {
          brackets.push(brackets.pop() + (token.is("(") ? 1 : -1));
        }
      }
      if (!brackets.isEmpty()) {
        throw new Undecided("a Jinja block begins in it and ends behind it");
      }
    }

    /** A branch that opens a bracket and does not close it may be where the slip is. */
    private static void enter(Token statement, Deque<Integer> brackets) {
      int depth = Blocks.depth(statement);
      boolean turns = Blocks.turns(statement);
      if (depth < 0 || turns) {
        if (brackets.isEmpty()) {
          throw new Undecided("a Jinja block ends in it that began before it");
        }
        if (brackets.pop() != 0) {
          throw new Undecided("a bracket is open in one branch of the template");
        }
      }
      if (depth > 0 || turns) {
        brackets.push(0);
      }
    }

    private void refuseUnreadable(String after) {
      for (List<Token> variant : Branches.of(Lexer.tokens(after))) {
        boolean broken =
            SyntaxScan.faults(after, variant).stream()
                .anyMatch(fault -> fault.kind() != Kind.STRAY_COMMA);
        if (broken) {
          throw new Undecided("one bracket or comma does not mend it");
        }
        new TreeReader(variant).read();
      }
    }

    private int line(Token token) {
      return Lines.of(text, token.start());
    }

    private String what(Fault fault, List<Token> variant) {
      return switch (fault.kind()) {
        case OPEN_BRACKET -> openBracket(fault, variant);
        case EXTRA_BRACKET -> "a bracket is closed that nothing has opened";
        case OPEN_QUERY ->
            "the bracket that the query "
                + queryName(fault, variant)
                + " opens in line "
                + line(variant.get(fault.bracket()))
                + " is not closed";
        case STRAY_COMMA -> "a comma has nothing behind or before it";
        case LOST_COMMA, LOST_QUERY_COMMA -> "no comma stands before it";
        case OTHER -> "";
      };
    }

    private String openBracket(Fault fault, List<Token> variant) {
      if (fault.bracket() < 0) {
        return "more than one bracket is not closed";
      }
      Token before = fault.bracket() == 0 ? null : variant.get(fault.bracket() - 1);
      boolean named =
          before != null
              && (SqlWords.isGiven(before) || before.isOneOf(java.util.Set.of("over", "in")));
      return "the bracket that "
          + (named ? before.text().toLowerCase(java.util.Locale.ROOT) + " opens" : "is opened")
          + " in line "
          + line(variant.get(fault.bracket()))
          + " is not closed";
    }

    private static String queryName(Fault fault, List<Token> variant) {
      int i = fault.bracket() - 1;
      while (i > 0 && !variant.get(i).is("as")) {
        i--;
      }
      return i > 0 ? variant.get(i - 1).text() : "";
    }
  }

  /** A replacement, and why it is the only one. */
  record Mend(int start, int end, String with, String says) {}

  /** The texts of the tokens: two edits that lead to the same are one. */
  static List<String> texts(List<Token> tokens) {
    return tokens.stream().map(Token::text).toList();
  }
}
