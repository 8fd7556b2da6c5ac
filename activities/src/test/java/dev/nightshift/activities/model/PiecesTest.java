package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PiecesTest {
  @Test
  void texts_grow_and_what_is_said_once_does_not() {
    assertEquals(
        "{\"role\":\"assistant\",\"content\":\"Hello\"}",
        whole(
            "{\"role\":\"assistant\",\"content\":\"Hel\"}",
            "{\"role\":\"assistant\",\"content\":\"lo\"}",
            "{\"content\":null}"));
  }

  @Test
  void calls_find_their_pieces_by_their_place() {
    assertEquals(
        "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"list\",\"arguments\":\"{}\"}},"
            + "{\"id\":\"b\",\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"p\\\":1}\"}}]}",
        whole(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"list\",\"arguments\":\"{\"}}]}",
            "{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"p\\\"\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}},{\"index\":1,\"function\":{\"arguments\":\":1}\"}}]}"));
  }

  @Test
  void what_a_server_adds_of_its_own_is_kept() {
    assertEquals(
        "{\"reasoning_content\":\"Hm, yes\",\"extra\":{\"signature\":\"s1\"}}",
        whole(
            "{\"reasoning_content\":\"Hm, \"}",
            "{\"reasoning_content\":\"yes\",\"extra\":{\"signature\":\"s1\"}}"));
  }

  private static String whole(String... pieces) {
    Pieces all = new Pieces();
    for (String piece : pieces) {
      all.add(Exact.objectIn(piece).orElseThrow());
    }
    return all.whole().toString();
  }
}
