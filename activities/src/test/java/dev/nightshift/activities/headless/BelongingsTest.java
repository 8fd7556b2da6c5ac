package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BelongingsTest {
  private static final byte[] BINARY = {0, -1, 7, -128, 10};

  @TempDir Path folder;
  private Path home;
  private Path later;

  @BeforeEach
  void a_home() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    later = Files.createDirectories(folder.resolve("later"));
    Files.createDirectories(home.resolve(".agent/sessions"));
  }

  private byte[] read() throws IOException {
    return new Belongings(home).read("s1").orElseThrow().getValue();
  }

  @Test
  void texts_and_others_are_there_again() throws IOException {
    Files.writeString(home.resolve(".agent/sessions/s1.json"), "{\"größe\": \"1\"}\nzwei\n");
    Files.write(home.resolve(".agent/store.db"), BINARY);
    Files.writeString(Files.createDirectories(home.resolve(".cache")).resolve("big"), "again");

    new Belongings(later).restore(".", read());

    assertEquals(
        "{\"größe\": \"1\"}\nzwei\n", Files.readString(later.resolve(".agent/sessions/s1.json")));
    assertArrayEquals(BINARY, Files.readAllBytes(later.resolve(".agent/store.db")));
    assertFalse(Files.exists(later.resolve(".cache")), "it can be had again");
  }

  @Test
  void no_link_leads_to_what_is_ours() throws IOException {
    Path ours = Files.createDirectories(folder.resolve("ours"));
    Files.writeString(ours.resolve("key"), "s3cret");
    Files.createSymbolicLink(home.resolve("key"), ours.resolve("key"));
    Files.createSymbolicLink(home.resolve("all"), ours);
    Files.writeString(home.resolve("a"), "a");
    assertEquals("{\"file\":\"a\",\"text\":\"a\"}\n", new String(read(), StandardCharsets.UTF_8));
  }

  @Test
  void without_a_session_or_beyond_all_measure_there_is_nothing_to_keep() throws IOException {
    assertEquals(Optional.empty(), new Belongings(home).read("s1"), "it is empty");
    Files.write(home.resolve("a"), new byte[13 << 20]);
    assertEquals(Optional.empty(), new Belongings(home).read("s1"));
    Files.writeString(home.resolve("a"), "a");
    assertEquals(Optional.empty(), new Belongings(home).read(""));
  }

  @Test
  void nothing_is_put_outside_of_the_home() {
    byte[] text = "{\"file\":\"../x\",\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> new Belongings(later).restore(".", text));
    assertFalse(Files.exists(folder.resolve("x")));
  }
}
