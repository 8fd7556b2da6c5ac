package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final String ANTHROPIC =
      """
      event: message_start
      data: {"type":"message_start","message":{"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":1000,"output_tokens":1}}}

      event: ping
      data: {"type": "ping"}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":50}}

      """;

  private static final String RESPONSES =
      """
      data: {"type":"response.created","response":{"usage":null}}

      data: {"type":"response.completed","response":{"usage":{"input_tokens":1210,"input_tokens_details":{"cached_tokens":1000},"output_tokens":50}}}

      """;

  private static final String CHAT =
      """
      data: {"choices":[{"delta":{"content":"ü"}}],"usage":null}

      data: {"choices":[],"usage":{"prompt_tokens":1210,"prompt_tokens_details":{"cached_tokens":1000},"completion_tokens":50}}

      data: [DONE]
      """;

  @Test
  void what_is_cached_is_counted_and_costs_what_the_configuration_says() {
    Usage usage = counted("anthropic", ANTHROPIC, 1 << 20).usage();
    assertEquals(1_210, usage.inputTokens());
    assertEquals(50, usage.outputTokens());
    assertEquals((10 * 3 + 1000 * 0.3 + 200 * 3.75 + 50 * 15) / 1e6, usage.dollars(), 1e-12);
  }

  @Test
  void what_openai_says_in_all_has_what_is_cached_in_it() {
    Usage wanted = new Usage(1_210, 50, 1, (210 * 3 + 1000 * 0.3 + 50 * 15) / 1e6);
    assertEquals(wanted, counted("openai", RESPONSES, 1 << 20).usage());
    assertEquals(wanted, counted("openai-chat", CHAT, 1 << 20).usage());
  }

  @Test
  void bytes_that_are_cut_anywhere_count_the_same() {
    Usage whole = counted("openai-chat", CHAT, 1 << 20).usage();
    for (int size = 1; size < 40; size++) {
      Meter meter = counted("openai-chat", CHAT.replace("\n", "\r\n"), size);
      assertEquals(whole, meter.usage());
      assertFalse(meter.isGarbled());
    }
  }

  @Test
  void an_answer_in_one_piece_is_counted_too() {
    String whole =
        """

        {"type":"message","content":[],
         "usage":{"input_tokens":7,"output_tokens":3}}
        """;
    Usage usage = counted("anthropic", whole, 5).usage();
    assertEquals(7, usage.inputTokens());
    assertEquals(3, usage.outputTokens());
  }

  @Test
  void what_cannot_be_understood_is_noted_and_passed_over() {
    Meter meter = counted("openai-chat", "data: {\"choices\n\n" + CHAT, 1 << 20);
    assertTrue(meter.isGarbled());
    assertEquals(50, meter.usage().outputTokens());
  }

  @Test
  void a_server_that_tells_nothing_is_known_by_that() {
    Meter meter = counted("openai-chat", "data: {\"choices\":[]}\n\n", 1 << 20);
    assertFalse(meter.isTold());
    assertEquals(22, meter.length());
  }

  private static Meter counted(String api, String text, int size) {
    Settings.Prices prices = new Settings.Prices(3, 15, 0.3, 3.75);
    Meter meter = new Meter(new Settings.Model("n", api, "m", null, null, prices, 0, 0));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      meter.take(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
    }
    meter.end();
    return meter;
  }
}
