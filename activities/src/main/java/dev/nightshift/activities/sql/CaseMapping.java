package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@code case} maps values to. New ones are told as {@code 'kiosk': 'in_store', 7: null},
 * each a literal as SQL has it; every other byte of a text stays as it was.
 */
public final class CaseMapping {
  private CaseMapping() {}

  /** New values as they are told; why they cannot be is {@link #doubt}. */
  public static String written(Map<?, ?> values) {
    return Mapped.written(Mapped.of(values));
  }

  /** What keeps them from being literals of any warehouse's SQL; empty where nothing does. */
  public static String doubt(Map<?, ?> values) {
    try {
      Mapped.of(values);
      return "";
    } catch (Undecided e) {
      return e.getMessage();
    }
  }

  /** The values that are mapped, without quotes; none where it tells of none. */
  public static List<String> values(String mapped) {
    try {
      return Mapped.read(mapped).stream().map(it -> it.value().value()).toList();
    } catch (Undecided e) {
      return List.of();
    }
  }

  /**
   * Maps values in the one case expression that makes a column; what is mapped so already is left
   * as it is.
   */
  public static Edited add(String text, String column, String mapped, Dialect dialect) {
    try {
      String after = text;
      for (Mapped one : Mapped.read(mapped)) {
        one.ask(dialect);
        after = with(after, column, one);
      }
      return after.equals(text) ? Edited.unchanged(text) : Edited.to(after);
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  private static String with(String text, String column, Mapped mapped) {
    List<Token> tokens = Lexer.tokens(text);
    CaseReading reading = new CaseReading(CaseItems.only(text, tokens, column));
    Literal result = reading.of(mapped.value()).map(CaseReading.Branch::result).orElse(null);
    if (result == null) {
      reading.ask(mapped);
      return spliced(text, tokens, new CaseLayout(text, reading).with(mapped));
    }
    if (!result.is(mapped.result())) {
      throw new Undecided(
          column + " maps " + mapped.value().text() + " to " + result.text() + " already");
    }
    return text;
  }

  private static String spliced(String text, List<Token> tokens, CaseLayout.Piece piece) {
    String after = new Splices().insert(piece.at(), piece.text()).applyTo(text);
    List<String> expected = new ArrayList<>(texts(tokens));
    int before = (int) tokens.stream().filter(it -> it.end() <= piece.at()).count();
    expected.addAll(before, texts(Lexer.tokens(piece.text())));
    if (!texts(Lexer.tokens(after)).equals(expected)) {
      throw new Undecided("the edited text would not mean just the value more");
    }
    return after;
  }

  private static List<String> texts(List<Token> tokens) {
    return tokens.stream().map(Token::text).toList();
  }

  /** Whether two texts are the same but for how much white space stands where. */
  public static boolean means(String one, String other) {
    try {
      return one.equals(other) || spaced(one).equals(spaced(other));
    } catch (Undecided e) {
      return false;
    }
  }

  /**
   * Comments count: dbt runs the Jinja in them. {@code e'a'} is another thing than {@code e 'a'}.
   */
  private static List<String> spaced(String text) {
    List<String> all = new ArrayList<>();
    int at = 0;
    boolean loose = true;
    for (Token token : Lexer.tokens(text)) {
      boolean symbol = token.kind() == Token.Kind.SYMBOL;
      String between = text.substring(at, token.start()).replaceAll("\\s+", " ");
      all.add(loose || symbol ? between.strip() : between);
      all.add(token.text());
      at = token.end();
      loose = symbol;
    }
    all.add(text.substring(at).replaceAll("\\s+", " ").strip());
    return all;
  }
}
