package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {
  @TempDir Path folder;

  @Test
  void the_value_that_a_conversion_failed_on_stays_out_of_the_history() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("run_results.json"),
            """
            {"results": [{"unique_id": "model.s.a", "status": "error", "failures": null,
              "message": "Conversion Error: Could not convert string 'Ada Lovelace' to INT32"}]}
            """);
    assertEquals(
        "Conversion Error: Could not convert string '…' to INT32",
        RunResults.read(file).red().get(0).message());
  }
}
