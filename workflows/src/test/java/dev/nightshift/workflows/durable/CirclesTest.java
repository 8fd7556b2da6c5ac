package dev.nightshift.workflows.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CirclesTest {
  private final Circles circles = new Circles();

  private void took(String arguments, String answer, boolean refused) {
    circles.took("node", arguments, answer, refused);
  }

  @Test
  void the_same_call_with_the_same_answer_is_a_circle_at_the_third_time() {
    took("x", "same", false);
    took("y", "same", false);
    took("x", "same", false);
    assertEquals("", circles.why());
    took("x", "same", false);
    assertEquals("it used node in the same way 3 times, and it gave the same", circles.why());
  }

  @Test
  void another_answer_is_none() {
    took("x", "one", false);
    took("x", "other", false);
    took("x", "one", false);
    assertEquals("", circles.why());
  }

  @Test
  void five_refusals_with_nothing_between_end_it() {
    for (int n = 0; n < 4; n++) {
      took("x" + n, "no", true);
    }
    took("y", "yes", false);
    for (int n = 0; n < 4; n++) {
      took("z" + n, "no", true);
    }
    assertEquals("", circles.why());
    took("last", "no", true);
    assertEquals("the last 5 things that it wanted to do were refused", circles.why());
  }

  @Test
  void what_comes_to_nothing_is_a_circle_of_its_own() {
    assertEquals("", circles.missed("node", "x", "no such tool"));
    assertEquals("", circles.missed("node", "x", "no such tool"));
    assertEquals(
        "it wanted node in the same way 3 times, and got nothing",
        circles.missed("node", "x", "no such tool"));
    assertEquals("", circles.why());
  }

  @Test
  void it_goes_on_where_an_earlier_part_left_off() {
    took("x", "same", false);
    took("x", "same", false);
    Circles later = new Circles(circles.seen(), circles.refusals());
    later.took("node", "x", "same", false);
    assertEquals("it used node in the same way 3 times, and it gave the same", later.why());
  }

  @Test
  void what_lies_forty_uses_back_is_no_circle() {
    took("x", "same", false);
    took("x", "same", false);
    for (int n = 0; n < 40; n++) {
      took("y" + n, "same", false);
    }
    took("x", "same", false);
    assertEquals("", circles.why());
  }

  @Test
  void what_is_forgotten_begins_anew() {
    circles.again("z");
    circles.again("z");
    circles.forget("z");
    assertFalse(circles.again("z"));
    assertFalse(circles.again("z"));
    assertTrue(circles.again("z"));
  }
}
