package dev.nightshift.activities.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models/*.sql | models/a.sql",
        "models/** | models/deep/a.sql",
        "**/profiles.yml | profiles.yml",
        "**/profiles.yml | deep/in/profiles.yml",
        "a?.sql | a1.sql",
        "models/{finance,legal}/** | models/legal/a.sql",
        "models/{finance,legal/{eu,us}}/*.sql | models/legal/us/a.sql",
        "{**/,}a{,_old}.sql | deep/a_old.sql",
        "models/fct_[a-c1].sql | models/fct_b.sql",
        "models/fct_[!a-c].sql | models/fct_d.sql",
        "models/fct_[^a-c].sql | models/fct_d.sql",
        "[A-C].sql | b.sql",
        "models/[]-].sql | models/].sql",
        "models/[a-].sql | models/-.sql",
        "models/\\[a\\].sql | models/[a].sql",
        "a\\{b\\,c\\}.sql | a{b,c}.sql",
        "a,b}].sql | a,b}].sql",
        "Finance/a.sql | finance/A.SQL",
        "a.b+c(d)$^ | a.b+c(d)$^"
      })
  void it_matches(String glob, String path) {
    assertTrue(Glob.of(glob).matches(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models/*.sql | models/deep/a.sql",
        "a?.sql | a/.sql",
        "models/{finance,legal}/** | models/sales/a.sql",
        "models/fct_[a-c].sql | models/fct_d.sql",
        "models/fct_[!a-c].sql | models/fct_b.sql",
        "models[!a]a.sql | models/a.sql",
        "models[--0]a.sql | models/a.sql",
        "a.sql | axsql"
      })
  void it_does_not_match(String glob, String path) {
    assertFalse(Glob.of(glob).matches(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models/{a,b | a { is never closed",
        "models/[ab | a [ is never closed",
        "models/[] | a [ is never closed",
        "a[x/y] | a / cannot stand between [ and ]",
        "a[z-a] | the set z-a runs backwards",
        "a\\ | it ends in a \\, which stands before what is meant as it is",
        "/models/a.sql | a pattern begins at the repository's top, without a / or ./ before it",
        "models/ | it matches no file; models/** is all that a folder holds"
      })
  void what_cannot_be_meant_is_said(String glob, String why) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Glob.of(glob));
    assertEquals(why, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a", "**/", "?*", "**", "{a,aa}", "{*,**/}", "[a-c]*"})
  void what_a_model_writes_to_be_slow_is_answered_at_once(String piece) {
    Glob nasty = Glob.of(piece.repeat(900 / piece.length()) + "x");
    String path = "a/".repeat(40) + "a".repeat(2_000);
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertFalse(nasty.matches(path)));
  }

  @Test
  void what_is_too_long_or_too_deep_is_refused_or_read() {
    String deep = "{".repeat(400) + "a" + "}".repeat(400);
    assertTrue(Glob.of(deep).matches("a"));
    assertThrows(IllegalArgumentException.class, () -> Glob.of("a".repeat(1_001)));
  }

  @Test
  void a_letter_is_one_however_it_is_kept() {
    assertTrue(Glob.of("models/?.sql").matches("models/\uD83C\uDF19.sql"));
    assertTrue(Glob.of("**/CLAUDE.md").matches("a\nb/CLAUDE.md"));
  }

  @Test
  void the_paths_that_are_always_protected_can_be_read() {
    Policy.PROTECTED.forEach(Glob::of);
  }
}
