package dev.nightshift.activities.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;
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

  /** A folder that is exchanged between the look at it and its opening. */
  private static final class Exchanged extends ForwardedFolder {
    private final Runnable exchange;

    Exchanged(SecureDirectoryStream<Path> folder, Runnable exchange) {
      super(folder);
      this.exchange = exchange;
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
        throws IOException {
      exchange.run();
      return super.newDirectoryStream(path, options);
    }
  }

  private void enterExchanged(String... command) throws IOException {
    Files.createDirectories(folder.resolve("project/inner"));
    Files.createDirectories(folder.resolve("host"));
    try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("project"))) {
      Exchanged exchanged =
          new Exchanged(
              (SecureDirectoryStream<Path>) open,
              () -> {
                try {
                  Files.delete(folder.resolve("project/inner"));
                  assertEquals(0, new ProcessBuilder(command).start().waitFor());
                } catch (IOException | InterruptedException failed) {
                  throw new IllegalStateException(failed);
                }
              });
      Restless.enter(exchanged, Path.of("inner"));
    }
  }

  @Test
  void a_folder_that_is_exchanged_for_a_link_while_it_is_opened_is_not_entered() {
    String host = folder.resolve("host").toString();
    String inner = folder.resolve("project/inner").toString();
    assertThrows(IOException.class, () -> enterExchanged("ln", "-s", host, inner));
  }

  @Test
  void a_pipe_in_a_folders_place_holds_nobody_up() {
    String inner = folder.resolve("project/inner").toString();
    assertThrows(IOException.class, () -> enterExchanged("mkfifo", inner));
  }

  /** A folder in which nothing may be written by us. */
  private static final class Locked extends ForwardedFolder {
    Locked(SecureDirectoryStream<Path> folder) {
      super(folder);
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      if (options.contains(StandardOpenOption.WRITE)) {
        throw new AccessDeniedException("" + path);
      }
      return super.newByteChannel(path, options, attributes);
    }
  }

  @Test
  void what_we_may_not_write_is_read_when_nobody_is_at_work_any_more() throws IOException {
    Files.writeString(folder.resolve("said"), "zwölf");
    assertThrows(AccessDeniedException.class, () -> locked(false));
    assertEquals("zwölf", locked(true));
  }

  private String locked(boolean alone) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(folder);
        Restless files =
            new Restless(folder, new Locked((SecureDirectoryStream<Path>) open), alone)) {
      return new String(files.read("said", 100), UTF_8);
    }
  }

  @Test
  void where_folders_cannot_be_held_open_the_same_is_found_by_its_path() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/said"), "zwölf");
    Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("a/b"));
    try (Restless files = new Restless(folder, new PlainFolder(folder), true)) {
      assertEquals("zwölf", new String(files.read("a/b/said", 100), UTF_8));
      assertEquals(List.of("b", "link"), files.names("a", 10));
      assertEquals(List.of(), files.names("a/link", 10));
      assertTrue(files.attributes("a/link/said").isEmpty());
    }
  }
}
