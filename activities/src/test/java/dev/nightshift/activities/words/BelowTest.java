package dev.nightshift.activities.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BelowTest {
  private static final Path FOLDER = Path.of("/data/project");

  @Test
  void what_lies_in_the_folder_is_found() {
    assertEquals(Optional.of(FOLDER.resolve("b.sql")), Below.of(FOLDER, "a/../b.sql"));
    assertEquals(Optional.of(FOLDER), Below.of(FOLDER, "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other/a.sql", "/etc/passwd", "a\0b"})
  void what_leads_out_or_is_no_path_is_not(String path) {
    assertEquals(Optional.empty(), Below.of(FOLDER, path));
  }
}
