package dev.nightshift.activities.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody in a cage works in the folder while it is read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PresentTest {
  @TempDir Path temporary;
  private Path project;
  private Path host;

  @BeforeEach
  void a_project_and_a_folder_of_the_host() throws IOException {
    project = Files.createDirectories(temporary.resolve("project"));
    Files.createDirectories(project.resolve("models/d"));
    Files.writeString(project.resolve("models/d/a.sql"), "select 1");
    host = Files.createDirectories(temporary.resolve("host"));
    Files.writeString(host.resolve("a.sql"), "s3cret");
  }

  /** A file's folder is a link to the host's now. */
  private void exchange() throws IOException {
    Files.move(project.resolve("models/d"), project.resolve("models/e"));
    Files.createSymbolicLink(project.resolve("models/d"), host);
  }

  @Test
  void a_folder_that_is_exchanged_for_a_link_after_a_look_shows_nothing_of_the_host()
      throws IOException {
    try (Present present = Present.soFar(project)) {
      assertEquals(FileMode.REGULAR_FILE, present.modeOf("models/d/a.sql"));
      exchange();
      assertEquals("select 1", new String(present.content("models/d/a.sql", 100), UTF_8));
    }
    try (Present present = Present.soFar(project)) {
      assertEquals(FileMode.SYMLINK, present.modeOf("models/d"));
      assertEquals(FileMode.MISSING, present.modeOf("models/d/a.sql"));
      assertEquals(List.of(), present.names("models/d"));
      assertThrows(ApplicationFailure.class, () -> present.content("models/d/a.sql", 100));
      assertEquals(host.toString(), new String(present.content("models/d", 100), UTF_8));
    }
  }

  @Test
  void a_pipe_holds_nobody_up_wherever_it_stands() throws Exception {
    try (Present present = Present.soFar(project)) {
      assertEquals(FileMode.REGULAR_FILE, present.modeOf("models/d/a.sql"));
      Files.delete(project.resolve("models/d/a.sql"));
      pipe("models/d/a.sql");
      assertEquals(0, present.content("models/d/a.sql", 100).length);
      assertEquals(FileMode.MISSING, present.modeOf("models/d/a.sql"));
      pipe("models/p");
      assertEquals(FileMode.MISSING, present.modeOf("models/p/a.sql"));
      assertEquals(List.of(), present.names("models/p"));
    }
  }

  private void pipe(String path) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", project.resolve(path).toString()).start();
    assertTrue(made.waitFor(10, TimeUnit.SECONDS));
  }

  @Test
  void a_file_that_is_too_large_is_not_read() throws IOException {
    try (Present present = Present.left(project)) {
      ApplicationFailure large =
          assertThrows(ApplicationFailure.class, () -> present.content("models/d/a.sql", 7));
      assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(large));
    }
  }

  @Test
  void a_patch_of_a_project_with_pipes_and_links_to_the_host_holds_neither() throws Exception {
    Code code = new Code(temporary);
    code.write("dbt/models/d/a.sql", "select 1\n");
    code.write("dbt/models/orders.sql", "select 1\n");
    try (Checkout checkout = code.checkouts().open(code.commit("dbt"), "a")) {
      project = checkout.project();
      Files.writeString(project.resolve("models/orders.sql"), "select 2\n");
      pipe("models/pipe.sql");
      String patch = code.blobs().readText(checkout.patchSoFar());
      assertTrue(patch.contains("+select 2"), patch);
      assertFalse(patch.contains("pipe"), patch);

      exchange();
      ApplicationFailure leadsOut =
          assertThrows(ApplicationFailure.class, checkout::patchSoFar, "a link out of it");
      assertEquals(ErrorKind.REFUSED, ErrorKind.of(leadsOut));
      assertFalse(leadsOut.getMessage().contains("s3cret"));
    }
  }

  @Test
  void folders_in_folders_without_end_are_no_project() throws IOException {
    Files.createDirectories(project.resolve("d/".repeat(100)));
    try (Present present = Present.left(project)) {
      ApplicationFailure deep =
          assertThrows(ApplicationFailure.class, () -> present.modeOf("d/".repeat(100) + "a.sql"));
      assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(deep));
    }
  }

  @Test
  void a_patch_that_nobody_can_review_is_not_made() throws IOException {
    Code code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select 1\n");
    try (Checkout checkout = code.checkouts().open(code.commit("dbt"), "a")) {
      Path big = checkout.project().resolve("models/big.sql");
      try (var file =
          java.nio.channels.FileChannel.open(
              big,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.WRITE)) {
        // It has a hole, and no byte of it is on the disk.
        file.write(java.nio.ByteBuffer.wrap(new byte[1]), 4L << 30);
      }
      ApplicationFailure large = assertThrows(ApplicationFailure.class, checkout::patch);
      assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(large));
      assertEquals(List.of("models/big.sql"), checkout.changedFiles());
    }
  }

  @Test
  void what_may_not_be_read_stays_so_however_often_it_is_tried() {
    Path file = project.resolve("a.sql");
    assertEquals(
        ErrorKind.UNREADABLE,
        ErrorKind.of(Present.failure(project, "a.sql", new AccessDeniedException("" + file))));
    assertEquals(
        ErrorKind.UNAVAILABLE,
        ErrorKind.of(Present.failure(project, "a.sql", new IOException("a broken disk"))));
  }
}
