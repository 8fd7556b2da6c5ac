package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static final Usage MOST = new Usage(9, 9, 1, 0);
  private static final Tariff FREE = new Tariff(List.of());

  private static Usage used(String said) {
    return used(
        FREE.of("/v1/" + (said.contains("response") ? "responses" : "messages"), "").orElseThrow(),
        said);
  }

  private static Usage used(Settings.Model model, String said) {
    return passed(new Answer(model), said).used(MOST);
  }

  private static Answer passed(Answer answer, String said) {
    byte[] bytes = said.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    // In pieces, as a network has it.
    for (int from = 0; from < bytes.length; from += 7) {
      byte[] piece = java.util.Arrays.copyOfRange(bytes, from, Math.min(from + 7, bytes.length));
      answer.pass(piece, piece.length);
    }
    return answer;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | {'type': 'message_delta', 'delta': {'stop_reason': 'refusal'}}",
        "true | {'type': 'message', 'stop_reason': 'refusal', 'content': []}",
        "false | {'type': 'message_delta', 'delta': {'stop_reason': 'end_turn'}}",
        "false | {'type': 'message', 'content': [{'input': {'stop_reason': 'refusal'}}]}",
        "true | {'type': 'response.output_item.done', 'item': {'content': [{'type': 'refusal'}]}}",
        "false | {'type': 'response.output_item.done', 'item': {'content': [{'type': 'output_text'}]}}",
        "true | {'type': 'response.incomplete', 'response': {'incomplete_details': {'reason':"
            + " 'content_filter'}}}",
        "true | {'output': [{'type': 'message', 'content': [{'type': 'refusal'}]}]}",
        "true | {'choices': [{'delta': {'refusal': 'no'}}]}",
        "false | {'choices': [{'delta': {'refusal': null}, 'finish_reason': 'stop'}]}",
        "true | {'choices': [{'finish_reason': 'content_filter'}]}"
      })
  void a_refusal_is_seen_though_the_agent_may_not_say_so(boolean refusal, String event) {
    Settings.Model any = FREE.of("/v1/messages", "").orElseThrow();
    assertEquals(refusal, passed(new Answer(any), "data: " + event + "\n\n").isRefusal());
  }

  @Test
  void anthropics_events_are_read() {
    assertEquals(
        new Usage(160, 20, 1, 0),
        used(
            """
            event: message_start
            data: {'type': 'message_start', 'message': {'usage': {'input_tokens': 100, 'cache_read_input_tokens': 60, 'output_tokens': 1}}}

            data: {'type': 'message_delta', 'usage': {'output_tokens': 20}}

            data: {'type': 'message_stop'}

            """));
  }

  @Test
  void openais_events_are_read() {
    assertEquals(
        new Usage(100, 30, 1, 0),
        used(
            "data: {'type': 'response.completed', 'response': {'usage': {'input_tokens': 100,"
                + " 'output_tokens': 30}}}\n\n"));
  }

  @Test
  void an_answer_in_one_piece_is_read() {
    assertEquals(
        new Usage(7, 8, 1, 0),
        used("{'type': 'message', 'usage': {'input_tokens': 7, 'output_tokens': 8}}"));
  }

  @Test
  void a_model_of_which_the_price_is_known_costs_it() {
    Settings.Prices prices = new Settings.Prices(1_000_000, 2_000_000, 500_000d, null);
    Settings.Model priced =
        new Settings.Model("a", "anthropic", "claude-x", null, null, prices, 0, 0);
    Tariff tariff = new Tariff(List.of(priced));
    String said =
        "{'type': 'message', 'usage': {'input_tokens': 7, 'cache_read_input_tokens': 2,"
            + " 'output_tokens': 8}}";
    assertEquals(
        new Usage(9, 8, 1, 7 + 1 + 16),
        used(tariff.of("/v1/messages", "claude-x").orElseThrow(), said));
    assertEquals(0, used(tariff.of("/v1/messages", "claude-y").orElseThrow(), said).dollars());
    assertEquals(0, used(tariff.of("/v1/responses", "claude-x").orElseThrow(), said).dollars());
  }

  @Test
  void one_that_was_cut_off_counts_as_the_most() {
    assertEquals(
        MOST,
        used(
            "data: {'type': 'message_start', 'message': {'usage': {'input_tokens': 1}}}\n\n"
                + "data: {'ty"));
    assertEquals(MOST, used(""));
  }
}
