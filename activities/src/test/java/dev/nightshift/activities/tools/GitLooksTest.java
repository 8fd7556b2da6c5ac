package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent sees of the past by Git's words. */
class GitLooksTest {
  @TempDir Path temporary;

  private Code code;
  private Workspace workspace;
  private String first;
  private String second;

  @BeforeEach
  void three_commits_and_another_branch() throws IOException {
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select\n  id\nfrom raw.orders\n");
    code.write("README.md", "not the project\n");
    first = code.commit("dbt").base();
    code.write("dbt/models/orders.sql", "select\n  id,\n  total\nfrom raw.orders\n");
    second = code.commit("dbt").base();
    code.write("dbt/models/other model.sql", "select 1\n");
    workspace = code.commit("dbt");
  }

  private String git(String words) {
    Settings.Project project = Settings.Project.of("shop", Code.REPOSITORY).subfolder("dbt").made();
    Use use = new Use("fix/shop/1/a", "fixer", "run_terminal_command", null, workspace, null);
    try (Desk desk = new Desk(use, project, tool -> true, code.checkouts(), code.blobs())) {
      return new GitWords(desk).answer(CommandLine.words(words));
    }
  }

  private void edit(String file, String text) throws IOException {
    try (var checkout = code.checkouts().open(workspace, "edit")) {
      Files.writeString(checkout.project().resolve(file), text);
      workspace = workspace.with(checkout.patch());
    }
  }

  @Test
  void the_log_has_the_newest_first_and_of_one_file_only_its_own() {
    assertEquals(
        List.of(workspace.base(), second, first),
        git("log")
            .lines()
            .filter(line -> line.startsWith("commit "))
            .map(l -> l.substring(7))
            .toList());
    assertEquals(
        second.substring(0, 9) + " A change", git("log -n 1 --oneline -- models/orders.sql"));
    assertEquals(2, git("log --oneline models/orders.sql").lines().count());
    assertEquals(2, git("log -2 --oneline").lines().count());
    assertEquals("(no commit)", git("log -- models/none.sql"));
  }

  @Test
  void a_commit_shows_what_it_changed() {
    String shown = git("show " + second.substring(0, 8));
    assertTrue(shown.contains("Author: Ada\nDate: 2026-11-20T02:00:01Z\n\n    A change"), shown);
    assertTrue(shown.contains("+  total"), shown);
    assertEquals(shown, git("show HEAD~1"));
    assertFalse(git("show HEAD -- models/orders.sql").contains("+++"), "it left that alone");
    assertTrue(git("show " + first).contains("+from raw.orders"), "the first has no parent");
    assertEquals("select\n  id\nfrom raw.orders\n", git("show HEAD~2:models/orders.sql"));
  }

  @Test
  void blame_names_for_each_line_who_wrote_it() {
    List<String> lines = git("blame models/orders.sql").lines().toList();
    assertEquals(first.substring(0, 9) + " (Ada 2026-11-20) 1 select", lines.get(0));
    assertEquals(second.substring(0, 9) + " (Ada 2026-11-20) 3   total", lines.get(2));
  }

  @Test
  void the_diff_is_what_was_changed_here() throws IOException {
    assertEquals("", git("diff"));
    edit("models/orders.sql", "select 2\n");
    edit("models/other model.sql", "select 3\n");
    assertTrue(git("diff").contains("+select 2"), git("diff"));
    assertEquals("dbt/models/orders.sql\ndbt/models/other model.sql", git("diff --name-only HEAD"));
    String one = git("diff -- 'models/other model.sql'");
    assertTrue(one.contains("+select 3"), one);
    assertFalse(one.contains("+select 2"), one);
    assertTrue(git("diff models").contains("+select 2"), "a folder is its files");
  }

  @Test
  void what_is_large_is_told_and_not_looked_at() throws IOException {
    code.write("dbt/seeds/big.csv", "1,2,3,4,5,6,7,8,9\n".repeat(300_000));
    workspace = code.commit("dbt");
    for (String words : List.of("show HEAD:seeds/big.csv", "blame seeds/big.csv")) {
      ApplicationFailure failure = assertThrows(ApplicationFailure.class, () -> git(words));
      assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(failure));
    }
    assertTrue(git("show HEAD").contains("Binary files"), git("show HEAD"));
    code.write("dbt/seeds/medium.csv", "1,2,3,4,5,6,7,8,9\n".repeat(100_000));
    workspace = code.commit("dbt");
    assertThrows(ApplicationFailure.class, () -> git("blame seeds/medium.csv"));
  }

  @Test
  void a_link_and_another_repositorys_commit_are_no_files() throws IOException {
    code.link("dbt/models/out.sql", "../../README.md");
    workspace = code.commit("dbt");
    for (String words : List.of("show HEAD:models/out.sql", "blame models/out.sql")) {
      assertFalse(assertThrows(Declined.class, () -> git(words)).isForbidden());
    }
  }

  @Test
  void what_the_base_does_not_come_from_is_not_seen() throws IOException {
    code.write("dbt/models/secret.sql", "select 'theirs'\n");
    String theirs = code.commitTo("main");
    Declined declined = assertThrows(Declined.class, () -> git("show " + theirs));
    assertTrue(declined.getMessage().contains("no commit"), declined.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log --output=/etc/passwd",
        "log -p",
        "log --format=%x",
        "log -- ../README.md",
        "log -n -5",
        "diff --no-index /etc/passwd /dev/null",
        "diff --ext-diff",
        "show --textconv HEAD",
        "show HEAD:../README.md",
        "show HEAD:/etc/passwd",
        "show HEAD --output=x",
        "blame --contents /etc/passwd models/orders.sql",
        "grep -O x",
        "cat-file -p HEAD"
      })
  void what_could_do_more_than_look_is_refused(String words) {
    Declined declined = assertThrows(Declined.class, () -> git(words));
    assertTrue(declined.isForbidden(), declined.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show HEAD~99",
        "show refs/heads/main",
        "show 'HEAD^{tree}'",
        "show HEAD:models",
        "show HEAD:",
        "show HEAD:.",
        "show abcd",
        "blame models/none.sql",
        "blame",
        "show HEAD:models/none.sql"
      })
  void what_is_not_there_is_told(String words) {
    Declined declined = assertThrows(Declined.class, () -> git(words));
    assertFalse(declined.isForbidden(), declined.getMessage());
  }
}
