package dev.nightshift.activities.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final Map<String, String> ONE =
      Map.of("role", "SOURCE", "name", "a.x", "meant", "b.x", "also", "");

  @Test
  void what_a_cause_carries_is_read_as_it_was_written() {
    Map<String, String> also = Map.of("a.y", "b.y");
    assertEquals("a.y b.y", Exchange.written(also));
    Exchange both =
        Exchange.of(Map.of("role", "SOURCE", "name", "a.x", "meant", "b.x", "also", "a.y b.y"))
            .orElseThrow();
    assertEquals(Map.of("a.x", "b.x", "a.y", "b.y"), both.names());
    assertEquals(Map.of("a.x", "b.x"), Exchange.of(ONE).orElseThrow().names());
    assertEquals(Optional.empty(), Exchange.of(Map.of("role", "SOURCE", "name", "a.x")));
  }

  @Test
  void a_text_is_as_meant_where_it_has_no_wrong_name_any_more() {
    Exchange exchange = Exchange.of(ONE).orElseThrow();
    String wrong = "{{ source('a', 'x') }}";
    assertEquals(Optional.of("a.x"), exchange.in(wrong));
    assertEquals(List.of(), exchange.done(wrong));
    assertEquals(Optional.empty(), exchange.in(exchange.applied(wrong)));
    assertEquals(List.of("b.x"), exchange.done(exchange.applied(wrong)));
  }
}
