package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutsTest {
  @TempDir Path temporary;
  private Code code;

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select 1 as id\nfrom raw\nwhere true\n");
    code.write("dbt/models/old.sql", "select 2\n");
    code.write("dbt/windows.sql", "select 1\r\nfrom a\r\nwhere b\r\n");
    code.write("dbt/no_end.sql", "select 3");
    code.write("run.sh", "#!/bin/sh\n");
    code.executable("run.sh");
    code.write(".gitignore", "*.tmp\n");
  }

  @Test
  void a_patch_made_from_a_folder_applies_again_to_the_same_files() throws IOException {
    Workspace base = code.commit("dbt");
    BlobRef patch;
    try (Checkout checkout = code.checkouts().open(base, "fix/shop/1 attempt 1")) {
      assertNull(checkout.patch());
      Path project = checkout.project();
      Files.writeString(project.resolve("models/orders.sql"), "select 1 as id\nfrom raw_new\n");
      Files.writeString(project.resolve("models/a file ü.sql"), "select 'ü'\n");
      Files.writeString(project.resolve("windows.sql"), "select 1\r\nfrom c\r\nwhere b\r\n");
      Files.writeString(project.resolve("no_end.sql"), "select 3\nfrom x");
      Files.writeString(project.resolve("empty.sql"), "");
      Files.writeString(project.resolve("ignored.tmp"), "x");
      Files.createDirectories(project.resolve("target"));
      Files.writeString(project.resolve("target/manifest.json"), "{}");
      Files.delete(project.resolve("models/old.sql"));
      Files.setPosixFilePermissions(
          checkout.root().resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
      patch = checkout.patch();
      assertEquals(
          List.of(
              "empty.sql",
              "models/a file ü.sql",
              "models/old.sql",
              "models/orders.sql",
              "no_end.sql",
              "windows.sql",
              "../run.sh"),
          checkout.changedFiles());
    }
    try (Checkout again = code.checkouts().open(base.with(patch), "fix/shop/1 attempt 2")) {
      Path project = again.project();
      assertEquals(
          "select 1 as id\nfrom raw_new\n", Files.readString(project.resolve("models/orders.sql")));
      assertEquals("select 'ü'\n", Files.readString(project.resolve("models/a file ü.sql")));
      assertEquals(
          "select 1\r\nfrom c\r\nwhere b\r\n", Files.readString(project.resolve("windows.sql")));
      assertEquals("select 3\nfrom x", Files.readString(project.resolve("no_end.sql")));
      assertEquals("", Files.readString(project.resolve("empty.sql")));
      assertFalse(Files.exists(project.resolve("models/old.sql")));
      assertFalse(Files.isExecutable(again.root().resolve("run.sh")));
      assertEquals(patch, again.patch(), "the same changes are the same patch");
    }
  }

  @Test
  void git_itself_applies_our_patches() throws Exception {
    code.link("dbt/pointer", "models/orders.sql");
    Workspace base = code.commit("dbt");
    BlobRef patch;
    try (Checkout checkout = code.checkouts().open(base, "a")) {
      Path project = checkout.project();
      Files.delete(project.resolve("pointer"));
      Files.writeString(project.resolve("pointer"), "now a file\n");
      Files.writeString(project.resolve("windows.sql"), "select 2\r\nfrom a\r\nwhere b");
      Files.writeString(project.resolve("no_end.sql"), "select 3\n");
      Files.writeString(project.resolve("models/tab\tand ü.sql"), "select 1");
      Files.delete(project.resolve("models/old.sql"));
      Files.setPosixFilePermissions(
          project.resolve("models/orders.sql"), PosixFilePermissions.fromString("rwxr-xr-x"));
      patch = checkout.patch();
    }
    Path file = Files.write(temporary.resolve("changes.patch"), code.blobs().read(patch));
    Path clone = temporary.resolve("clone");
    git(temporary, "clone", "--quiet", code.bare().toString(), clone.toString());
    git(clone, "apply", "--index", file.toString());
    String theirs = git(clone, "write-tree").strip();
    try (Checkout ours = code.checkouts().open(base.with(patch), "b")) {
      assertEquals(
          "select 2\r\nfrom a\r\nwhere b", Files.readString(ours.project().resolve("windows.sql")));
    }
    String commit =
        new OwnBranches(code.mirrors(), code.blobs())
            .publish(new OwnBranches.Change(base.with(patch), "nightshift/same", "main", "m"));
    git(clone, "fetch", "--quiet", "origin", "nightshift/same");
    assertEquals(theirs, git(clone, "rev-parse", commit + "^{tree}").strip());
    git(clone, "fsck", "--strict");
  }

  private static String git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + "\n" + output);
    return output;
  }

  @Test
  void many_at_once_share_one_mirror() throws Exception {
    Workspace base = code.commit("dbt");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> opened = new ArrayList<>();
      for (int n = 0; n < 24; n++) {
        String attempt = "attempt " + n;
        boolean resets = n % 6 == 5;
        opened.add(
            threads.submit(
                () -> {
                  if (resets) {
                    code.mirrors().evict(0);
                  }
                  new Code(temporary).checkouts().open(base, attempt).close();
                }));
      }
      for (Future<?> each : opened) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_patch_that_does_not_fit_is_unreadable_even_where_it_could_be_shifted() throws IOException {
    Workspace base = code.commit("dbt");
    BlobRef shifted =
        code.blobs()
            .putText(
                "p",
                """
                diff --git a/dbt/models/orders.sql b/dbt/models/orders.sql
                --- a/dbt/models/orders.sql
                +++ b/dbt/models/orders.sql
                @@ -2,2 +2,2 @@
                 select 1 as id
                -from raw
                +from other
                """);
    assertEquals(ErrorKind.UNREADABLE, failureOf(base.with(shifted)));
  }

  @Test
  void binary_patches_and_paths_that_lead_out_are_unreadable() throws IOException {
    Workspace base = code.commit("dbt");
    for (String bad :
        List.of(
            """
            diff --git a/x.png b/x.png
            Binary files a/x.png and b/x.png differ
            """,
            added("../x"),
            added(".git/config"),
            added("dbt/../../x"),
            added("run.sh/below"),
            "hello\n")) {
      BlobRef patch = code.blobs().putText("p", bad);
      assertEquals(ErrorKind.UNREADABLE, failureOf(base.with(patch)), bad);
    }
  }

  @Test
  void a_link_that_leads_out_is_a_file_with_its_target_and_never_a_patch() throws IOException {
    code.link("dbt/secret", "../../../etc/passwd");
    code.link("dbt/inside", "models/orders.sql");
    Workspace base = code.commit("dbt");
    try (Checkout checkout = code.checkouts().open(base, "a")) {
      Path secret = checkout.project().resolve("secret");
      assertFalse(Files.isSymbolicLink(secret));
      assertEquals("../../../etc/passwd", Files.readString(secret));
      assertTrue(Files.isSymbolicLink(checkout.project().resolve("inside")));
      assertNull(checkout.patch());
      Files.createSymbolicLink(checkout.project().resolve("evil"), Path.of("/etc"));
      assertEquals(
          ErrorKind.REFUSED, ErrorKind.of(assertThrows(RuntimeException.class, checkout::patch)));
    }
  }

  @Test
  void nothing_of_a_repositorys_attributes_runs_or_changes_bytes() throws IOException {
    Path proof = temporary.resolve("ran");
    code.write(".gitattributes", "* text=auto eol=crlf filter=evil\n");
    code.write(".gitconfig", "[filter \"evil\"]\n\tsmudge = touch " + proof + "\n");
    Workspace base = code.commit("");
    try (Checkout checkout = code.checkouts().open(base, "a")) {
      assertArrayEquals(
          "select 2\n".getBytes(StandardCharsets.UTF_8),
          Files.readAllBytes(checkout.root().resolve("dbt/models/old.sql")));
      assertNull(checkout.patch());
    }
    assertFalse(Files.exists(proof));
  }

  @Test
  void an_attempts_folder_is_empty_when_it_begins() throws IOException {
    Workspace base = code.commit("dbt");
    try (Checkout first = code.checkouts().open(base, "a")) {
      Files.writeString(first.project().resolve("left.sql"), "x");
    }
    try (Checkout second = code.checkouts().open(base, "a")) {
      assertFalse(Files.exists(second.project().resolve("left.sql")));
    }
  }

  @Test
  void a_broken_mirror_is_made_anew() throws IOException {
    Workspace base = code.commit("dbt");
    code.checkouts().open(base, "a").close();
    code.breakMirror();
    try (Checkout checkout = code.checkouts().open(base, "b")) {
      assertTrue(Files.exists(checkout.project().resolve("models/orders.sql")));
    }
  }

  @Test
  void eviction_leaves_what_is_open() throws IOException {
    Workspace base = code.commit("dbt");
    GitCheckouts checkouts = code.checkouts();
    Checkout closed = checkouts.open(base, "closed");
    closed.close();
    try (Checkout open = checkouts.open(base, "open")) {
      GitCheckouts.evict(code.home().resolve("workspaces"), 0);
      assertTrue(Files.exists(open.project()));
      assertFalse(Files.exists(closed.root()));
    }
  }

  @Test
  void eviction_takes_the_least_recently_used_until_the_rest_fits() throws IOException {
    Workspace base = code.commit("dbt");
    GitCheckouts checkouts = code.checkouts();
    Path second = opened(checkouts, base, "second", Duration.ofHours(2));
    Path oldest = opened(checkouts, base, "oldest", Duration.ofHours(3));
    Path newest = opened(checkouts, base, "newest", Duration.ofHours(1));
    long each = Folders.size(newest);

    GitCheckouts.evict(code.home().resolve("workspaces"), 3 * each);
    assertTrue(Files.exists(oldest));

    GitCheckouts.evict(code.home().resolve("workspaces"), 3 * each - 1);
    assertFalse(Files.exists(oldest));
    assertTrue(Files.exists(second));

    GitCheckouts.evict(code.home().resolve("workspaces"), each);
    assertFalse(Files.exists(second));
    assertTrue(Files.exists(newest));
  }

  private static Path opened(
      GitCheckouts checkouts, Workspace base, String attempt, Duration before) throws IOException {
    try (Checkout checkout = checkouts.open(base, attempt)) {
      Files.setLastModifiedTime(checkout.root(), FileTime.from(Instant.now().minus(before)));
      return checkout.root();
    }
  }

  @Test
  void a_subfolder_that_is_not_there_is_said() throws IOException {
    Workspace base = code.commit("elsewhere");
    assertEquals(ErrorKind.NOT_FOUND, failureOf(base));
    assertEquals(
        ErrorKind.NOT_FOUND,
        failureOf(new Workspace("shop", base.repository(), "../..", base.base(), null)));
  }

  private static String added(String path) {
    return """
        diff --git a/PATH b/PATH
        new file mode 100644
        --- /dev/null
        +++ b/PATH
        @@ -0,0 +1 @@
        +x
        """
        .replace("PATH", path);
  }

  private ErrorKind failureOf(Workspace workspace) {
    return ErrorKind.of(
        assertThrows(RuntimeException.class, () -> code.checkouts().open(workspace, "x")));
  }
}
