package dev.nightshift.activities.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.difflib.patch.AbstractDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
  @Test
  void a_few_lines_are_another_each_in_its_place() {
    List<String> after = new ArrayList<>(lines());
    after.set(10, "new");
    after.remove(29_000);
    List<AbstractDelta<String>> deltas = Diff.between(lines(), after);
    assertEquals(
        List.of(10, 29_000),
        deltas.stream().map(delta -> delta.getSource().getPosition()).toList());
  }

  @Test
  void a_seed_that_was_sorted_anew_is_another_in_one_place() {
    List<String> after = new ArrayList<>(lines());
    Collections.reverse(after.subList(1, after.size() - 1));
    List<AbstractDelta<String>> deltas =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Diff.between(lines(), after));
    assertEquals(1, deltas.size());
    assertEquals(1, deltas.get(0).getSource().getPosition());
    assertEquals(lines().subList(1, 29_999), deltas.get(0).getSource().getLines());
    assertEquals(after.subList(1, 29_999), deltas.get(0).getTarget().getLines());
  }

  private static List<String> lines() {
    return IntStream.range(0, 30_000).mapToObj(i -> i + ",name " + i).toList();
  }
}
