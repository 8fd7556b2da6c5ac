package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxMendTest {
  static Stream<Fixtures.Case> cases() {
    return List.of("brackets", "commas").stream()
        .flatMap(name -> Fixtures.of("sql/mend/" + name + ".sql").stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_slip_is_mended_where_only_one_reading_is_left(Fixtures.Case told) {
    assertEquals("", told.wrong(mend(told, told.before()).edited()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void line_ends_make_no_difference(Fixtures.Case told) {
    SyntaxMend mend = mend(told, told.before().replace("\n", "\r\n"));
    if (told.after() != null) {
      assertEquals(told.after().replace("\n", "\r\n"), mend.edited().text());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_mended_is_not_touched_again(Fixtures.Case told) {
    if (told.after() != null) {
      assertTrue(mend(told, told.after()).edited().refused());
    }
  }

  private static SyntaxMend mend(Fixtures.Case told, String text) {
    String line = told.option("line");
    return SyntaxMend.of(
        text, told.option("stop"), line.isEmpty() ? Set.of() : Set.of(Integer.valueOf(line)));
  }

  @Test
  void it_says_which_bracket_is_open() {
    SyntaxMend mend = SyntaxMend.of("select\n  sum(a as b\nfrom t\n", "as", Set.of());
    assertEquals("the bracket that sum opens in line 2 is not closed", mend.fault());
    assertEquals(2, mend.line());
    assertTrue(mend.says().startsWith("closes the bracket of line 2 behind `a`"), mend.says());
  }

  @Test
  void it_says_which_bracket_is_open_though_it_cannot_tell_where_it_closes() {
    SyntaxMend mend = SyntaxMend.of("select\n  (a + b / c as x\nfrom t\n", "as", Set.of());
    assertTrue(mend.edited().refused());
    assertEquals("the bracket that is opened in line 2 is not closed", mend.fault());
  }

  @Test
  void it_says_which_query_is_open() {
    SyntaxMend mend =
        SyntaxMend.of("with q as (\n  select 1 as a\nselect * from q\n", "", Set.of());
    assertEquals("the bracket that the query q opens in line 1 is not closed", mend.fault());
  }

  /** Trying each place of a generated model kept the worker busy for minutes. */
  @Test
  void what_is_too_long_to_be_tried_is_refused() {
    String items = "    sum(case when k = 1 then amount else 0 end) as c,\n".repeat(4_000);
    assertRefusedAsLong(
        "with q as (\n  select\n" + items + "    1 as d\n  from t\nselect 1 from q");
    assertRefusedAsLong("select a from t where b in (" + "'x', ".repeat(50_000) + "'y' group by a");
  }

  private static void assertRefusedAsLong(String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertTrue(
                SyntaxMend.of(text, "", Set.of()).edited().refusal().contains("too long"),
                () -> SyntaxMend.of(text, "", Set.of()).edited().refusal()));
  }

  /** Each bracket and comma of sound models lost, and each bracket doubled, one by one. */
  @Test
  void no_slip_in_sound_models_is_mended_into_something_else() throws IOException {
    int mended = 0;
    for (String text : models()) {
      SyntaxMend sound = SyntaxMend.of(text, "", Set.of());
      assertEquals("", sound.fault());
      assertTrue(sound.edited().refused());
      for (String broken : broken(text)) {
        SyntaxMend mend = SyntaxMend.of(broken, "", Set.of());
        if (!mend.edited().refused()) {
          assertEquals(tokens(text), tokens(mend.edited().text()), mend.says());
          mended++;
        }
      }
    }
    assertTrue(mended > 400, "only " + mended + " were mended");
  }

  private static List<String> models() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String folder :
        List.of("../deploy/sample/project/models", "src/test/resources/sql/mend/sound")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static List<String> broken(String text) {
    List<String> broken = new ArrayList<>();
    for (Token token : Lexer.tokens(text)) {
      if (token.is("(") || token.is(")") || token.is(",")) {
        broken.add(text.substring(0, token.start()) + text.substring(token.end()));
      }
      if (token.is(")")) {
        broken.add(text.substring(0, token.end()) + ")" + text.substring(token.end()));
      }
    }
    return broken;
  }

  private static List<String> tokens(String text) {
    return Lexer.tokens(text).stream().map(Token::text).toList();
  }
}
