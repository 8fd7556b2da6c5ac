package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonScanTest {
  private static final String SOME =
      "{\"a\": {\"deep\": [1, -2.5e3, {\"x\": \"}]\\\"\\\\\"}], \"n\": null}, \"b\\u00e9\\\"\": [],"
          + " \"c\": \"\u00e9 \\n\", \"d\": true, \"e\": NaN}";

  @Test
  void members_are_found_with_the_bytes_of_their_values() throws IOException {
    assertEquals(
        List.of(
            "a={\"deep\": [1, -2.5e3, {\"x\": \"}]\\\"\\\\\"}], \"n\": null}",
            "b\u00e9\"=[]",
            "c=\"\u00e9 \\n\"",
            "d=true",
            "e=NaN"),
        members(SOME, SOME.length()));
  }

  @Test
  void it_does_not_matter_how_the_bytes_come() throws IOException {
    for (int portion = 1; portion < 20; portion++) {
      assertEquals(members(SOME, SOME.length()), members(SOME, portion), "by " + portion);
    }
  }

  @Test
  void strings_longer_than_the_buffer_are_passed_whatever_stands_at_its_edge() throws IOException {
    for (int length = (1 << 17) - 12; length < (1 << 17) + 4; length++) {
      String text = "{\"a\": \"" + "x".repeat(length) + "\\\"y\", \"b\": 1}";
      assertEquals("b=1", members(text, text.length()).get(1));
    }
  }

  @Test
  void wherever_it_is_cut_off_the_last_byte_is_named() {
    for (int length = 0; length < SOME.getBytes(StandardCharsets.UTF_8).length; length++) {
      byte[] cut = new byte[length];
      System.arraycopy(SOME.getBytes(StandardCharsets.UTF_8), 0, cut, 0, length);
      JsonScan.Broken broken =
          assertThrows(
              JsonScan.Broken.class, () -> new JsonScan(new ByteArrayInputStream(cut)).skipValue());
      assertEquals("It ends in the middle of a value at byte " + length, broken.getMessage());
    }
  }

  @Test
  void what_is_not_json_is_refused_where_it_stands() {
    assertBroken("{\"a\": [1, 2}}", "'}' closes what was not opened at byte 11");
    assertBroken("{\"a\": #}", "No JSON is at byte 6");
    assertBroken("\"line\nbreak\"", "A string holds a control character at byte 5");
    assertBroken("}", "No value begins at byte 0");
    assertBroken("[".repeat(1_000_000), "It is nested deeper than 1024 at byte 1024");
  }

  @Test
  void brackets_are_told_apart_at_any_depth() throws IOException {
    String deep = "[{\"a\":".repeat(500) + "1" + "}]".repeat(500);
    JsonScan scan = scan(deep, 7);
    scan.skipValue();
    assertTrue(scan.atEnd());
    assertBroken("[{\"a\":".repeat(500) + "1" + "]}".repeat(500), "']' closes");
  }

  @Test
  void a_name_without_an_end_takes_no_memory() {
    JsonScan.Broken broken =
        assertThrows(JsonScan.Broken.class, () -> scan("\"" + "x".repeat(10_000_000), 8192).name());
    assertTrue(broken.getMessage().contains("A name of more than"), broken.getMessage());
  }

  private static void assertBroken(String text, String message) {
    JsonScan.Broken broken =
        assertThrows(JsonScan.Broken.class, () -> scan(text, text.length()).skipValue());
    assertTrue(broken.getMessage().startsWith(message), broken.getMessage());
  }

  private static List<String> members(String text, int portion) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonScan scan = scan(text, portion);
    List<String> found = new ArrayList<>();
    scan.take('{');
    for (boolean first = true; scan.another(first, '}'); first = false) {
      String name = scan.name();
      scan.peek();
      int begun = (int) scan.offset();
      scan.skipValue();
      int length = (int) scan.offset() - begun;
      found.add(name + "=" + new String(bytes, begun, length, StandardCharsets.UTF_8));
    }
    assertTrue(scan.atEnd());
    return found;
  }

  private static JsonScan scan(String text, int portion) {
    InputStream whole = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new JsonScan(
        new InputStream() {
          @Override
          public int read() throws IOException {
            return whole.read();
          }

          @Override
          public int read(byte[] target, int from, int length) throws IOException {
            return whole.read(target, from, Math.min(length, portion));
          }
        });
  }
}
