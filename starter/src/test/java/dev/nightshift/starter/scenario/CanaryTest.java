package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
  private static final String NAMED = "counted by Perpetua " + Canary.NAME;

  @TempDir Path home;

  private List<String> found(String history) throws IOException {
    return new Canary(home, workflow -> history).after("fix/larkspur/1");
  }

  private void leave(String file, byte[] content) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
  }

  @Test
  void a_name_is_found_in_files_in_the_history_and_in_what_git_deflated() throws IOException {
    leave("reports/larkspur/1.md", NAMED.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
      stream.write(NAMED.getBytes(StandardCharsets.UTF_8));
    }
    leave("host/a/b.git/objects/ab/cdef", deflated.toByteArray());
    assertEquals(
        List.of(
            "the history of fix/larkspur/1 holds what the sample marks as sensitive",
            "host/a/b.git/objects/ab/cdef holds what the sample marks as sensitive",
            "reports/larkspur/1.md holds what the sample marks as sensitive"),
        found("{" + NAMED + "}"));
  }

  @Test
  void where_it_is_not_nothing_is_said() throws IOException {
    leave("reports/larkspur/1.md", "counted by •••".getBytes(StandardCharsets.UTF_8));
    leave("host/a/b.git/objects/pack/p.pack", new byte[] {1, 2, 3});
    leave("sandboxes/x/larkspur.duckdb", NAMED.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), found("{}"));
  }
}
