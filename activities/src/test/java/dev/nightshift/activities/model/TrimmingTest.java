package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrimmingTest {
  private static final String LONG = "x".repeat(3_000);
  private static final String GONE =
      "«result of read_file, 3,000 characters, left out; ask again if needed»";

  @Test
  void nothing_is_left_out_before_four_fifths_of_the_room_are_taken() {
    assertFalse(Trimming.isDue(8_000, 10_000));
    assertTrue(Trimming.isDue(8_001, 10_000));
  }

  @Test
  void the_oldest_results_go_until_half_of_the_room_is_free() {
    Conversation fitting = Trimming.fit(reads(10), 9_000, 10_000);
    assertEquals(
        List.of(GONE, GONE, GONE, GONE, GONE, LONG, LONG, LONG, LONG, LONG), results(fitting));
  }

  @Test
  void the_last_turns_stay_whatever_they_hold() {
    Conversation fitting = Trimming.harder(reads(6), 1_000_000);
    assertEquals(List.of(GONE, GONE, LONG, LONG, LONG, LONG), results(fitting));
    assertEquals(fitting, Trimming.harder(fitting, 1_000_000));
  }

  @Test
  void short_results_stay() {
    Conversation brief =
        new Conversation(IntStream.range(0, 9).mapToObj(i -> round(i, "ok")).toList());
    assertEquals(brief, Trimming.harder(brief, 1_000_000));
  }

  private static Conversation reads(int many) {
    return new Conversation(IntStream.range(0, many).mapToObj(i -> round(i, LONG)).toList());
  }

  private static Round round(int number, String result) {
    String id = "call_" + number;
    return Round.said("m", List.of(), "", List.of(Asked.of(id, "read_file", "{}")))
        .given(List.of(new Gave(id, result, false, null)));
  }

  private static List<String> results(Conversation conversation) {
    return conversation.rounds().stream().map(round -> round.gave().get(0).text()).toList();
  }
}
