package dev.nightshift.activities.headless;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever would wait for a pipe's writer never comes back: the thread cannot be interrupted. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestlessTest {
  @TempDir Path folder;

  private String read(String name, int most) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(folder)) {
      SecureDirectoryStream<Path> secure = (SecureDirectoryStream<Path>) open;
      return new String(Restless.read(secure, Path.of(name), most), UTF_8);
    }
  }

  @Test
  void a_file_is_read_to_its_end_or_so_far() throws IOException {
    Files.writeString(folder.resolve("said"), "zwölf");
    assertEquals("zwölf", read("said", 100));
    assertEquals("zw", read("said", 2));
  }

  @Test
  void a_pipe_in_its_place_holds_nobody_up() throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", folder.resolve("said").toString()).start();
    assertTrue(made.waitFor(10, TimeUnit.SECONDS));
    assertEquals("", read("said", 100));
  }

  @Test
  void a_link_in_its_place_leads_nowhere() throws IOException {
    Files.writeString(folder.resolve("key"), "s3cret");
    Files.createSymbolicLink(folder.resolve("said"), folder.resolve("key"));
    assertThrows(IOException.class, () -> read("said", 100));
  }
}
