package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent writes beyond measure while it works, outside of which we keep and read it. */
class SoFarTest {
  private static final int SO_MUCH = 250 << 20;

  @TempDir Path temporary;
  private Code code;
  private Checkout checkout;
  private SoFar soFar;
  private Memory memory;

  @BeforeEach
  void a_project() throws IOException {
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select 1\n");
    checkout = code.checkouts().open(code.commit("dbt"), "a");
    soFar = SoFar.of(checkout);
    memory = Memory.of(temporary.resolve("kept.json"));
  }

  @AfterEach
  void closed() {
    checkout.close();
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(checkout.project().resolve(path), text);
  }

  private void large(String path) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(checkout.project().resolve(path).toFile(), "rw")) {
      file.setLength(SO_MUCH);
    }
  }

  private void keep() {
    Notes none =
        new Notes() {
          @Override
          public Optional<Map.Entry<String, byte[]>> read(String session) {
            return Optional.empty();
          }

          @Override
          public void restore(String place, byte[] written) {}
        };
    Minutes minutes = Minutes.after(Kept.NOTHING, code.blobs());
    new Keeping(none, minutes, soFar, code.blobs(), memory, Duration.ZERO).keep(Told.NOTHING);
  }

  private void isTooLarge() {
    ApplicationFailure large = assertThrows(ApplicationFailure.class, soFar::patch);
    assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(large));
  }

  @Test
  void the_last_patch_that_could_be_reviewed_is_kept_with_a_word_why() throws IOException {
    write("models/orders.sql", "select 2\n");
    keep();
    assertTrue(code.blobs().readText(memory.kept().patch()).contains("+select 2"));
    large("models/x.sql");
    keep();
    keep();
    assertTrue(code.blobs().readText(memory.kept().patch()).contains("+select 2"));
    assertEquals(
        List.of(
            "its files so far were not kept: the files that it wrote have more than 16777216 bytes"),
        memory.kept().refused());

    Files.delete(checkout.project().resolve("models/x.sql"));
    write("models/orders.sql", "select 1\n");
    keep();
    assertNull(memory.kept().patch());
  }

  @Test
  void a_large_file_is_too_large_by_its_size_alone() throws IOException {
    large("models/x.sql");
    isTooLarge();
    assertEquals("too_large", Leavings.of(checkout, soFar.before()).trouble());
  }

  @Test
  void where_it_grows_behind_our_back_the_patch_itself_has_an_end() throws IOException {
    large("models/x.sql");
    ApplicationFailure large = assertThrows(ApplicationFailure.class, checkout::patchSoFar);
    assertEquals(ErrorKind.TOO_LARGE, ErrorKind.of(large));
    Extent withIt = Extent.of(checkout.project());
    assertEquals("too_large", Leavings.of(checkout, withIt).trouble());
  }

  @Test
  void thousands_of_new_files_are_no_patch() throws IOException {
    for (int n = 0; n <= 10_000; n++) {
      write("models/m" + n + ".sql", "");
    }
    isTooLarge();
  }

  @Test
  void what_dbt_writes_may_be_large() throws IOException {
    Files.createDirectories(checkout.project().resolve("target"));
    large("target/x.json");
    assertNull(soFar.patch());
  }

  @Test
  void what_cannot_be_looked_into_cannot_be_reviewed() throws IOException {
    Files.createDirectories(checkout.project().resolve("d/".repeat(500)));
    Leavings left = Leavings.of(checkout, soFar.before());
    assertEquals("unreviewable", left.trouble());
    assertTrue(left.why().endsWith("is too deep in other folders"), left.why());
  }
}
