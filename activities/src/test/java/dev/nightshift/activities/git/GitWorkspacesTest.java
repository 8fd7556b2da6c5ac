package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorkspacesTest {
  @TempDir Path temporary;
  private Code code;
  private String first;

  @BeforeEach
  void repository() throws IOException {
    code = new Code(temporary);
    code.write("a.sql", "select 1\n");
    first = code.commit("").base();
  }

  @Test
  void without_a_commit_it_is_the_branchs_head_as_it_is_now() throws IOException {
    assertEquals(first, workspaces("main").resolve("shop", "").base());
    code.write("a.sql", "select 2\n");
    String second = code.commitTo("main");
    Workspace resolved = workspaces("main").resolve("shop", null);
    assertEquals(second, resolved.base());
    assertEquals("models", resolved.subfolder());
  }

  @Test
  void a_commit_that_is_given_is_found_by_its_beginning_too() throws IOException {
    code.write("a.sql", "select 2\n");
    code.commitTo("main");
    assertEquals(first, workspaces("main").resolve("shop", first).base());
    assertEquals(first, workspaces("main").resolve("shop", first.substring(0, 8)).base());
  }

  @Test
  void a_commit_has_what_is_in_its_past_and_a_missing_one_nothing() throws IOException {
    code.write("a.sql", "select 2\n");
    String second = code.commitTo("main");
    GitWorkspaces workspaces = workspaces("main");
    assertTrue(workspaces.contains("shop", second, first));
    assertTrue(workspaces.contains("shop", second, second));
    assertFalse(workspaces.contains("shop", first, second));
    assertFalse(workspaces.contains("shop", "1234567890abcdef", first));
    assertFalse(workspaces.contains("shop", first, "1234567890abcdef"));
  }

  @Test
  void a_commit_that_is_gone_is_said_to_be_gone() {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class, () -> workspaces("main").resolve("shop", "1234567890abcdef"));
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(failure));
    assertTrue(ErrorKind.messageOf(failure).contains("is gone"));
  }

  @Test
  void what_is_no_commit_or_not_configured_is_refused() {
    assertEquals(ErrorKind.BAD_INPUT, kind("shop", "main~1"));
    assertEquals(ErrorKind.NOT_FOUND, kind("other", ""));
    RuntimeException noBranch =
        assertThrows(RuntimeException.class, () -> workspaces("gone").resolve("shop", ""));
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(noBranch));
  }

  private ErrorKind kind(String project, String commit) {
    return ErrorKind.of(
        assertThrows(RuntimeException.class, () -> workspaces("main").resolve(project, commit)));
  }

  private GitWorkspaces workspaces(String branch) {
    Settings.Project project =
        Settings.Project.of("shop", Code.REPOSITORY).branch(branch).subfolder("models").made();
    return new GitWorkspaces(new Settings(temporary, "", null, List.of(project)), code.mirrors());
  }
}
