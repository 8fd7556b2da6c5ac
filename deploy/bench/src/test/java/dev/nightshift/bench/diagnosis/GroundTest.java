package dev.nightshift.bench.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
  private static final String ABSENT =
      "{\"status\": \"error\", \"message\": \"Catalog Error: Table with name raw.o does not exist\"}";

  private static final String PASSED = "{\"status\": \"success\", \"message\": \"OK\"}";

  private static final String OTHER =
      "{\"status\": \"error\", \"message\": \"Parser Error: syntax error at or near x\"}";

  @TempDir Path folder;

  @Test
  void a_run_fails_for_want_of_data_where_nothing_else_is_wrong() throws IOException {
    assertTrue(Ground.isForWantOfData(results(PASSED + ", " + ABSENT)));
    assertFalse(Ground.isForWantOfData(results(ABSENT + ", " + OTHER)));
  }

  @Test
  void what_a_run_before_has_left_says_nothing_of_one_that_stopped() throws IOException {
    assertFalse(Ground.isForWantOfData(results(PASSED)));
    assertFalse(Ground.isForWantOfData(folder.resolve("none.json")));
  }

  private Path results(String all) throws IOException {
    return Files.writeString(folder.resolve("run_results.json"), "{\"results\": [" + all + "]}");
  }
}
