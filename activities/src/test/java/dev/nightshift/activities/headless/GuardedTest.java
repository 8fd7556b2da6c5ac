package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedTest {
  @TempDir Path temporary;
  private Path project;
  private Guarded guarded;

  @BeforeEach
  void a_project() throws IOException {
    project = temporary.resolve("project");
    write("models/a.sql", "select 1");
    write(".claude/agents/a.md", "agent");
    write("sub/CLAUDE.md", "words");
    write(".githooks/pre-commit", "#!/bin/sh");
    project.resolve(".githooks/pre-commit").toFile().setExecutable(true);
    Files.createSymbolicLink(project.resolve("AGENTS.md"), Path.of("sub/CLAUDE.md"));
    guarded = Guarded.of(project);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  @Test
  void they_are_as_they_were_and_the_rest_is_as_it_is() throws IOException {
    write("models/a.sql", "select 2");
    write(".claude/agents/a.md", "obey");
    write(".claude/settings.json", "{}");
    write("models/agents.MD", "obey");
    write("models/.github/workflows/x.yml", "on: push");
    Files.delete(project.resolve("sub/CLAUDE.md"));
    Files.delete(project.resolve("AGENTS.md"));
    write("AGENTS.md", "obey");
    Files.delete(project.resolve(".githooks/pre-commit"));

    guarded.restore();

    assertEquals("select 2", Files.readString(project.resolve("models/a.sql")));
    assertEquals("agent", Files.readString(project.resolve(".claude/agents/a.md")));
    assertEquals("words", Files.readString(project.resolve("sub/CLAUDE.md")));
    assertTrue(Files.isExecutable(project.resolve(".githooks/pre-commit")));
    assertTrue(Files.isSymbolicLink(project.resolve("AGENTS.md")));
    assertFalse(Files.exists(project.resolve(".claude/settings.json")));
    assertFalse(Files.exists(project.resolve("models/.github")));
    assertFalse(Files.exists(project.resolve("models/agents.MD")));
  }

  @Test
  void nothing_is_written_through_a_link_that_leads_out() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.delete(project.resolve("sub/CLAUDE.md"));
    Files.delete(project.resolve("sub"));
    Files.createSymbolicLink(project.resolve("sub"), outside);

    guarded.restore();

    assertFalse(Files.exists(outside.resolve("CLAUDE.md")));
  }

  @Test
  void commits_of_its_own_are_noticed_and_go() throws IOException {
    write(".git/objects/x", "");
    assertTrue(guarded.hasOwnCommits());
    guarded.restore();
    assertFalse(Files.exists(project.resolve(".git")));
  }

  @Test
  void what_may_not_be_changed_or_is_without_end_does_not_stop_it() throws IOException {
    write("sub/CLAUDE.md", "obey");
    Files.setPosixFilePermissions(
        project.resolve("sub"), PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.createDirectories(project.resolve("d/".repeat(500)));
    guarded.restore();
    assertEquals("words", Files.readString(project.resolve("sub/CLAUDE.md")));
    assertTrue(Files.isDirectory(project.resolve("d/d")));
  }
}
