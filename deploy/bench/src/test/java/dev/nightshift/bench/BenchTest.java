package dev.nightshift.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    assertEquals(2, bench("yaml"));
    assertEquals(2, bench("yaml", "no such folder"));
  }

  @Test
  void a_bar_that_is_missed_is_exit_code_1_and_is_named() throws Exception {
    assertEquals(0, measured(5, 5));
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("MISSED"), out::toString);
    assertEquals(1, measured(4, 6), "one that holds is no help");
    String last = out.toString(StandardCharsets.UTF_8).lines().reduce("", (one, next) -> next);
    assertTrue(last.matches("the second +6.00 +10.00 +0.600 +0.500 s MISSED"), last);
  }

  @Test
  void programs_are_told_the_same_of_a_bar_that_is_missed() throws Exception {
    assertEquals(1, measured(4, 6, "--json"));
    JsonNode figures = Converter.json().readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals(List.of("true", "false"), figures.findValuesAsText("met"));
    assertEquals("0.6 0.5", figures.at("/1/ratio").asText() + " " + figures.at("/1/bar").asText());
  }

  @Test
  void what_had_no_peer_here_misses_no_bar_and_is_said_to_have_none() throws Exception {
    assertEquals(0, bench(measuring(Figure.alone("the first", 4, "s")), "walk"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("NOT COMPARED"), out::toString);
  }

  private int measured(double first, double second, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("walk"));
    words.addAll(List.of(options));
    return bench(
        measuring(
            Figure.of("the first", first, 10, 0.5, "s"),
            Figure.of("the second", second, 10, 0.5, "s")),
        words.toArray(String[]::new));
  }

  /** One that has measured already. */
  private static Benchmark measuring(Figure... figures) {
    return new Benchmark() {
      @Override
      public String name() {
        return "walk";
      }

      @Override
      public String shows() {
        return "how long it takes on foot";
      }

      @Override
      public List<Figure> run(Consumer<String> progress) {
        return List.of(figures);
      }
    };
  }

  private int bench(Benchmark one, String... words) throws Exception {
    return new Bench(List.of(one)).run(List.of(words), stream(out), stream(err));
  }

  private int bench(String... words) throws Exception {
    return new Bench(Bench.ALL).run(List.of(words), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
