package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.git.Histories.Span;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Code} commits once a second, from two o'clock on. */
class GitHistoriesTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T02:00:00Z");

  @TempDir Path temporary;
  private Code code;

  @BeforeEach
  void repository() throws IOException {
    code = new Code(temporary);
    code.write("models/a.sql", "select 1\n");
    code.write("models/b.sql", "select 2\n");
    code.write("docs/read.md", "words\n");
    code.commit("");
  }

  @Test
  void what_came_since_it_was_green_stands_beside_what_was_there() throws IOException {
    code.write("models/a.sql", "select 10\n");
    code.commit("");
    code.write("models/c.sql", "select 3\n");
    Lately lately = since(code.commit(""), FIRST);
    assertTrue(lately.known());
    assertEquals(2, lately.commits().size());
    assertEquals("select 1\n", lately.file("models/a.sql").orElseThrow().text());
    assertTrue(lately.file("models/c.sql").orElseThrow().isNew());
    assertTrue(lately.file("models/b.sql").isEmpty());
  }

  @Test
  void what_came_before_it_was_green_is_not_asked_for() throws IOException {
    code.write("models/a.sql", "select 10\n");
    code.commit("");
    code.write("models/b.sql", "select 20\n");
    Lately lately = since(code.commit(""), FIRST.plusSeconds(1));
    assertEquals(1, lately.commits().size());
    assertTrue(lately.file("models/a.sql").isEmpty());
    assertEquals("select 2\n", lately.file("models/b.sql").orElseThrow().text());
  }

  @Test
  void nothing_came_since_it_was_green() throws IOException {
    code.write("models/a.sql", "select 10\n");
    Lately lately = since(code.commit(""), FIRST.plusSeconds(1));
    assertTrue(lately.known());
    assertTrue(lately.files().isEmpty());
  }

  @Test
  void of_a_first_commit_nothing_is_known() throws IOException {
    Code other = new Code(temporary.resolve("other"));
    other.write("models/a.sql", "select 1\n");
    Workspace only = other.commit("");
    assertFalse(new GitHistories(other.mirrors()).since(only, Span.UNKNOWN).known());
  }

  @Test
  void another_folder_of_the_repository_is_another_project() throws IOException {
    code.write("docs/read.md", "other words\n");
    code.write("models/a.sql", "select 10\n");
    Lately lately = since(code.commit("models"), (Instant) null);
    assertEquals(1, lately.files().size());
    assertEquals("select 1\n", lately.file("a.sql").orElseThrow().text());
  }

  @Test
  void a_commit_says_better_than_a_clock_what_the_good_run_ran() throws IOException {
    code.write("models/a.sql", "select 10\n");
    Workspace green = code.commit("");
    code.write("models/b.sql", "select 20\n");
    Workspace tonight = code.commit("");
    // Merged while the good run went on: it is older than the run's end, and was not in it.
    Lately lately = since(tonight, new Span(FIRST.plusSeconds(9), green.base(), null));
    assertEquals(List.of("models/b.sql"), paths(lately));
    // Ran late: both are older than its beginning, and one of them is what it ran.
    assertEquals(List.of(), paths(since(tonight, new Span(FIRST, tonight.base(), null))));
    // Of a history that was rewritten since, the clock is all there is.
    Span rewritten = new Span(FIRST.plusSeconds(1), "0".repeat(40), null);
    assertEquals(List.of("models/b.sql"), paths(since(tonight, rewritten)));
  }

  @Test
  void what_came_after_it_had_failed_already_did_not_break_it() throws IOException {
    code.write("models/a.sql", "select 10\n");
    code.commit("");
    code.write("models/a.sql", "select 11\n");
    code.write("models/b.sql", "select 20\n");
    Lately lately = since(code.commit(""), new Span(FIRST, "", FIRST.plusSeconds(1)));
    assertEquals(List.of("models/a.sql"), paths(lately));
    assertEquals("select 1\n", lately.file("models/a.sql").orElseThrow().text());
    assertEquals(1, lately.commits().size());
    assertFalse(lately.cut());
  }

  @Test
  void more_than_can_be_looked_through_is_told() throws IOException {
    for (int n = 0; n < 300; n++) {
      code.write("seeds/s" + n + ".csv", "a\n");
    }
    Workspace many = code.commit("");
    assertTrue(since(many, FIRST).cut());
    assertFalse(since(many, FIRST.plusSeconds(1)).cut());
  }

  @Test
  void what_changed_beside_the_project_is_told_by_its_name() throws IOException {
    code.write("docs/read.md", "other words\n");
    code.write("models/a.sql", "select 10\n");
    assertEquals(List.of("docs/read.md"), since(code.commit("models"), FIRST).outside());
    assertEquals(List.of(), since(code.commit(""), FIRST).outside());
  }

  @Test
  void all_commits_that_touched_a_file_are_named_the_newest_first_and_counted_beyond_five()
      throws IOException {
    code.write("models/b.sql", "select 20\n");
    Workspace last = code.commit("");
    for (int n = 0; n < 7; n++) {
      code.write("models/a.sql", "select 1" + n + "\n");
      last = code.commit("");
    }
    Lately lately = since(last, FIRST);
    Histories.Earlier often = lately.file("models/a.sql").orElseThrow();
    assertEquals(lately.commits().subList(0, 5), often.commits());
    assertEquals(2, often.more());
    assertEquals(lately.commits().get(0), often.by());
    Histories.Earlier once = lately.file("models/b.sql").orElseThrow();
    assertEquals(lately.commits().subList(7, 8), once.commits());
    assertEquals(0, once.more());
  }

  private static List<String> paths(Lately lately) {
    return lately.files().stream().map(Histories.Earlier::path).toList();
  }

  private Lately since(Workspace workspace, Instant green) {
    return since(workspace, new Span(green, "", null));
  }

  private Lately since(Workspace workspace, Span span) {
    return new GitHistories(code.mirrors()).since(workspace, span);
  }
}
