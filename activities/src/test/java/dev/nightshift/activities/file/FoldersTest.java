package dev.nightshift.activities.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path place;

  @Test
  void a_copy_has_the_wanted_files_and_no_link() throws IOException {
    Path from = Files.createDirectories(place.resolve("target"));
    Files.createDirectories(from.resolve("models"));
    Files.createDirectories(from.resolve("left"));
    Files.writeString(from.resolve("models/a.sql"), "select 1");
    Files.writeString(from.resolve("left/b.sql"), "select 2");
    Files.writeString(place.resolve("secret"), "s3cret");
    Files.createSymbolicLink(from.resolve("models/link.sql"), place.resolve("secret"));

    Folders.copy(from, place.resolve("copy"), path -> !path.endsWith("left"));

    assertEquals(List.of("models", "models/a.sql"), below(place.resolve("copy")));
    assertEquals("select 1", Files.readString(place.resolve("copy/models/a.sql")));
  }

  private static List<String> below(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.map(path -> folder.relativize(path).toString())
          .filter(name -> !name.isEmpty())
          .sorted()
          .toList();
    }
  }

  @Test
  void what_a_disk_says_is_told_without_the_names_of_javas_exceptions() throws IOException {
    Path file = Files.writeString(place.resolve("a file"), "");
    RuntimeException taken =
        assertThrows(RuntimeException.class, () -> Folders.make(file.resolve("below")));
    assertEquals(
        "the folder " + file + "/below cannot be made: " + file + "/below: Not a directory",
        ErrorKind.messageOf(taken));
    assertEquals("/a: you have no right to it", Folders.why(new AccessDeniedException("/a")));
    assertEquals(
        "/a: something else is in its place", Folders.why(new FileAlreadyExistsException("/a")));
    assertEquals(
        "No space left on device", Folders.why(new IOException("No space left on device")));
  }

  /** Whoever has every right, as in most containers, is not refused: here it is only told so. */
  @Test
  void a_folder_that_may_not_be_listed_is_removed_with_what_is_in_it() throws IOException {
    Path closed = Files.createDirectories(place.resolve("job/closed"));
    Files.writeString(closed.resolve("a.sql"), "");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Removal removal = new Removal(place.resolve("job"));
    removal.visitFileFailed(closed, new AccessDeniedException("" + closed));
    assertEquals(List.of(), below(place.resolve("job")));
  }

  @Test
  void what_is_refused_a_second_time_is_told() throws IOException {
    Path file = Files.writeString(place.resolve("a.sql"), "");
    Removal removal = new Removal(place);
    IOException refused = new AccessDeniedException("" + file);
    assertThrows(AccessDeniedException.class, () -> removal.visitFileFailed(file, refused));
  }

  @Test
  void folders_in_folders_without_end_are_removed() throws IOException, InterruptedException {
    Path job = Files.createDirectory(place.resolve("job"));
    String deep = "cd " + job + "; for n in $(seq 1500); do mkdir dddd; cd dddd; done; touch x";
    assertEquals(0, new ProcessBuilder("bash", "-c", deep).start().waitFor());
    Folders.delete(job);
    assertFalse(Files.exists(job));
  }
}
