package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
    assertFalse(new GitHistories(other.mirrors()).since(only, null).known());
  }

  @Test
  void another_folder_of_the_repository_is_another_project() throws IOException {
    code.write("docs/read.md", "other words\n");
    code.write("models/a.sql", "select 10\n");
    Lately lately = since(code.commit("models"), null);
    assertEquals(1, lately.files().size());
    assertEquals("select 1\n", lately.file("a.sql").orElseThrow().text());
  }

  private Lately since(Workspace workspace, Instant green) {
    return new GitHistories(code.mirrors()).since(workspace, green);
  }
}
