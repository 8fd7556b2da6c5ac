package dev.nightshift.activities.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
