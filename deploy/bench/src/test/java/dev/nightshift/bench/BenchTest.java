package dev.nightshift.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void without_a_name_it_lists_what_there_is() throws Exception {
    assertEquals(0, bench());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("  faults "), out::toString);
  }

  @Test
  void the_list_is_json_for_programs() throws Exception {
    assertEquals(0, bench("--json"));
    JsonNode list = Converter.json().readTree(out.toString(StandardCharsets.UTF_8));
    assertTrue(list.findValuesAsText("name").containsAll(List.of("dbt", "faults")), list::toString);
    assertTrue(list.findValuesAsText("shows").stream().noneMatch(String::isBlank));
  }

  @Test
  void a_wrong_word_is_refused() throws Exception {
    assertEquals(2, bench("dtb"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("There is no benchmark dtb"));
    assertEquals(2, bench("dbt", "faults"));
  }

  private int bench(String... words) throws Exception {
    return Bench.run(List.of(words), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
