package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Lexeme.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * SQL as the parser reads it without loss, each character where it was: of three line breaks in a
 * row it would make the end of the statement, of {@code final} an error. {@code names} has what the
 * disguised names are.
 */
record FlatSql(String given, String text, boolean escapes, Map<String, String> names) {
  private static final Set<String> AFTER_A_LIST =
      Set.of("from", ")", "where", "group", "having", "qualify", "order", "union");

  static FlatSql of(String sql, boolean escapes) {
    List<Lexeme> lexemes = new ArrayList<>(Lexemes.of(sql, escapes));
    while (!lexemes.isEmpty() && lexemes.get(lexemes.size() - 1).is(";")) {
      lexemes.remove(lexemes.size() - 1);
    }
    if (lexemes.isEmpty()) {
      throw new Unread("there is no query");
    }
    if (lexemes.stream().anyMatch(lexeme -> lexeme.is(";"))) {
      throw new Unread("there are several statements");
    }
    return new Flattening(sql, escapes, lexemes).flat();
  }

  private static final class Flattening {
    private final String sql;
    private final boolean escapes;
    private final List<Lexeme> lexemes;
    private final char[] text;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> words = new TreeSet<>();
    private final boolean backticks;

    Flattening(String sql, boolean escapes, List<Lexeme> lexemes) {
      this.sql = sql;
      this.escapes = escapes;
      this.lexemes = lexemes;
      text = new char[sql.length()];
      Arrays.fill(text, ' ');
      lexemes.forEach(lexeme -> words.add(lexeme.text()));
      backticks = lexemes.stream().anyMatch(lexeme -> lexeme.text().startsWith("`"));
    }

    FlatSql flat() {
      for (int i = 0; i < lexemes.size(); i++) {
        write(i);
      }
      return new FlatSql(sql, new String(text), escapes, names);
    }

    private void write(int i) {
      Lexeme lexeme = lexemes.get(i);
      boolean name = lexeme.kind() == Kind.QUOTED && !(backticks && lexeme.text().startsWith("\""));
      if (lexeme.kind() == Kind.LITERAL || (lexeme.kind() == Kind.QUOTED && !name)) {
        literal(lexeme);
      } else if (lexeme.is(",") && endsList(i + 1)) {
        text[lexeme.start()] = ' ';
      } else {
        sql.getChars(lexeme.start(), lexeme.end(), text, lexeme.start());
        if (lexeme.kind() == Kind.WORD && Reserved.isName(lexemes, i)) {
          disguise(lexeme);
        }
      }
    }

    private boolean endsList(int next) {
      return next == lexemes.size()
          || (lexemes.get(next).kind() != Kind.QUOTED
              && AFTER_A_LIST.contains(lexemes.get(next).text()));
    }

    /** What a literal says is read where it was given; here only its extent counts. */
    private void literal(Lexeme lexeme) {
      for (int i = lexeme.start(); i < lexeme.end(); i++) {
        text[i] = Character.isLetterOrDigit(sql.charAt(i)) ? sql.charAt(i) : '-';
      }
      text[lexeme.start()] = '\'';
      text[lexeme.end() - 1] = '\'';
    }

    private void disguise(Lexeme lexeme) {
      String kept = sql.substring(lexeme.start(), lexeme.end() - 1).toLowerCase(Locale.ROOT);
      for (char last = '0'; last <= '9'; last++) {
        if (!words.contains(kept + last)) {
          text[lexeme.end() - 1] = last;
          names.put(kept + last, lexeme.text());
          return;
        }
      }
      throw new Unread("no other name for " + lexeme.text());
    }
  }
}
