package dev.nightshift.activities.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTest {
  @Test
  void anchors_and_merges_are_read_as_what_they_stand_for() throws Yaml.Unreadable {
    assertEquals(
        Map.of("a", Map.of("b", 1), "c", Map.of("b", 1, "d", 2)),
        Yaml.parse("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n"));
  }

  static List<String> what_nobody_can_hold() {
    return List.of(
        "a: " + "[".repeat(20_000),
        "- ".repeat(20_000) + "x",
        "a: " + "[".repeat(300) + "]".repeat(300),
        "a: &x {b: *x}",
        anchors(12));
  }

  /** Each line is nine times the one before. */
  private static String anchors(int lines) {
    return "a0: &a0 [x]\n"
        + IntStream.range(1, lines)
            .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, nine("*a" + (i - 1))))
            .collect(Collectors.joining());
  }

  private static String nine(String item) {
    return String.join(", ", java.util.Collections.nCopies(9, item));
  }

  @ParameterizedTest
  @MethodSource("what_nobody_can_hold")
  void it_is_unreadable_with_a_reason_and_takes_no_edit(String text) {
    Yaml.Unreadable no = assertThrows(Yaml.Unreadable.class, () -> Yaml.parse(text));
    assertTrue(no.getMessage().startsWith("the file"), no.getMessage());
    assertThrows(CannotEdit.class, () -> new YamlText(text));
  }
}
