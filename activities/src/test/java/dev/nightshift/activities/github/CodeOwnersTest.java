package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeOwnersTest {
  private static final String FILE =
      """
      # who looks at what
      *            @everybody
      *.sql        @sql-people # all of them
      /models/     @acme/models ada@example.com
      docs/*       @writers
      apps/        @app
      /seeds/raw
      **/logs      @logs
      /a/**/z.yml  @deep
      with\\ space/ @space
      """;

  @Test
  void of_the_lines_that_match_the_last_one_counts() {
    assertEquals(List.of("everybody"), owners("README.md"));
    assertEquals(List.of("sql-people"), owners("macros/deep/x.sql"));
    assertEquals(List.of("acme/models"), owners("models/staging/x.sql"));
  }

  @Test
  void a_line_without_owners_leaves_its_files_to_nobody() {
    assertEquals(List.of(), owners("seeds/raw/x.csv"));
  }

  @Test
  void a_slash_ties_a_pattern_to_the_top_and_a_star_stays_in_its_folder() {
    assertEquals(List.of("everybody"), owners("other/models/x.yml"));
    assertEquals(List.of("writers"), owners("docs/a.md"));
    assertEquals(List.of("everybody"), owners("docs/deep/a.md"));
    assertEquals(List.of("app"), owners("any/where/apps/x/y.md"));
  }

  @Test
  void two_stars_cross_folders() {
    assertEquals(List.of("logs"), owners("a/b/logs/c.txt"));
    assertEquals(List.of("logs"), owners("logs/c.txt"));
    assertEquals(List.of("deep"), owners("a/z.yml"));
    assertEquals(List.of("deep"), owners("a/b/c/z.yml"));
  }

  @Test
  void spaces_may_be_escaped() {
    assertEquals(List.of("space"), owners("with space/x.md"));
  }

  @Test
  void a_line_that_github_does_not_understand_says_nothing() {
    assertEquals(
        List.of("all"),
        List.copyOf(
            CodeOwners.parse("* @all\n!*.md @no\n[ab].md @no\n*.md nobody\n").of(List.of("a.md"))));
  }

  @Test
  void the_owners_of_several_files_are_named_once() {
    assertEquals(
        List.of("sql-people", "acme/models"),
        List.copyOf(CodeOwners.parse(FILE).of(List.of("a.sql", "models/a", "b.sql"))));
  }

  private static List<String> owners(String file) {
    return List.copyOf(CodeOwners.parse(FILE).of(List.of(file)));
  }
}
