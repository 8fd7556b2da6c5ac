package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.ports.Models.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What servers do that speak like OpenAI, but not quite. */
class ChatHearingTest {
  @Test
  void calls_without_ids_of_their_own_get_some() {
    Answer answer =
        heard(
            """
            {"choices":[{"delta":{"tool_calls":[
              {"index":0,"function":{"name":"list","arguments":"{}"}},
              {"index":1,"id":"call_1","function":{"name":"list","arguments":"{}"}},
              {"index":2,"id":"same","function":{"name":"list","arguments":"{}"}},
              {"index":3,"id":"same","function":{"name":"list","arguments":"{}"}}]},
              "finish_reason":"stop"}]}
            """);
    assertEquals(Stop.CALLS, answer.stop());
    List<String> ids = answer.round().calls().stream().map(Asked::id).toList();
    assertEquals(4, ids.stream().distinct().count(), ids.toString());
    assertEquals(ids, answer.round().raw().get(0).findValuesAsText("id").stream().toList());
  }

  @Test
  void arguments_may_come_as_an_object() {
    Answer answer =
        heard(
            """
            {"choices":[{"delta":{"tool_calls":[
              {"index":0,"id":"a","function":{"name":"list","arguments":{"path":"x"}}}]},
              "finish_reason":"tool_calls"}]}
            """);
    assertEquals("{\"path\":\"x\"}", answer.round().calls().get(0).arguments());
    assertFalse(answer.round().calls().get(0).broken());
  }

  @Test
  void an_answer_may_come_in_one_piece() {
    Answer answer =
        heard(
            """
            {"choices":[{"message":{"role":"assistant","content":"Done."},"finish_reason":"stop"}]}
            """);
    assertEquals("Done.", answer.round().text());
    assertEquals(Stop.DONE, answer.stop());
  }

  @Test
  void without_its_end_it_is_not_whole() {
    ChatHearing hearing = new ChatHearing();
    hearing.event(Exact.objectIn("{\"choices\":[{\"delta\":{\"content\":\"Do\"}}]}").orElseThrow());
    assertFalse(hearing.isWhole());
  }

  private static Answer heard(String event) {
    ChatHearing hearing = new ChatHearing();
    hearing.event(Exact.objectIn(event).orElseThrow());
    assertTrue(hearing.isWhole());
    return hearing.answer("m");
  }
}
